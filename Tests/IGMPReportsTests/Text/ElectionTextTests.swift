import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@testable import IGMPReports

struct ElectionTextTests {
    private let low = IPv4Address(10, 0, 0, 1)
    private let high = IPv4Address(10, 0, 0, 9)

    private func time(_ seconds: Int) -> String {
        var clock = PacketClock(from: ReportScene.start, to: ReportScene.start)
        return clock.time(ReportScene.start.advanced(by: .seconds(seconds)))
    }

    @Test("A querier that came and stayed needs no word on its election")
    func first() {
        var scene = ReportScene()
        scene.query(at: 0, from: high)
        scene.query(at: 125, from: high)
        #expect(!scene.text().contains("Election"))
        scene.query(at: 126, from: low)
        #expect(scene.text().contains("Election"))
    }

    @Test("A take-over is told with the silence before it, the last one alone unless asked to be verbose")
    func takeOver() {
        var scene = ReportScene()
        scene.query(at: 0, from: high)
        scene.query(at: 100, from: low)
        let preempted = "\(time(100)) 10.0.0.1 is elected, a lower address than 10.0.0.9, which was silent for 100 s"
        #expect(scene.lines().contains("Election 1 change of querier, 0 losses"))
        #expect(scene.lines().contains(preempted))
        scene.query(at: 360, from: high)
        #expect(scene.lines().contains("Election 2 changes of querier, 1 loss"))
        #expect(
            scene.lines().contains(
                "\(time(360)) 10.0.0.9 is elected: 10.0.0.1 was silent for 260 s, and given up after 255 s"))
        #expect(!scene.lines().contains(preempted))
        let all = scene.lines(TextReport(width: 200, isVerbose: true))
        #expect(all.contains(preempted))
        #expect(all.contains("\(time(0)) 10.0.0.9 is elected"))
        #expect(all.contains("\(time(355)) 10.0.0.1 is given up, silent for 255 s, and nobody else queries"))
    }

    @Test("One that comes back, and one that queried all along, are told apart from others")
    func again() {
        var scene = ReportScene()
        scene.query(at: 0, from: low)
        scene.query(at: 300, from: low)
        #expect(
            scene.lines().contains(
                "\(time(300)) 10.0.0.1 is elected again: it was silent for 300 s, and given up after 255 s"))
        scene.query(at: 400, from: high)
        scene.query(at: 525, from: high)
        scene.analyzer.advance(to: ReportScene.start.advanced(by: .seconds(555)))
        let lines = scene.lines()
        #expect(
            lines.contains(
                "\(time(555)) 10.0.0.9 is elected, which queried already when 10.0.0.1 was given up, silent for 255 s"))
        #expect(lines.contains { $0.hasPrefix("Querier 10.0.0.9,") })
    }

    @Test("A querier that ignores the elected one is named with its queries out of turn")
    func outOfTurn() {
        var scene = ReportScene()
        scene.query(at: 0, from: low)
        scene.query(at: 10, from: high)
        #expect(scene.lines().contains("Others 10.0.0.9 v3 1 query last \(time(10))"))
        scene.query(at: 125, from: low)
        scene.query(at: 135, from: high)
        #expect(scene.lines().contains("Others 10.0.0.9 v3 2 queries (1 out of turn) last \(time(135))"))
    }
}
