#if os(Linux)
    import Foundation
    import Glibc
    import IGMPWire
    import TestSupport
    import Testing

    /// The groups' own traffic on a port of a bridge: a source behind another port, and a host that joins.
    @Suite(
        "The groups' own traffic, live", .timeLimit(.minutes(2)),
        .enabled(if: BridgeNetwork.isPossible, "needs root, network namespaces and bridges"))
    struct LiveDataTests {
        private static let source = IPv4Address(10, 9, 0, 2)
        private static let wanted = IPv4Address(239, 1, 2, 3)
        private static let unwanted = IPv4Address(239, 1, 2, 4)
        /// Of a packet, by its IP header.
        private static let length = 28 + 1000

        private func packets(_ count: Int, to group: IPv4Address) -> [[UInt8]] {
            let datagram: [UInt8] = [0x13, 0x88, 0x13, 0x88, 0x03, 0xF0, 0, 0] + [UInt8](repeating: 7, count: 1000)
            let packet = PacketBuilder.ipv4(
                source: Self.source, destination: group, payload: datagram, protocol: 17, options: [])
            return Array(
                repeating: PacketBuilder.ethernet(destination: MACAddress(multicast: group), payload: packet),
                count: count)
        }

        private func link(_ output: [UInt8]) throws -> JSONValue {
            try #require(try JSONValue(bytes: output)["interfaces"]?.elements?.first)
        }

        @Test("Each packet is counted, with a member and without, and only where it was asked for")
        func counted() throws {
            let port = try QuietPort(hostCount: 2)
            let network = port.network
            let written = port.scratch.path("run.pcapng")
            let program = try port.start(["-i", "p1", "--json", "-q", "--data", "-w", written])
            let other = try port.start(["-i", "p1", "--json", "-q"])
            try network.send(packets(5, to: Self.wanted) + packets(7, to: Self.unwanted), host: 2)
            usleep(200_000)
            let socket = try network.join([239, 1, 2, 3], host: 1)
            usleep(300_000)
            try network.send(packets(20, to: Self.wanted), host: 2)
            usleep(200_000)
            network.leave(socket)
            usleep(500_000)
            for started in [program, other] { kill(started.identifier, SIGINT) }
            let (run, plain) = (try program.finish(), try other.finish())
            #expect(run.status == 0 && plain.status == 0, "\(run.error) \(plain.error)")

            let link = try link(run.output)
            #expect(link["data"]?["packets"] == 32)
            #expect(link["data"]?["bytes"] == .number("\(32 * Self.length)"))
            #expect(link["data"]?["packets_without_member"] == 12)
            let group = try #require(link["groups"]?.elements?.first { $0["group"] == "239.1.2.3" })
            #expect(group["data"]?["packets"] == 25)
            #expect(group["data"]?["packets_without_member"] == 5)
            #expect(group["data"]?["sources"]?.elements?.map { $0["source"] } == ["10.9.0.2"])
            #expect(link["data"]?["joins"]?["count"] == 1)
            #expect(link["data"]?["join_to_first_packet_s"]?["count"] == 1)
            let others = try #require(link["data"]?["other_groups"]?.elements ?? link["other_groups"]?.elements)
            #expect(others.map { $0["group"] } == ["239.1.2.4"])
            #expect(others.first?["packets_without_member"] == 7)
            #expect(others.first?["bytes"] == .number("\(7 * Self.length)"))

            let capture = try JSONValue(bytes: plain.output)["capture"]
            #expect(capture?["packets"] == capture?["igmp_packets"])
            #expect(try self.link(plain.output)["data"] == .null)
            // What was written has the headers alone, and gives the same.
            let reread = try ProgramRun("-r", written, "--data", "--json").output
            #expect(
                try JSONValue(bytes: reread)["capture"]?["bytes"] == JSONValue(bytes: run.output)["capture"]?["bytes"])
            let again = try self.link(reread)
            #expect(again["data"] == link["data"])
            #expect(again["groups"] == link["groups"])
            let file = try FileManager.default.attributesOfItem(atPath: written)[.size] as? Int
            #expect(try #require(file) < 32 * 200)
        }
    }
#endif
