#if os(Linux)
    import Foundation
    import Glibc
    import IGMPWire
    import TestSupport
    import Testing

    @Suite(
        "Live beside the kernel", .timeLimit(.minutes(5)),
        .enabled(if: BridgeNetwork.isPossible, "needs root, network namespaces and bridges"))
    struct ComparisonTests {
        struct Setting: Sendable, CustomTestStringConvertible {
            let number: Int
            let version: Int
            let callsIPTables: Bool
            var testDescription: String {
                "version \(version)\(callsIPTables ? ", iptables" : ""), run \(number)"
            }
        }

        /// Every setting once, or as often as the environment says.
        static let settings: [Setting] = {
            let runs = ProcessInfo.processInfo.environment["IGMPSCOPE_LIVE_RUNS"].flatMap { Int($0) } ?? 1
            let iptables = BridgeNetwork.hasNetfilter ? [false, true] : [false]
            return (1...max(runs, 1)).flatMap { number in
                [2, 3].flatMap { version in
                    iptables.map { Setting(number: number, version: version, callsIPTables: $0) }
                }
            }
        }()

        @Test(
            "All counters of all ports are the kernel's own, whatever is sent; and those of the file",
            arguments: settings)
        func counters(setting: Setting) throws {
            let run = try ComparisonRun(version: setting.version, callsIPTables: setting.callsIPTables)
            let comparison = try JSONValue(bytes: run.program.output)
            var schema = try JSONSchema(JSONValue(try Repository.text("Schemas/comparison.schema.json")))
            #expect(schema.problems(of: comparison) == [])
            #expect(run.program.status == 0, "\(run.program.error)")
            let ports = try #require(comparison["ports"]?.elements)
            #expect(ports.compactMap { $0["name"] } == ComparisonRun.ports.map(JSONValue.string))
            for port in ports {
                let figures = (ours: port["igmpscope"], kernel: port["kernel"])
                #expect(figures.ours == figures.kernel, "\(port["name"] ?? nil)")
            }
            // Nothing above agreed for want of packets.
            #expect((number(ports[0]["kernel"]?["igmp_parse_errors"]) ?? 0) > 30)
            #expect((number(ports[1]["kernel"]?["igmp_reports"]?["tx_v2"]) ?? 0) > 10)
            // Of the host made to speak version 2, which may have heard a version 1 query before it reports.
            let older = ["rx_v1", "rx_v2"].compactMap { number(ports[2]["kernel"]?["igmp_reports"]?[$0]) }
            #expect(older.reduce(0, +) > 0)

            let scratch = try ScratchFolder()
            let file = try scratch.file("run.pcapng", run.written).path
            let switches = setting.callsIPTables ? ["--bridge-nf-call-iptables"] : []
            let report = try JSONValue(
                bytes: ProgramRun(["counters", "--json", "--all-multicast", "-r", file] + switches).output)
            for port in ports {
                let links = report["interfaces"]?.elements?.filter { $0["name"] == port["name"] } ?? []
                let counters = links.compactMap { $0["counters"]?["linux_bridge"] }
                #expect(try sum(counters) == port["igmpscope"], "\(port["name"] ?? nil)")
            }
        }

        @Test("A bridge without statistics, or without snooping, is told of at once and at the end, with what helps")
        func switchedOff() throws {
            for (option, code) in [("mcast_stats_enabled", "statistics_off"), ("mcast_snooping", "snooping_off")] {
                let network = try BridgeNetwork(hostCount: 1)
                try network.ip("link", "set", "dev", "br0", "type", "bridge", option, "0")
                let started = try network.start(
                    [ProgramRun.path, "counters", "-i", "p1", "--compare-kernel", "--json", "-q"])
                try BridgeRun.waitForSockets(of: started, atLeast: 2)
                try network.plugIn()
                _ = try network.join([239, 1, 1, 1], host: 1)
                usleep(500_000)
                kill(started.identifier, SIGINT)
                let run = try started.finish()
                let remedy = "`ip link set dev br0 type bridge \(option) 1`"
                let told = Self.withoutCarrier(run.errorLines)
                #expect(told.count == 1 && told[0].contains(remedy), "\(run.error)")
                let port = try #require(try JSONValue(bytes: run.output)["ports"]?.elements?.first)
                #expect(port["reasons"]?.elements?.map { $0["code"] } == [.string(code)])
                #expect(port["differs"] == .bool(true))
                #expect(run.status == 3)
            }
        }

        @Test("Headers of other multicast are counted with --all-multicast alone, and otherwise named")
        func otherMulticast() throws {
            let network = try BridgeNetwork(hostCount: 1)
            try network.plugIn()
            var packet = PacketBuilder.ipv4(
                source: IPv4Address(10, 9, 0, 1), destination: IPv4Address(239, 1, 1, 1), payload: [], protocol: 17)
            packet[10] ^= 1
            for options in [[], ["--all-multicast"]] {
                let started = try network.start(
                    [ProgramRun.path, "counters", "-i", "p1", "--compare-kernel", "--duration", "1"] + options)
                try BridgeRun.waitForSockets(of: started, atLeast: 2)
                try network.send([PacketBuilder.ethernet(payload: packet)], host: 1)
                let run = try started.finish()
                #expect(run.status == (options.isEmpty ? 3 : 0), "\(run.text)")
                #expect(run.text.contains("--all-multicast") == options.isEmpty)
            }
        }

        @Test("A port that is taken out of its bridge ends with 1 and one line that says which")
        func removedPort() throws {
            let network = try BridgeNetwork(hostCount: 1)
            let started = try network.start([ProgramRun.path, "counters", "-i", "p1", "--compare-kernel", "-q"])
            try BridgeRun.waitForSockets(of: started, atLeast: 2)
            try network.ip("link", "set", "p1", "nomaster")
            kill(started.identifier, SIGINT)
            let run = try started.finish()
            #expect(run.status == 1)
            let told = Self.withoutCarrier(run.errorLines)
            #expect(told.count == 1 && told[0].contains("p1"), "\(run.error)")
        }

        @Test("A port that was out of its bridge for a moment is told to have counted anew, equal counters or not")
        func returnedPort() throws {
            let network = try BridgeNetwork(hostCount: 1)
            let started = try network.start(
                [ProgramRun.path, "counters", "-i", "p1", "--compare-kernel", "--json", "-q"])
            try BridgeRun.waitForSockets(of: started, atLeast: 2)
            usleep(300_000)
            try network.ip("link", "set", "p1", "nomaster")
            try network.ip("link", "set", "p1", "master", "br0")
            usleep(300_000)
            kill(started.identifier, SIGINT)
            let port = try #require(try JSONValue(bytes: started.finish().output)["ports"]?.elements?.first)
            #expect(port["reasons"]?.elements?.map { $0["code"] } == ["counters_restarted"])
        }

        @Test("Where every interface is a port nothing of the host is read; else what cannot be read is named")
        func hostTables() throws {
            let network = try BridgeNetwork(hostCount: 1)
            try network.plugIn()
            for (contents, interface, status, message) in [
                (":", "p1", 0, nil), (":", "br0", 1, "/proc/net/igmp: No such file"),
                ("cd /proc/$$/net; mkdir igmp; : > mcfilter", "br0", 1, "/proc/net/igmp: Is a directory"),
            ] as [(String, String, Int32, String?)] {
                let script = "mount -t tmpfs none /proc/$$/net; \(contents); exec \"$0\" \"$@\""
                let run = try network.start(
                    ["unshare", "-m", "sh", "-c", script, ProgramRun.path, "counters", "-i", interface]
                        + ["--compare-kernel", "--duration", "0.1", "-q"]
                ).finish()
                let isTold = message.map(run.error.contains) ?? !run.error.contains("/proc")
                #expect(run.status == status && isTold, "\(interface): \(run.error)")
            }
        }

        /// Without what is told of a port whose host is unplugged, and plugged in.
        private static func withoutCarrier(_ lines: [Substring]) -> [Substring] {
            lines.filter { !$0.contains("no carrier") && !$0.contains("captured again") }
        }

        private func number(_ value: JSONValue?) -> UInt64? {
            guard case .number(let text) = value else { return nil }
            return UInt64(text)
        }

        /// Objects of the same keys, added up number by number.
        private func sum(_ values: [JSONValue]) throws -> JSONValue {
            guard case .object(let first) = try #require(values.first) else {
                return .number("\(values.reduce(0) { $0 + (number($1) ?? 0) })")
            }
            return .object(
                try Dictionary(
                    uniqueKeysWithValues: first.keys.map { key in
                        (key, try sum(values.map { try #require($0[key]) }))
                    }))
        }
    }
#endif
