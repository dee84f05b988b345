import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@testable import IGMPReports

@Suite("What is wrong, on the screen")
struct ScreenFindingsTests {
    /// A link with as many members whose TTL is wrong, one a second; none that does not answer.
    private static func scene(_ count: Int) -> ReportScene {
        var scene = ReportScene()
        scene.facts.isLive = true
        scene.query(at: 0)
        for host in 0..<count {
            let group = IPv4Address(239, 1, 1, 1)
            scene.send(
                PacketBuilder.igmp(type: 0x16, group: group), from: IPv4Address(10, 0, 0, UInt8(10 + host)), to: group,
                at: host + 1, timeToLive: 9)
        }
        return scene
    }

    private func lines(_ scene: borrowing ReportScene, rows: Int = 40, columns: Int = 200) -> [String] {
        let screen = scene.screen(LiveScreen(columns: columns, rows: rows, usesColor: false))
        return withoutSequences(screen).split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test("Without findings nothing is shown")
    func none() {
        #expect(!lines(Self.scene(0)).contains("Findings"))
    }

    @Test("Each has a line: severity, when, code, how often, and what to do")
    func line() {
        var scene = Self.scene(1)
        scene.send([0x16, 0, 0], from: IPv4Address(10, 0, 0, 9), to: .allRouters, at: 2)
        scene.send([0x16, 0, 0], from: IPv4Address(10, 0, 0, 9), to: .allRouters, at: 3)
        let lines = lines(scene)
        guard let heading = lines.firstIndex(of: "Findings") else {
            Issue.record("no heading")
            return
        }
        #expect(lines[heading - 1].isEmpty)
        #expect(lines[heading + 1].hasPrefix("  error    "))
        #expect(lines[heading + 1].contains("  message_too_short ×2  10.0.0.9 "))
        #expect(lines[heading + 2].hasPrefix("  warning  "))
        #expect(lines[heading + 2].contains("  ttl  10.0.0.10 "))
        // A version 2 report on a version 3 link.
        #expect(lines[heading + 3].hasPrefix("  info     ") && lines[heading + 3].contains("  v2_host  "))
    }

    @Test("They take a quarter of the screen, the latest first, and it is told how many are left out")
    func limit() {
        let shown = lines(Self.scene(12), rows: 40).drop { $0 != "Findings" }.prefix { !$0.isEmpty }
        #expect(shown.count == 10)
        #expect(shown.dropFirst().first?.contains("10.0.0.21 ") == true)
        #expect(shown.last == "  … and 4 warnings, 12 notes more")
        // A screen with no room for three lines of them has none.
        #expect(!lines(Self.scene(12), rows: 11).contains("Findings"))
        #expect(lines(Self.scene(12), rows: 12).contains("Findings"))
    }

    @Test("Where nothing is worse than worth knowing, one is shown and the others are counted")
    func notes() {
        var scene = ReportScene()
        scene.query(at: 0)
        for host in 1...5 { scene.report(IPv4Address(239, 1, 1, 1), host: UInt8(host), at: host) }
        let shown = lines(scene).drop { $0 != "Findings" }.prefix { !$0.isEmpty }
        #expect(shown.count == 3)
        #expect(shown.dropFirst().first?.contains("  v2_host  10.0.1.5 ") == true)
        #expect(shown.last == "  … and 4 notes more")
    }

    @Test("Where there are several links each line names its own")
    func links() {
        var scene = Self.scene(1)
        #expect(!lines(scene).contains { $0.contains("  ttl  eth0") })
        scene.report(IPv4Address(239, 1, 1, 2), host: 1, at: 3, tags: [.init(7)])
        #expect(lines(scene).contains { $0.contains("  ttl  eth0  10.0.0.10 ") })
    }
}
