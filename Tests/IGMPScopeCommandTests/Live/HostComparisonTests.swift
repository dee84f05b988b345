#if os(Linux)
    import Foundation
    import Glibc
    import IGMPWire
    import TestSupport
    import Testing

    @Suite(
        "A live host beside its kernel", .timeLimit(.minutes(2)),
        .enabled(if: BridgeNetwork.isPossible, "needs root, network namespaces and bridges"))
    struct HostComparisonTests {
        private static let command = [ProgramRun.path, "counters", "-i", "veth0", "--compare-kernel", "--json", "-q"]

        /// Ends a capture, and returns what it tells of its one host.
        private func end(_ started: StartedProgram, status: Int32) throws -> JSONValue {
            kill(started.identifier, SIGINT)
            let run = try started.finish()
            #expect(run.status == status, "\(run.error)\(run.text)")
            let comparison = try JSONValue(bytes: run.output)
            var schema = try JSONSchema(JSONValue(try Repository.text("Schemas/comparison.schema.json")))
            #expect(schema.problems(of: comparison) == [])
            #expect(comparison["differs"] == .bool(status == 3))
            return try #require(comparison["hosts"]?.elements?.first)
        }

        private func groups(_ host: JSONValue) -> [JSONValue] {
            host["groups"]?.elements?.compactMap { $0["group"] } ?? []
        }

        @Test(
            "Querier, groups and reporters are the kernel's own: older ones, joins, sources and leaves",
            arguments: [2, 3])
        func memberships(version: Int) throws {
            let network = try BridgeNetwork(hostCount: 3, version: version)
            try network.force(version: 2, onHost: 2)
            try network.plugIn()
            usleep(300_000)
            _ = try network.join([239, 1, 1, 9], host: 1)
            let older = try network.join([232, 9, 1, 1], source: [192, 0, 2, 1], host: 1)
            usleep(1_200_000)
            let captures = try [1, 2, 3].map { try network.start(Self.command, host: $0) }
            for capture in captures { try BridgeRun.waitForSockets(of: capture, atLeast: 2) }
            let second = try network.join([239, 1, 1, 2], host: 1)
            _ = try network.join([239, 1, 1, 1], host: 2)
            _ = try network.join([232, 1, 1, 1], source: [192, 0, 2, 1], host: 3)
            usleep(1_200_000)
            // In version 2 only who reported last says that it leaves.
            if version == 3 {
                network.leave(second)
                network.leave(older)
            } else {
                // A version 1 query, which its sender does not hear.
                let query = PacketBuilder.ipv4(
                    source: IPv4Address(10, 9, 0, 3), destination: .allSystems,
                    payload: PacketBuilder.igmp(type: 0x11))
                try network.send([PacketBuilder.ethernet(payload: query)], host: 3)
            }
            usleep(1_200_000)
            let hosts = try captures.map { try end($0, status: 0) }
            let versions = version == 3 ? [3, 2, 3] : [1, 1, 2]
            #expect(hosts.map { $0["querier_version"]?["kernel"] } == versions.map { .number("\($0)") })
            let first: [JSONValue] =
                version == 3
                ? ["224.0.0.1", "239.1.1.9"] : ["224.0.0.1", "232.9.1.1", "239.1.1.2", "239.1.1.9"]
            #expect(groups(hosts[0]) == first)
            #expect(groups(hosts[1]) == ["224.0.0.1", "239.1.1.1"])
            #expect(groups(hosts[2]) == ["224.0.0.1", "232.1.1.1"])
            // How long the version 2 from before the capture holds, no packet says.
            let codes = Set(hosts.flatMap { $0["reasons"]?.elements?.compactMap { $0["code"] } ?? [] })
            #expect(codes.isSubset(of: version == 3 ? [] : ["querier_inherited"]))
            #expect(hosts[0]["addresses"] == ["10.9.0.1"])
        }

        @Test("A leave in silence is a difference, and why is said")
        func silentLeave() throws {
            let network = try BridgeNetwork(hostCount: 1)
            try network.force(version: 1, onHost: 1)
            try network.plugIn()
            let member = try network.join([239, 1, 1, 1], host: 1)
            usleep(300_000)
            let capture = try network.start(Self.command, host: 1)
            try BridgeRun.waitForSockets(of: capture, atLeast: 2)
            network.leave(member)
            usleep(200_000)
            let host = try end(capture, status: 3)
            #expect(host["querier_version"]?["igmpscope"] == 1)
            let row = try #require(host["groups"]?.elements?.first { $0["group"] == "239.1.1.1" })
            #expect(row["igmpscope"] != .null && row["kernel"] == .null && row["differs"] == .bool(true))
            #expect(host["reasons"]?.elements?.map { $0["code"] } == ["silent_leave"])
        }
    }
#endif
