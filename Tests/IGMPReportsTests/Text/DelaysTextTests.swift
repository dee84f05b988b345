import IGMPTracking
import IGMPWire
import TestSupport
import Testing

@testable import IGMPReports

@Suite("DelaysText")
struct DelaysTextTests {
    private static let group = IPv4Address(239, 1, 1, 1)

    /// A version 2 host that joins, repeats itself, answers once, is late once and leaves.
    private static func scene() -> ReportScene {
        var scene = ReportScene()
        scene.report(group, host: 1, at: 0)
        scene.report(group, host: 1, at: 4)
        scene.query(at: 30)
        scene.report(group, host: 1, at: 33)
        scene.query(at: 155)
        scene.report(group, host: 1, at: 170)
        scene.query(at: 280)
        scene.report(group, host: 1, at: 285)
        scene.send(
            PacketBuilder.igmp(type: 0x17, group: group), from: IPv4Address(10, 0, 1, 1), to: .allRouters, at: 290)
        for second in 291...292 {
            scene.send(
                PacketBuilder.queryV3(group: group, code: 10), from: IPv4Address(10, 0, 0, 1), to: group, at: second)
        }
        scene.query(at: 300)
        return scene
    }

    @Test("Without queries and joins there is nothing to tell of delays")
    func nothing() {
        let scene = ReportScene()
        for label in ["Answers", "Leaves", "Specific", "Repeats"] {
            #expect(!scene.lines().contains { $0.hasPrefix(label) })
        }
    }

    @Test("A link's report says how long answers take, what follows leaves, and how joins are repeated")
    func link() {
        let lines = Self.scene().lines()
        #expect(lines.contains("Answers 2 in time, 1 late, median 5 s, at most 15 s"))
        #expect(lines.contains("Leaves 1 leave, 1 s to the query, 3 s to the end of forwarding"))
        #expect(lines.contains("specific queries, 1 series of 2 queries, 1 s apart"))
        #expect(lines.contains("Repeats 1 change, 1 repeat, 4 s apart"))
        #expect(!lines.contains { $0.hasPrefix("Hosts on") || $0.contains("####") })
    }

    @Test("-v adds the kinds of queries, the histogram, and the hosts")
    func verbose() {
        let lines = Self.scene().lines(TextReport(width: 200, isVerbose: true))
        #expect(lines.contains("to general queries, 2 in time, 1 late, median 5 s, at most 15 s"))
        #expect(lines.contains { $0.hasPrefix("up to 4.096 s ####") && $0.hasSuffix("# 1") })
        let hosts = lines.drop { $0 != "Hosts on eth0" }
        #expect(hosts.dropFirst(2).first == "10.0.1.1 2 0 2 1 - 5 s 15 s 1 1 - -")
        #expect(!Self.scene().lines(TextReport(width: 200, detail: .groups, isVerbose: true)).contains("Hosts on eth0"))
    }

    @Test("-v tells of the delays of each group below it")
    func group() {
        var scene = ReportScene()
        scene.report(Self.group, host: 1, at: 0)
        scene.query(at: 30)
        scene.report(Self.group, host: 1, at: 33)
        let lines = scene.lines(TextReport(width: 200, isVerbose: true))
        #expect(lines.contains("answers 1 in time, 3 s"))
        #expect(!scene.lines().contains("answers 1 in time, 3 s"))
    }
}
