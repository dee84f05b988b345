import IGMPWire
import TestSupport
import Testing

@testable import IGMPReports

struct DeparturesTextTests {
    private let group = IPv4Address(239, 1, 1, 1)

    private func time(_ seconds: Int) -> String {
        var clock = PacketClock(from: ReportScene.start, to: ReportScene.start)
        return clock.time(ReportScene.start.advanced(by: .seconds(seconds)))
    }

    /// A host that joins and leaves again a second later.
    private func visit(_ scene: inout ReportScene, host: UInt8, at seconds: Int) {
        scene.report(group, host: host, at: seconds)
        let leave = PacketBuilder.igmp(type: 0x17, group: group)
        scene.send(leave, from: IPv4Address(10, 0, 1, host), to: .allRouters, at: seconds + 1)
    }

    @Test("Who left is listed with the time and the reason, where members are shown")
    func one() {
        var scene = ReportScene()
        scene.report(group, host: 1, at: 0)
        #expect(!scene.text().contains("Departed"))
        visit(&scene, host: 2, at: 5)
        let lines = scene.lines()
        #expect(lines.contains("Departed from groups on eth0"))
        #expect(lines.contains("\(time(6)) 10.0.1.2 239.1.1.1 leave \(time(5))"))
        #expect(!lines.contains { $0.hasPrefix("…") })
        #expect(!scene.text(TextReport(detail: .groups)).contains("Departed"))
    }

    @Test("The last eight are shown, all that are kept on demand, and the others are counted")
    func many() {
        var scene = ReportScene()
        for number in 0..<70 { visit(&scene, host: UInt8(number + 1), at: 10 * number) }
        let lines = scene.lines()
        let shown = lines.filter { $0.hasSuffix(" leave \(time(690))") || $0.contains(" 239.1.1.1 leave ") }
        #expect(shown.count == 8)
        #expect(shown.last?.hasPrefix("\(time(691)) 10.0.1.70") == true)
        #expect(lines.contains("… and 62 before; -v or --json lists more"))
        let all = scene.lines(TextReport(width: 200, isVerbose: true))
        #expect(all.count { $0.contains(" 239.1.1.1 leave ") } == 64)
        #expect(all.contains("… and 6 before"))
    }
}
