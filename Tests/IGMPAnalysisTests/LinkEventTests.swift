import IGMPWire
import TestSupport
import Testing

@testable import IGMPAnalysis
@testable import IGMPTracking

@Suite("What is told of a link as it happens")
struct LinkEventTests {
    private static let host = WatchedLink.host
    private static let group = WatchedLink.group

    @Test("Changes and findings come in the order of time, a change before what is found wrong with it")
    func order() {
        var options = AnalysisOptions()
        options.recordsChanges = true
        var link = WatchedLink(options: options)
        link.hear(
            PacketBuilder.igmp(type: 0x16, group: Self.group), from: Self.host, to: Self.group, timeToLive: 9)
        link.wait(1)
        link.report(IPv4Address(239, 1, 1, 2))
        let kinds = link.takeEvents().map { event in
            switch event {
            case .change(let change): "\(change.kind)".prefix { $0 != "(" }
            case .finding(let finding): Substring(finding.code.name.description)
            }
        }
        #expect(kinds == ["groupCreated", "memberJoined", "ttl", "groupCreated", "memberJoined"])
        #expect(link.takeEvents() == [])
    }

    @Test("A finding is told once, however often it is made")
    func once() {
        var options = AnalysisOptions()
        options.recordsChanges = true
        var link = WatchedLink(options: options)
        for _ in 0..<3 {
            link.hear(
                PacketBuilder.igmp(type: 0x16, group: Self.group), from: Self.host, to: Self.group, timeToLive: 9)
        }
        let findings = link.takeEvents().filter { if case .finding = $0 { true } else { false } }
        #expect(findings.count == 1)
        #expect(link.findings(of: .timeToLive).map(\.count) == [3])
    }

    @Test("Two lists become one, equal times with the change first")
    func merging() {
        func change(_ time: Int64) -> Change {
            Change(at: Timestamp(nanoseconds: time), kind: .groupCreated(Self.group))
        }
        func finding(_ time: Int64) -> Finding {
            Finding(
                code: .timeToLive, host: nil, group: nil, mac: nil, firstAt: Timestamp(nanoseconds: time),
                lastAt: Timestamp(nanoseconds: time), detail: .none)
        }
        #expect(
            LinkEvent.merged([change(2), change(3)], [finding(1), finding(3), finding(4)])
                == [
                    .finding(finding(1)), .change(change(2)), .change(change(3)), .finding(finding(3)),
                    .finding(finding(4)),
                ])
        #expect(LinkEvent.merged([], [finding(1)]) == [.finding(finding(1))])
        #expect(LinkEvent.merged([change(1)], []) == [.change(change(1))])
    }
}
