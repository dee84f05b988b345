import IGMPAnalysis
import IGMPWire
import KernelCounters
import LinuxKernel
import TestSupport
import Testing

@testable import IGMPReports

@Suite("A comparison of this host's memberships")
struct HostComparisonTests {
    private static let groups = (1...3).map { IPv4Address(239, 1, 1, $0) }

    /// Ours: in the first two groups, reporter of the first.
    private func comparison(
        _ theirs: [MembershipTable.Group], ourVersion: Int = 3, forced: Int = 0, theirVersion: Int = 3,
        droppedFrames: UInt64 = 0, cutPackets: UInt64 = 0
    ) -> HostComparison {
        let start = LinuxHostStart(
            addresses: [IPv4Address(10, 0, 0, 7)], hardwareAddress: nil, querierVersion: ourVersion,
            forcedVersion: forced,
            memberships: [
                .init(group: Self.groups[0], isReporter: true), .init(group: Self.groups[1], isReporter: false),
            ])
        return HostComparison(
            name: "eth0", addresses: start.addresses, host: LinuxHost(start, at: Timestamp(nanoseconds: 0)),
            kernel: .init(querierVersion: theirVersion, groups: theirs), droppedFrames: droppedFrames,
            cutPackets: cutPackets)
    }

    private static let same: [MembershipTable.Group] = [
        .init(group: groups[0], isReporter: true), .init(group: groups[1], isReporter: false),
    ]

    @Test("The same groups, reporters and querier are no difference, whatever else there was")
    func equal() {
        let comparison = comparison(Self.same, droppedFrames: 5)
        #expect(!comparison.differs)
        #expect(comparison.reasons.isEmpty)
        #expect(comparison.rows.map(\.group) == Array(Self.groups.prefix(2)))
    }

    @Test("A group too many, one too few, and another reporter differ, each with its reason")
    func differences() {
        #expect(comparison([Self.same[0]]).reasons.map(\.code) == [.silentLeave])
        #expect(
            comparison(Self.same + [.init(group: Self.groups[2], isReporter: false)]).reasons.map(\.code)
                == [.unreportedJoin])
        #expect(
            comparison([Self.same[0], .init(group: Self.groups[1], isReporter: true)]).reasons.map(\.code)
                == [.reporterUnknown])
        #expect(comparison([Self.same[0]], droppedFrames: 1).reasons.map(\.code) == [.captureDrops, .silentLeave])
        #expect(comparison([Self.same[0]], cutPackets: 1).reasons.map(\.code) == [.cutPackets, .silentLeave])
        #expect(comparison([Self.same[0]]).differs)
    }

    @Test("An older version from before the capture may have ended, and is told of; one that is forced may not")
    func querier() {
        for theirs in [2, 3] {
            let inherited = comparison(Self.same, ourVersion: 2, theirVersion: theirs)
            #expect(!inherited.differs && inherited.ourQuerierVersion == theirs)
            #expect(inherited.isQuerierInherited && inherited.reasons.map(\.code) == [.querierInherited])
        }
        // What cannot be is not taken over.
        let impossible = comparison(Self.same, ourVersion: 2, theirVersion: 1)
        #expect(impossible.differs && impossible.ourQuerierVersion == 2 && !impossible.isQuerierInherited)
        let forced = comparison(Self.same, ourVersion: 2, forced: 2, theirVersion: 3)
        #expect(forced.differs && !forced.isQuerierInherited)
        #expect(forced.reasons.map(\.code) == [.querierUnknown])
    }

    @Test("Packets that were cut are the interface's own, untagged or with a priority alone")
    func cutPackets() {
        var analyzer = Analyzer()
        let interface = analyzer.addInterface(AnalyzedInterface(name: "p1", source: "p1", linkType: .ethernet))
        var dissector = Dissector()
        let packet = PacketBuilder.ipv4(
            source: IPv4Address(10, 0, 0, 1), destination: .allSystems, payload: PacketBuilder.queryV3())
        for tags in [[], [PacketBuilder.Tag(0)], [PacketBuilder.Tag(7)]] {
            let frame = PacketBuilder.ethernet(tags: tags, payload: packet)
            lend(Array(frame.dropLast())) { bytes in
                let frame = CapturedFrame(
                    bytes: bytes, originalLength: frame.count, timestamp: Timestamp(nanoseconds: 0),
                    linkType: .ethernet)
                dissector.dissect(frame) { _ = analyzer.observe($0, in: frame, interface: interface) }
            }
        }
        #expect(HostComparison.cutPackets(of: interface, in: analyzer) == 2)
        #expect(HostComparison.cutPackets(of: interface + 1, in: analyzer) == 0)
    }

    @Test("Text has a line for the querier and for each group")
    func text() {
        let text = written {
            ComparisonText(width: 80, usesColor: false).write(
                KernelComparison(
                    startedAt: Timestamp(nanoseconds: 0), endedAt: Timestamp(nanoseconds: 2_000_000_000), ports: [],
                    hosts: [comparison([Self.same[0]])]), to: &$0)
        }
        #expect(
            text == """
                eth0, this host 10.0.0.7, during 2 s
                  Group            igmpscope  kernel     difference
                  querier          V3         V3
                  239.1.1.1        reporter   reporter
                  239.1.1.2        member     -          differs
                  different
                  - a leave may pass in silence: always in version 1, in version 2 unless this
                    host reported last

                """)
    }
}
