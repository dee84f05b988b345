import Foundation
import TestSupport
import Testing

/// Captures whose times jump: clocks are set, files are cut together.
@Suite("Packets out of time order", .timeLimit(.minutes(2)))
struct TimeOrderTests {
    /// The packets of mixed-versions.pcap again and again, each at the second that `time` makes of its own.
    private func capture(rounds: Int, time: (UInt32) -> UInt32) throws -> (bytes: [UInt8], seconds: [UInt32]) {
        let original = try Repository.bytes("Fixtures/made/mixed-versions.pcap")
        try #require(original.starts(with: [0xD4, 0xC3, 0xB2, 0xA1]), "little-endian")
        func number(_ place: Int) -> UInt32 {
            original[place..<place + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
        }
        var bytes = Array(original[..<24])
        var seconds: [UInt32] = []
        for _ in 0..<rounds {
            var place = 24
            while place < original.count {
                let end = place + 16 + Int(number(place + 8))
                let second = time(number(place))
                seconds.append(second)
                bytes += [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: second >> $0) }
                // Whole seconds, so that they are all there is to the order.
                bytes += [0, 0, 0, 0] + original[place + 8..<end]
                place = end
            }
        }
        return (bytes, seconds)
    }

    private func report(_ bytes: [UInt8]) throws -> (report: JSONValue, text: String, run: ProgramRun) {
        let scratch = try ScratchFolder()
        let file = try scratch.file("jumps.pcap", bytes)
        let run = try ProgramRun(
            "-r", file.path, "--json", "--as-host", "10.0.0.12", "--member", "10.0.0.12=239.1.1.1")
        let events = try ProgramRun("-r", file.path, "--events")
        #expect(events.status == 0, "\(events.error)")
        return (try JSONValue(bytes: run.output), run.text + events.text, run)
    }

    @Test("In order, none is")
    func inOrder() throws {
        let (bytes, _) = try capture(rounds: 1) { $0 }
        let order = try report(bytes).report["capture"]?["out_of_order"]
        #expect(order?["packets"] == 0)
        #expect(order?["largest_step_back_s"] == 0)
    }

    @Test(
        "Times that jump are counted; every packet still is, and no span is negative", arguments: 0..<8 as Range<UInt64>
    )
    func jumps(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let rounds = 20
        let (bytes, seconds) = try capture(rounds: rounds) { second in
            switch Int.random(in: 0..<12, using: &generator) {
            case 0: second &+ .random(in: 0...4000, using: &generator)
            case 1: second &- .random(in: 0...1_000_000, using: &generator)
            case 2: 0
            case 3 where Int.random(in: 0..<20, using: &generator) == 0: .max
            default: second
            }
        }
        // A plain reading of the same times.
        var (latest, behind, step) = (UInt32(0), 0, UInt32(0))
        for second in seconds {
            if second < latest {
                behind += 1
                step = max(step, latest - second)
            }
            latest = max(latest, second)
        }
        let (report, text, run) = try report(bytes)
        #expect(run.status == 0, "\(run.error)")
        let order = report["capture"]?["out_of_order"]
        #expect(behind > 20)
        #expect(order?["packets"] == .number("\(behind)"))
        #expect(order?["largest_step_back_s"] == .number("\(step)"))
        #expect(!text.contains("_s\":-"))
        let (ordered, _, _) = try self.report(try capture(rounds: 1) { $0 }.bytes)
        let messages = report["interfaces"]?.elements?.first?["messages"]
        let expected = ordered["interfaces"]?.elements?.first?["messages"]
        for kind in try #require(expected?.keys) {
            guard case .number(let count)? = expected?[kind], let once = Int(count) else { continue }
            #expect(messages?[kind] == .number("\(rounds * once)"), "\(kind)")
        }
    }
}
