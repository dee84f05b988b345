import ArgumentParser
import IGMPAnalysis
import IGMPReports
import IGMPWire
import TestSupport
import Testing

@testable import IGMPScopeCommand

@Suite("A session by a live clock")
struct SessionTests {
    private static let start: Int64 = 1_767_323_045

    private func time(_ seconds: Double) -> Timestamp {
        Timestamp(nanoseconds: (Self.start + Int64(seconds)) * 1_000_000_000)
    }

    /// What is told of a querier and a member that fall silent, while the clock goes on from second to second
    /// after it was set back by so many seconds.
    private func events(setBackBy step: Double, silence: Int) throws -> [String] {
        var options = AnalysisOptions()
        options.recordsChanges = true
        var session = try Session(
            CaptureOptions.parse(["-i", "eth0"]), analyzer: Analyzer(options: options), analyzes: true, filter: nil,
            lines: (.none, .json), output: ByteBuffer(capacity: 0), commands: EventCommands())
        let number = session.addInterface(
            AnalyzedInterface(name: "eth0", source: "eth0", linkType: .ethernet), snapLength: 262_144)
        let record = PacketBuilder.record(type: 2, group: IPv4Address(239, 1, 1, 1))
        let frames = [
            MadeCapture.query(from: IPv4Address(10, 0, 0, 1)),
            MadeCapture.reportV3([record], from: IPv4Address(10, 0, 0, 7)),
        ]
        for (second, frame) in frames.enumerated() {
            try lend(frame) { bytes in
                let captured = CapturedFrame(
                    bytes: bytes, originalLength: frame.count, timestamp: time(Double(second)), linkType: .ethernet)
                _ = try session.take(captured, interface: number)
            }
        }
        for second in 1...silence {
            let shown = time(Double(second) - step)
            session.noteClock(shown)
            session.settle(until: shown)
        }
        let lines = session.consumer.json.buffer.bytes().split(separator: UInt8(ascii: "\n"))
        return try lines.map { try JSONValue(bytes: Array($0)) }.compactMap { event in
            guard case .string(let name)? = event["event"], case .string(let time)? = event["ts"] else { return nil }
            return name == "querier_lost" || name == "group_expired" ? "\(name) \(time)" : nil
        }
    }

    @Test("A clock that is set back by an hour stops no timer, though nothing comes")
    func setBack() throws {
        let even = try events(setBackBy: 0, silence: 400)
        #expect(
            even == [
                "querier_lost 2026-01-02T03:08:20.000000000Z", "group_expired 2026-01-02T03:08:36.000000000Z",
            ])
        #expect(try events(setBackBy: 3600, silence: 400) == even.map { $0.replacing("T03:", with: "T02:") })
        // The Group Membership Interval is 270 s: nothing is told too early.
        #expect(try events(setBackBy: 3600, silence: 250).isEmpty)
    }

    @Test("Of a clock that is set back by a minute at most timers wait for the same time")
    func setBackLittle() throws {
        #expect(try events(setBackBy: 60, silence: 300).isEmpty)
        #expect(try events(setBackBy: 60, silence: 360) == events(setBackBy: 0, silence: 300))
    }
}
