#if os(Linux)
    import Foundation
    import Glibc
    import TestSupport
    import Testing

    @Suite(
        "Live on a bridge", .serialized, .timeLimit(.minutes(2)),
        .enabled(if: BridgeNetwork.isPossible, "needs root, network namespaces and bridges"))
    struct LiveTests {
        private let run: BridgeRun
        private let scratch: ScratchFolder
        /// Where what `-w` wrote is.
        private let written: String

        init() throws {
            run = try BridgeRun.shared.get()
            scratch = try ScratchFolder()
            written = try scratch.file("run.pcapng", run.written).path
        }

        private func report() throws -> JSONValue { try JSONValue(bytes: run.program.output) }

        /// The packets of a file, as the program tells of them.
        private func packets(_ path: String) throws -> [JSONValue] {
            try ProgramRun("packets", "--json", "-r", path).text.split(separator: "\n").map {
                try JSONValue(String($0))
            }
        }

        private func link(_ port: String) throws -> JSONValue {
            try #require(
                try report()["interfaces"]?.elements?.first { $0["name"] == .string(port) && $0["vlan_tags"] == [] })
        }

        @Test("SIGINT ends with the report, and 0")
        func interrupt() throws {
            #expect(run.program.status == 0, "\(run.program.error)")
            var schema = try JSONSchema(JSONValue(try Repository.text("Schemas/report.schema.json")))
            let report = try report()
            #expect(schema.problems(of: report) == [])
            #expect(report["capture"]?["dropped_by_kernel"] == 0)
            #expect(report["capture"]?["sources"]?.elements?.compactMap { $0["name"] } == ["p1", "p2", "p3"])
        }

        @Test("SIGUSR1 prints totals, and the capture goes on")
        func totals() throws {
            let added = run.errorAfterSignal.dropFirst(run.errorBeforeSignal.count)
            #expect(added.contains(#/[1-9][0-9]* packets captured/#), "\(run.errorAfterSignal)")
            #expect(run.program.output.split(separator: UInt8(ascii: "\n")).count == 1, "one report, at the end")
        }

        @Test("Each port's messages are those that the kernel counted there, by direction", arguments: BridgeRun.ports)
        func kernelCounters(port: String) throws {
            let kernel = try #require(run.counters[port])
            var seen: [String: Int] = [:]
            for packet in try packets(written) {
                guard packet["interface"] == .string(port), case .string(let type) = packet["type"],
                    case .string(let direction) = packet["direction"]
                else { continue }
                seen["\(direction == "in" ? "rx" : "tx") \(type)", default: 0] += 1
            }
            func expect(_ table: String, _ key: String, _ types: [String]) {
                let direction = key.prefix(2)
                let count = types.reduce(0) { $0 + (seen["\(direction) \($1)"] ?? 0) }
                #expect(kernel[table]?[key] == .number("\(count)"), "\(port) \(table) \(key)")
            }
            for direction in ["rx", "tx"] {
                expect("igmp_queries", "\(direction)_v1", ["v1_query"])
                expect("igmp_queries", "\(direction)_v2", ["v2_general_query", "v2_group_query"])
                expect(
                    "igmp_queries", "\(direction)_v3", ["v3_general_query", "v3_group_query", "v3_group_source_query"])
                expect("igmp_reports", "\(direction)_v1", ["v1_report"])
                expect("igmp_reports", "\(direction)_v2", ["v2_report"])
                expect("igmp_reports", "\(direction)_v3", ["v3_report"])
                expect("igmp_leaves", direction, ["leave"])
            }
            #expect(kernel["igmp_parse_errors"] == 0)
            // Queries went out and reports came in: nothing above agreed for want of packets.
            #expect((seen["tx v3_general_query"] ?? 0) > 1)
            #expect((seen["rx v3_report"] ?? 0) + (seen["rx v2_report"] ?? 0) > 1)
        }

        @Test("Each port's messages in the report are those of its packets", arguments: BridgeRun.ports)
        func reportedMessages(port: String) throws {
            let link = try link(port)
            var seen: [String: Int] = [:]
            for packet in try packets(written) {
                guard packet["interface"] == .string(port), case .string(let type) = packet["type"] else { continue }
                seen[type, default: 0] += 1
            }
            for kind in try #require(link["messages"]?.keys) {
                #expect(link["messages"]?[kind] == .number("\(seen[kind] ?? 0)"), "\(port) \(kind)")
            }
            #expect(link["igmp_packets"] == .number("\(seen.values.reduce(0, +))"))
        }

        @Test("Each port's frames are those that tcpdump wrote", arguments: BridgeRun.ports)
        func tcpdump(port: String) throws {
            guard let dump = run.tcpdump[port] else { return }
            let file = try scratch.file("dump.pcap", dump)
            let keys = ["source", "destination", "type", "group", "identification", "length", "frame_length"]
            func sorted(_ packets: [JSONValue]) -> [String] {
                packets.map { packet in keys.map { "\(packet[$0] ?? nil)" }.joined(separator: " ") }.sorted()
            }
            let expected = sorted(try packets(file.path))
            let seen = sorted(try packets(written).filter { $0["interface"] == .string(port) })
            #expect(expected.count > 3)
            #expect(seen.count == expected.count)
            let difference = zip(expected, seen).first { $0 != $1 }
            #expect(difference == nil)
        }

        @Test(
            "With -Q in the members at each port are those that joined there and did not leave",
            arguments: [
                ("p1", ["239.1.1.1 10.9.0.1 v3 exclude"]),
                ("p2", ["232.1.1.1 10.9.0.2 v3 include 192.0.2.1", "239.1.1.1 10.9.0.2 v3 exclude"]),
                ("p3", ["239.1.1.3 10.9.0.3 v2 exclude"]),
            ])
        func members(port: String, expected: [String]) throws {
            let report = try JSONValue(bytes: run.inbound.output)
            let link = try #require(report["interfaces"]?.elements?.first { $0["name"] == .string(port) })
            var members: [String] = []
            for group in try #require(link["groups"]?.elements) {
                for member in try #require(group["members"]?.elements) {
                    guard case .string(let address) = group["group"], case .string(let host) = member["host"],
                        case .number(let version) = member["version"], case .string(let mode) = member["filter_mode"]
                    else { continue }
                    let sources = (member["sources"]?.elements ?? []).map { source in
                        if case .string(let text) = source { " \(text)" } else { "" }
                    }
                    members.append("\(address) \(host) v\(version) \(mode)\(sources.joined())")
                }
            }
            #expect(members == expected)
        }

        @Test("Members vanish when they leave, and the events say how")
        func leaves() throws {
            let events = try ProgramRun("-r", written, "--events").text
                .split(separator: "\n").map { try JSONValue(String($0)) }
            func reasons(_ group: JSONValue, _ port: JSONValue) -> [JSONValue] {
                events.filter {
                    $0["event"] == "member_left" && $0["group"] == group && $0["interface"] == port
                }.compactMap { $0["reason"] }
            }
            #expect(reasons("239.1.1.2", "p1") == ["to_include_empty"])
            #expect(reasons("239.1.1.4", "p3") == ["leave"])
            #expect(reasons("239.1.1.1", "p1") == [])
        }

        @Test("The file of a live run gives the same report")
        func replay() throws {
            let replayed = try JSONValue(bytes: try ProgramRun("-r", written, "--json").output)
            let links = try #require(replayed["interfaces"]?.elements)
            #expect(links.count == BridgeRun.ports.count)
            for port in BridgeRun.ports {
                let live = withoutNumber(try link(port))
                let link = withoutNumber(try #require(links.first { $0["name"] == .string(port) }))
                #expect(live.firstDifference(from: link) == nil)
            }
        }

        /// A file numbers interfaces in the order of their first packets.
        private func withoutNumber(_ link: JSONValue) -> JSONValue {
            guard case .object(var members) = link else { return link }
            members["id"] = nil
            return .object(members)
        }

        @Test("A live capture ends by itself after --duration, and after -c packets")
        func endsByItself() throws {
            let network = try BridgeNetwork(hostCount: 1)
            try network.plugIn()
            let timed = try network.start([ProgramRun.path, "-i", "p1", "--json", "--duration", "0.5"]).finish()
            #expect(timed.status == 0)
            #expect(try JSONValue(bytes: timed.output)["capture"]?["sources"]?.elements?.count == 1)
            // A query comes every two seconds.
            let counted = try network.start([ProgramRun.path, "packets", "-i", "p1", "-c", "1", "-q"]).finish()
            #expect(counted.status == 0)
            #expect(counted.text.split(separator: "\n").count == 1)
            #expect(counted.error == "")
        }
    }
#endif
