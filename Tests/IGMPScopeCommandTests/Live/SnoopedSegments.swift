#if os(Linux)
    import Foundation
    import Glibc

    /// A bridge that snoops and queries in version 3, and behind each of its ports a
    /// segment with several hosts, which hear each other.
    final class SnoopedSegments {
        /// A socket of one host, which may be a member of one group.
        struct Member: Hashable {
            let port: Int
            let host: Int
            let group: [UInt8]
        }

        let network: BridgeNetwork
        let portCount: Int
        let hostsPerPort: Int
        private var sockets: [Member: Int32] = [:]

        /// How long the bridge keeps what is not reported again, in seconds.
        static let membershipInterval = 6

        init(portCount: Int, hostsPerPort: Int) throws {
            network = try BridgeNetwork(hostCount: portCount)
            self.portCount = portCount
            self.hostsPerPort = hostsPerPort
            // A query every two seconds, specific ones 0.2 s apart, from an address of its own.
            try network.ip(
                "link", "set", "br0", "type", "bridge", "mcast_last_member_interval", "20", "mcast_query_use_ifaddr",
                "1",
                "mcast_membership_interval", "\(Self.membershipInterval)00")
            for port in 1...portCount {
                let segment = network.host(port)
                try Self.ip(segment, "addr", "flush", "dev", "veth0")
                try Self.ip(segment, "link", "add", "seg", "type", "bridge", "mcast_snooping", "0")
                try Self.ip(segment, "link", "set", "veth0", "master", "seg", "up")
                for host in 1...hostsPerPort { try makeHost(host, port: port) }
            }
        }

        deinit {
            for socket in sockets.values { close(socket) }
            for port in 1...portCount {
                for host in 1...hostsPerPort {
                    _ = try? BridgeNetwork.run("ip", "netns", "del", namespace(port: port, host: host))
                }
            }
        }

        private static func ip(_ namespace: String, _ arguments: String...) throws {
            try BridgeNetwork.run(["ip", "-n", namespace] + arguments)
        }

        private func namespace(port: Int, host: Int) -> String { "\(network.name)-\(port)-\(host)" }

        private static func address(port: Int, host: Int) -> [UInt8] { [10, 9, 0, UInt8(10 * port + host)] }

        private func makeHost(_ host: Int, port: Int) throws {
            let name = namespace(port: port, host: host)
            try BridgeNetwork.run("ip", "netns", "add", name)
            try BridgeNetwork.run(
                "ip", "netns", "exec", name, "sysctl", "-qw", "net.ipv6.conf.default.disable_ipv6=1",
                "net.ipv6.conf.all.disable_ipv6=1")
            try BridgeNetwork.run(
                "ip", "link", "add", "veth0", "netns", name, "type", "veth", "peer", "name", "h\(host)", "netns",
                network.host(port))
            try Self.ip(network.host(port), "link", "set", "h\(host)", "master", "seg", "up")
            let address = Self.address(port: port, host: host).map(String.init).joined(separator: ".")
            try Self.ip(name, "addr", "add", "\(address)/24", "dev", "veth0")
            try Self.ip(name, "link", "set", "veth0", "up")
        }

        /// Turns everything on.
        func plugIn() throws {
            for port in 1...portCount { try Self.ip(network.host(port), "link", "set", "seg", "up") }
            try network.ip("link", "set", "br0", "up")
        }

        /// Cuts a host off, so that it leaves its groups without a word.
        func unplug(port: Int, host: Int) throws {
            try Self.ip(network.host(port), "link", "set", "h\(host)", "down")
        }

        /// Does something to a member's filter: `IP_ADD_MEMBERSHIP`, `IP_BLOCK_SOURCE` and so on, which
        /// take the group, the interface and a source (ip(7)).
        func change(_ member: Member, _ option: Int32, source: [UInt8] = []) throws {
            let address = Self.address(port: member.port, host: member.host)
            try set(member, option, member.group + address + source)
        }

        /// Sets a member's filter as a whole: `struct ip_msfilter`, in the byte order of the machine.
        func replace(_ member: Member, isExclude: Bool, sources: [[UInt8]]) throws {
            let address = Self.address(port: member.port, host: member.host)
            // MCAST_EXCLUDE is 0, MCAST_INCLUDE is 1.
            let mode = Self.bytes(isExclude ? 0 : 1) + Self.bytes(UInt32(sources.count))
            try set(member, 41, member.group + address + mode + sources.flatMap { $0 })
        }

        private static func bytes(_ value: UInt32) -> [UInt8] {
            (0..<4).map { UInt8(truncatingIfNeeded: value.littleEndian >> (8 * UInt32($0))) }
        }

        private func set(_ member: Member, _ option: Int32, _ value: [UInt8]) throws {
            if sockets[member] == nil {
                sockets[member] = try network.enter(namespace(port: member.port, host: member.host)) {
                    // A program that another test starts meanwhile must not hold it open.
                    socket(AF_INET, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
                }
            }
            // The array outlives the call and is as long as told.
            guard let socket = sockets[member], unsafe setsockopt(socket, 0, option, value, socklen_t(value.count)) == 0
            else { throw BridgeNetwork.Failure(what: "setsockopt \(option): \(errno)") }
        }
    }
#endif
