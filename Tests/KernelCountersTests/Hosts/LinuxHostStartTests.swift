import IGMPWire
import KernelCounters
import TestSupport
import Testing

@Suite("A Linux host of which its kernel has told")
struct LinuxHostStartTests {
    private static let mac = MACAddress(rawValue: 0x0200_0000_0001)
    private static let otherMAC = MACAddress(rawValue: 0x0200_0000_0002)
    private static let second = IPv4Address(10, 0, 1, 2)
    private static let source = IPv4Address(192, 0, 2, 1)

    private func start(version: Int = 3, forced: Int = 0) -> LinuxHostStart {
        LinuxHostStart(
            addresses: [host, Self.second], hardwareAddress: Self.mac, querierVersion: version, forcedVersion: forced,
            memberships: [
                .init(group: .allSystems, isReporter: false), .init(group: group, isReporter: true),
                .init(group: otherGroup, isReporter: false, includedSources: [Self.source]),
            ])
    }

    /// A packet in a frame from `mac`.
    private func frame(
        _ message: [UInt8], from source: IPv4Address, to destination: IPv4Address, mac: MACAddress
    ) -> [UInt8] {
        PacketBuilder.ethernet(
            source: mac, payload: PacketBuilder.ipv4(source: source, destination: destination, payload: message))
    }

    private func names(_ kernel: LinuxHost) -> [String] {
        kernel.groups.map { "\($0.group)\($0.isReporter ? "*" : "")" }
    }

    @Test("It begins with what its kernel told")
    func beginning() {
        let wire = Wire()
        let kernel = LinuxHost(start(), at: wire.now)
        #expect(names(kernel) == ["224.0.0.1", "\(group)*", "\(otherGroup)"])
        #expect(kernel.querierVersion == 3)
        #expect(kernel.address == host)
    }

    @Test("It is out of a group that had only the source that it blocks, and not of one for all sources")
    func filters() {
        var wire = Wire()
        var kernel = LinuxHost(start(), at: wire.now)
        let blocks = [group, otherGroup].map { PacketBuilder.record(type: 6, group: $0, sources: [Self.source]) }
        wire.carry(frame: frame(PacketBuilder.reportV3(blocks), from: host, to: .igmpV3Routers, mac: Self.mac)) {
            kernel.observe($0)
        }
        #expect(names(kernel) == ["224.0.0.1", "\(group)*"])
    }

    @Test("What comes from its MAC with any of its addresses, or none yet, is its own; else it is not")
    func own() {
        let joined = IPv4Address(239, 9, 9, 9)
        for (source, mac, isOwn) in [
            (host, Self.mac, true), (Self.second, Self.mac, true), (.unspecified, Self.mac, true),
            (host, Self.otherMAC, false), (.unspecified, Self.otherMAC, false), (neighbour, Self.mac, false),
        ] as [(IPv4Address, MACAddress, Bool)] {
            var wire = Wire()
            var kernel = LinuxHost(start(), at: wire.now)
            wire.carry(frame: frame(v2Report(joined), from: source, to: joined, mac: mac)) { kernel.observe($0) }
            #expect(names(kernel).contains("\(joined)*") == isOwn, "\(source) \(mac)")
        }
    }

    @Test("An older version from before may have ended, or hold for long; one that is forced has not ended")
    func querierVersions() {
        let wire = Wire()
        let kernel = LinuxHost(start(version: 2), at: wire.now)
        #expect(kernel.querierVersion == 2)
        #expect(kernel.possibleQuerierVersions == [2, 3])
        #expect(LinuxHost(start(version: 2, forced: 2), at: wire.now).possibleQuerierVersions == [2])
        // Version 1 hides what was heard of version 2.
        #expect(LinuxHost(start(version: 1), at: wire.now).possibleQuerierVersions == [1, 2, 3])
        #expect(LinuxHost(start(version: 1, forced: 2), at: wire.now).possibleQuerierVersions == [1, 2])
        // By default values it ends after 260 s; by the greatest that a query can announce after three days.
        let longest = 7 * 31_744 + 10
        for (seconds, version, possible) in [
            (259, 2, [2, 3]), (260, 3, [2, 3]), (longest - 1, 3, [2, 3]), (longest, 3, [3]),
        ] as [(Int, Int, Set<Int>)] {
            var later = kernel
            later.advance(to: wire.now.advanced(by: .seconds(seconds)))
            #expect(later.querierVersion == version && later.possibleQuerierVersions == possible, "\(seconds)")
        }
    }

