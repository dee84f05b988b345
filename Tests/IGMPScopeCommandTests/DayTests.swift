#if os(Linux)
    import Foundation
    import Glibc
    import IGMPWire
    import TestSupport
    import Testing

    /// A run that goes on and on.
    @Suite("A day", .timeLimit(.minutes(10)))
    struct DayTests {
        /// Packets a second; `IGMPSCOPE_DAY_RATE=1000` is what a busy link has.
        private static let rate = ProcessInfo.processInfo.environment["IGMPSCOPE_DAY_RATE"].flatMap { Int($0) } ?? 10
        private static let period = 100
        private static let router = IPv4Address(10, 0, 0, 1)

        /// What passes in a hundred seconds, again and again: the bytes of its records, and how many
        /// messages of each kind they are.
        ///
        /// Some members stay and answer the query. The others join and leave, of either version, in each
        /// other's places, some with sources; no more than a few of their delays are measured.
        private static func traffic() -> (bytes: [UInt8], records: Int, counts: [String: Int]) {
            var capture = MadeCapture()
            var counts: [String: Int] = [:]
            var random = SeededGenerator(seed: 1)
            func add(_ kind: String, _ frame: [UInt8]) {
                // All records have one length.
                let padded = frame + [UInt8](repeating: 0, count: 64 - frame.count)
                capture.add(padded, at: Double(counts.values.reduce(0, +)) / Double(rate))
                counts[kind, default: 0] += 1
            }
            func older(_ type: UInt8, _ group: IPv4Address, from host: IPv4Address) -> [UInt8] {
                PacketBuilder.ethernet(
                    payload: PacketBuilder.ipv4(
                        source: host, destination: type == 0x17 ? .allRouters : group,
                        payload: PacketBuilder.igmp(type: type, group: group), options: []))
            }
            add("v3_general_query", MadeCapture.query(from: router))
            for host in 1...20 as ClosedRange<UInt8> {
                let record = PacketBuilder.record(type: 2, group: IPv4Address(239, 1, 0, host))
                add("v3_report", MadeCapture.reportV3([record], from: IPv4Address(10, 0, 1, host)))
            }
            var joined: [(host: IPv4Address, group: IPv4Address, isOlder: Bool)] = []
            while counts.values.reduce(0, +) < rate * period {
                if joined.count < rate || (joined.count < 8 * rate && Bool.random(using: &random)) {
                    let host = IPv4Address(10, 0, 2, UInt8.random(in: 1...250, using: &random))
                    let group = IPv4Address(239, 1, 1, UInt8.random(in: 0...250, using: &random))
                    let isOlder = Int.random(in: 0..<4, using: &random) == 0
                    joined.append((host, group, isOlder))
                    let record = PacketBuilder.record(type: 4, group: group)
                    add(
                        isOlder ? "v2_report" : "v3_report",
                        isOlder ? older(0x16, group, from: host) : MadeCapture.reportV3([record], from: host))
                } else {
                    let left = joined.remove(at: Int.random(in: joined.indices, using: &random))
                    let record = PacketBuilder.record(type: 3, group: left.group)
                    add(
                        left.isOlder ? "leave" : "v3_report",
                        left.isOlder
                            ? older(0x17, left.group, from: left.host)
                            : MadeCapture.reportV3([record], from: left.host))
                }
            }
            return (Array(capture.bytes.dropFirst(MadeCapture().bytes.count)), rate * period, counts)
        }

        /// The memory that a process holds, in bytes.
        private func memory(of identifier: pid_t) throws -> Int {
            let text = try String(contentsOfFile: "/proc/\(identifier)/statm", encoding: .utf8)
            return (Int(text.split(separator: " ")[1]) ?? 0) * Int(getpagesize())
        }

        @Test("After 24 hours of packets it holds no more than after two, and has counted every one")
        func day() throws {
            let scratch = try ScratchFolder()
            let pipe = scratch.path("pipe")
            // The path lives as long as the call.
            try #require(unsafe mkfifo(pipe, 0o600) == 0)
            // Where the address sanitizer watches, it is not to hold back what was given back.
            let program = try StartedProgram(
                path: ProgramRun.path,
                ["-r", pipe, "--json", "--detail", "summary", "-q", "--limit", "delays=4096"],
                environment: ["ASAN_OPTIONS": "detect_leaks=0:quarantine_size_mb=0:thread_local_quarantine_size_kb=0"])
            let end = FileHandle(forWritingAtPath: pipe)
            let writer = try #require(end)
            try writer.write(contentsOf: MadeCapture().bytes)
            var (bytes, records, counts) = Self.traffic()
            let length = bytes.count / records
            let times = (0..<records).map { UInt32($0 / Self.rate) &+ MadeCapture.start }
            let rounds = 86_400 / Self.period
            var early = 0
            for round in 0..<rounds {
                for (record, time) in times.enumerated() {
                    let time = time &+ UInt32(round * Self.period)
                    let place = record * length
                    bytes[place] = UInt8(truncatingIfNeeded: time)
                    bytes[place + 1] = UInt8(truncatingIfNeeded: time >> 8)
                    bytes[place + 2] = UInt8(truncatingIfNeeded: time >> 16)
                    bytes[place + 3] = UInt8(truncatingIfNeeded: time >> 24)
                }
                try writer.write(contentsOf: bytes)
                if round == rounds / 12 { early = try memory(of: program.identifier) }
            }
            let late = try memory(of: program.identifier)
            try writer.close()
            let run = try program.finish()
            #expect(run.status == 0, "\(run.error)")
            #expect(early > 0 && late - early < 1 << 20, "\(early) bytes, then \(late)")
            let report = try JSONValue(bytes: run.output)
            #expect(report["capture"]?["igmp_packets"] == .number("\(records * rounds)"))
            let messages = try #require(report["interfaces"]?.elements?.first?["messages"])
            for (kind, count) in counts { #expect(messages[kind] == .number("\(count * rounds)"), "\(kind)") }
        }
    }
#endif
