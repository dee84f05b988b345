#if os(Linux)
    import Foundation
    import Glibc
    import IGMPWire
    import TestSupport

    /// A capture on a bridge whose hosts speak version 3, are forced to 2 and to 1, and
    /// hear queries of every version, good and bad; and what each kernel held meanwhile.
    struct LinuxHostsRun: Sendable {
        /// A host's table at a moment between `begin` and `end`.
        struct Snapshot: Sendable {
            let host: Int
            let begin: Double
            let end: Double
            let table: MembershipTable
        }

        /// What had happened when a snapshot of every host was taken.
        enum Step: String, CaseIterable {
            case joined, left, v3GroupQuery, v3SourceQuery, v2ReportHeard, badQueries, v2GroupQuery, v2Joins, v2Leave
            case v1Query, forgedQuery, answered
        }

        static let hosts = [1, 2, 3, 4]
        /// The one that sends whatever it is told to.
        private static let sender = 5
        /// Host 3 leaves it in silence, as version 1 does, and nobody can know before long.
        static let silentlyLeft = "239.1.1.4"

        /// What `-w` wrote.
        private(set) var written: [UInt8] = []
        private(set) var snapshots: [Step: [Snapshot]] = [:]

        init() throws {
            let scratch = try ScratchFolder()
            let file = scratch.path("run.pcapng")
            let network = try BridgeNetwork(hostCount: 5)
            let ports = (1...5).flatMap { ["-i", "p\($0)"] }
            let started = try network.start([ProgramRun.path] + ports + ["-q", "--json", "-w", file])
            try BridgeRun.waitForSockets(of: started, atLeast: 5)
            try network.force(version: 2, onHost: 2)
            try network.force(version: 1, onHost: 3)
            try network.plugIn()
            usleep(500_000)
            try joinAndLeave(network)
            try hearQueries(network)
            kill(started.identifier, SIGINT)
            let run = try started.finish()
            guard run.status == 0 else { throw BridgeNetwork.Failure(what: run.error) }
            written = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
        }

        private mutating func joinAndLeave(_ network: BridgeNetwork) throws {
            let sources: [[UInt8]] = [[192, 0, 2, 1], [192, 0, 2, 2]]
            var left: [Int32] = []
            for host in [1, 2, 3, 4] { _ = try network.join([239, 1, 1, 1], host: host) }
            left.append(try network.join([239, 1, 1, 2], host: 1))
            left.append(try network.join([239, 1, 1, 3], host: 2))
            left.append(try network.join([239, 1, 1, 4], host: 3))
            left.append(try network.join([232, 1, 1, 1], source: sources[0], host: 1))
            left.append(try network.join([232, 1, 1, 1], source: sources[0], host: 4))
            _ = try network.join([232, 1, 1, 1], source: sources[1], host: 4)
            usleep(3_000_000)
            try take(.joined, network)
            for socket in left { network.leave(socket) }
            usleep(1_500_000)
            try take(.left, network)
        }

        private mutating func hearQueries(_ network: BridgeNetwork) throws {
            let (group, channel) = (IPv4Address(239, 1, 1, 1), IPv4Address(232, 1, 1, 1))
            let source = IPv4Address(192, 0, 2, 2)
            try send(PacketBuilder.queryV3(group: group, code: 10), to: group, network)
            usleep(2_000_000)
            try take(.v3GroupQuery, network)
            try send(PacketBuilder.queryV3(group: channel, code: 10, sources: [source]), to: channel, network)
            usleep(1_500_000)
            try take(.v3SourceQuery, network)
            try send(PacketBuilder.igmp(type: 0x16, group: group), to: group, network)
            try take(.v2ReportHeard, network)

            let v1Query = PacketBuilder.igmp(type: 0x11)
            try send(PacketBuilder.igmp(type: 0x11, code: 100, rest: [2, 125]), to: .allSystems, network)
            try send([0x11, 0, 0, 0, 0, 0, 0, 0], to: .allSystems, network)
            try send(v1Query, to: IPv4Address(239, 9, 9, 9), network)
            try take(.badQueries, network)

            try send(PacketBuilder.igmp(type: 0x11, code: 20, group: group), to: group, network)
            usleep(2_500_000)
            try take(.v2GroupQuery, network)
            // From here on the bridge leaves it to the sender to query.
            try send(PacketBuilder.igmp(type: 0x11, code: 10), to: .allSystems, network)
            let fifth = try network.join([239, 1, 1, 5], host: 1)
            _ = try network.join([239, 1, 1, 6], host: 4)
            usleep(2_000_000)
            try take(.v2Joins, network)
            network.leave(fifth)
            usleep(500_000)
            try take(.v2Leave, network)

            try send(v1Query, to: .allSystems, network)
            usleep(300_000)
            _ = try network.join([239, 1, 1, 7], host: 1)
            usleep(2_000_000)
            try take(.v1Query, network)
            // In host 1's name: it alone does not believe it.
            try send(v1Query, from: IPv4Address(10, 9, 0, 1), to: .allSystems, network)
            usleep(300_000)
            try take(.forgedQuery, network)
            // Host 3 has ten seconds for each answer that it owes.
            for _ in 0..<8 {
                usleep(1_900_000)
                try send(PacketBuilder.queryV3(code: 10, intervalCode: 2), to: .allSystems, network)
            }
            usleep(1_500_000)
            try take(.answered, network)
        }

        private func send(
            _ message: [UInt8], from source: IPv4Address = IPv4Address(10, 9, 0, 77), to destination: IPv4Address,
            _ network: BridgeNetwork
        ) throws {
            let packet = PacketBuilder.ipv4(source: source, destination: destination, payload: message)
            let mac = MACAddress(rawValue: 0x02EE_0000_0001)
            try network.send([PacketBuilder.ethernet(source: mac, payload: packet)], host: Self.sender)
        }

        private mutating func take(_ step: Step, _ network: BridgeNetwork) throws {
            // What is on its way arrives.
            usleep(150_000)
            snapshots[step] = try Self.hosts.map { host in
                let begin = Date().timeIntervalSince1970
                let text = try BridgeNetwork.run(
                    "ip", "netns", "exec", "\(network.name)-\(host)", "cat", "/proc/net/igmp")
                let end = Date().timeIntervalSince1970
                guard
                    let table = MembershipTable(procNetIGMP: String(decoding: text, as: UTF8.self), interface: "veth0")
                else { throw BridgeNetwork.Failure(what: "no veth0 in /proc/net/igmp") }
                return Snapshot(host: host, begin: begin, end: end, table: table)
            }
        }
    }
#endif