    @Test("A query of an older version holds for a second at least; then it depends on values from before")
    func unknownValues() {
        var wire = Wire()
        var kernel = LinuxHost(start(), at: wire.now)
        #expect(kernel.possibleQuerierVersions == [3])
        wire.carry(frame: frame(v2Query, from: querier, to: .allSystems, mac: Self.otherMAC)) { kernel.observe($0) }
        for (milliseconds, possible) in [(999, [2]), (1000, [2, 3]), (300_000, [2, 3])] as [(Int, Set<Int>)] {
            var later = kernel
            later.advance(to: wire.now.advanced(by: .milliseconds(milliseconds)))
            #expect(later.possibleQuerierVersions == possible, "\(milliseconds)")
        }
    }

    @Test("A version 3 query taken in makes the values known, but for a response interval that has shrunk before")
    func knownValues() {
        var wire = Wire()
        var kernel = LinuxHost(start(), at: wire.now)
        // Robustness 2, 125 s: an older version lasts 250 s, and up to 10 s more.
        wire.carry(frame: frame(v3Query, from: querier, to: .allSystems, mac: Self.otherMAC)) { kernel.observe($0) }
        wire.carry(frame: frame(v2Query, from: querier, to: .allSystems, mac: Self.otherMAC)) { kernel.observe($0) }
        for (seconds, possible) in [(249, [2]), (250, [2, 3]), (259, [2, 3]), (260, [3])] as [(Int, Set<Int>)] {
            var later = kernel
            later.advance(to: wire.now.advanced(by: .seconds(seconds)))
            #expect(later.possibleQuerierVersions == possible, "\(seconds)")
        }
        // One that may have been met with version 2 still in force was perhaps not taken in.
        var other = LinuxHost(start(version: 2), at: wire.now)
        wire.carry(frame: frame(v3Query, from: querier, to: .allSystems, mac: Self.otherMAC)) { other.observe($0) }
        wire.carry(frame: frame(v2Query, from: querier, to: .allSystems, mac: Self.otherMAC)) { other.observe($0) }
        other.advance(to: wire.now.advanced(by: .seconds(260)))
        #expect(other.possibleQuerierVersions == [2, 3])
    }

    @Test("Its own report of a newer version shows that the older one has ended")
    func ended() {
        var wire = Wire()
        var kernel = LinuxHost(start(version: 2), at: wire.now)
        let record = PacketBuilder.record(type: 4, group: IPv4Address(239, 9, 9, 9))
        wire.carry(frame: frame(PacketBuilder.reportV3([record]), from: host, to: .igmpV3Routers, mac: Self.mac)) {
            kernel.observe($0)
        }
        #expect(kernel.possibleQuerierVersions == [3])
    }

    @Test("Its own report of a newer version that comes with the older one's query shows nothing")
    func crossed() {
        var wire = Wire()
        var kernel = LinuxHost(start(), at: wire.now)
        let record = PacketBuilder.record(type: 4, group: IPv4Address(239, 9, 9, 9))
        let report = frame(PacketBuilder.reportV3([record]), from: host, to: .igmpV3Routers, mac: Self.mac)
        wire.carry(frame: frame(v2Query, from: querier, to: .allSystems, mac: Self.otherMAC)) { kernel.observe($0) }
        wire.carry(frame: report) { kernel.observe($0) }
        #expect(kernel.possibleQuerierVersions == [2])
        wire.wait(.seconds(5))
        wire.carry(frame: report) { kernel.observe($0) }
        #expect(kernel.possibleQuerierVersions == [3])
    }
}
