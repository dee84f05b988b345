import Foundation
import IGMPWire
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

    /// A router that queries every 20 s as it says, and hosts that answer, each in a group of its own; one of
    /// them falls silent after so many queries.
    private func link(silentAfter: Int, times: [Double]) -> [UInt8] {
        var capture = MadeCapture()
        for (round, time) in times.enumerated() {
            let query = PacketBuilder.queryV3(intervalCode: 20)
            capture.add(MadeCapture.query(query, from: IPv4Address(10, 0, 0, 1)), at: time)
            for host in 1...12 as ClosedRange<UInt8> where host != 3 || round < silentAfter {
                let record = PacketBuilder.record(type: 2, group: IPv4Address(239, 1, 1, host))
                capture.add(MadeCapture.reportV3([record], from: IPv4Address(10, 0, 0, host)), at: time + 1)
            }
        }
        return capture.bytes
    }

    @Test("Where the clock is set back, members and groups go when they should, and times are told as it shows them")
    func setBack() throws {
        // In order, and with an hour taken off in the middle: the silent host leaves, and its group dies.
        let even = (0..<20).map { 4000 + Double($0) * 20 }
        let stepped = even.enumerated().map { $0 < 6 ? $1 : $1 - 3600 }
        var told: [[String]] = []
        for times in [even, stepped] {
            let scratch = try ScratchFolder()
            let file = try scratch.file("step.pcap", link(silentAfter: 8, times: times))
            let run = try ProgramRun("-r", file.path, "--events")
            #expect(run.status == 0, "\(run.error)")
            let events = try run.output.split(separator: UInt8(ascii: "\n")).map { try JSONValue(bytes: Array($0)) }
            told.append(
                events.compactMap { event in
                    guard case .string(let name)? = event["event"], case .string(let time)? = event["ts"],
                        name == "member_left" || name == "group_expired"
                    else { return nil }
                    return "\(name) \(time)"
                })
        }
        #expect(
            told[0] == [
                "member_left 2026-01-02T04:13:55.500000001Z", "group_expired 2026-01-02T04:14:06.000000000Z",
            ])
        #expect(told[1] == told[0].map { $0.replacing("T04:", with: "T03:") }, "\(told)")
    }

    @Test("The report tells of it, and its times are those of the clock")
    func setBackReport() throws {
        let times = (0..<20).map { 4000 + Double($0) * 20 - ($0 < 6 ? 0 : 3600) }
        let (report, _, _) = try report(link(silentAfter: 20, times: times))
        #expect(report["capture"]?["out_of_order"]?["clock_set_back"] == 1)
        #expect(report["capture"]?["last_at"] == "2026-01-02T04:12:26.000000000Z")
        let group = report["interfaces"]?.elements?.first?["groups"]?.elements?.first
        #expect(group?["created_at"] == "2026-01-02T04:10:45.000000000Z")
        let member = group?["members"]?.elements?.first
        #expect(member?["last_report_at"] == "2026-01-02T03:17:06.000000000Z")
        // The Group Membership Interval is 2 times 20 s and 2 times 10 s (RFC 9776 section 8.4).
        #expect(group?["expires_at"] == "2026-01-02T03:18:06.000000000Z")
    }
}
