#if os(Linux)
    import Foundation
    import Glibc

    /// A Linux bridge that snoops and queries, in a network namespace, with hosts in
    /// others behind its ports `p1`, `p2` and so on.
    ///
    /// The hosts are unplugged until ``plugIn()``, so that a capture can see the
    /// first packet. Host n has the address 10.9.0.n.
    final class BridgeNetwork {
        /// Whether this process may make network namespaces and bridges in them.
        static let isPossible: Bool = {
            guard geteuid() == 0 else { return false }
            return (try? BridgeNetwork(hostCount: 0)) != nil
        }()

        struct Failure: Error { let what: String }

        let name = "igmpscope-bridge-\(UUID().uuidString.prefix(8))"
        private let hostCount: Int
        private var sockets: [Int32] = []

        /// - Parameters:
        ///   - hostCount: how many hosts there are.
        ///   - version: of IGMP that the bridge speaks.
        ///   - callsIPTables: whether its packets go through iptables.
        init(hostCount: Int, version: Int = 3, callsIPTables: Bool = false) throws {
            self.hostCount = hostCount
            for name in [name] + (0..<hostCount).map({ host($0 + 1) }) {
                try Self.run("ip", "netns", "add", name)
                // Without IPv6 the interfaces say nothing of their own accord.
                try Self.run(
                    "ip", "netns", "exec", name, "sysctl", "-qw", "net.ipv6.conf.default.disable_ipv6=1",
                    "net.ipv6.conf.all.disable_ipv6=1")
                try Self.run("ip", "-n", name, "link", "set", "lo", "up")
            }
            // Where br_netfilter is not loaded there is no such switch, and it is off.
            let switchPath = "net.bridge.bridge-nf-call-iptables=\(callsIPTables ? 1 : 0)"
            _ = try? Self.run("ip", "netns", "exec", name, "sysctl", "-qw", switchPath)
            // Times in hundredths of a second: a query every two seconds, answered within one.
            try ip(
                "link", "add", "br0", "type", "bridge", "mcast_snooping", "1", "mcast_querier", "1",
                "mcast_stats_enabled", "1", "mcast_igmp_version", "\(version)", "mcast_query_interval", "200",
                "mcast_query_response_interval", "100", "mcast_startup_query_interval", "100",
                "mcast_last_member_interval", "50")
            try ip("addr", "add", "10.9.0.254/24", "dev", "br0")
            for number in stride(from: 1, through: hostCount, by: 1) { try connect(host: number) }
        }

        /// Lays a cable from a host to its port.
        func connect(host number: Int) throws {
            try Self.run(
                "ip", "link", "add", "veth0", "netns", host(number), "type", "veth", "peer", "name", "p\(number)",
                "netns", name)
            try ip("link", "set", "p\(number)", "master", "br0", "up")
            try Self.run("ip", "-n", host(number), "addr", "add", "10.9.0.\(number)/24", "dev", "veth0")
        }

        deinit {
            for socket in sockets { close(socket) }
            for name in [name] + (0..<hostCount).map({ host($0 + 1) }) {
                _ = try? Self.run("ip", "netns", "del", name)
            }
        }

        /// The namespace of a host.
        func host(_ number: Int) -> String { "\(name)-\(number)" }

        /// Runs `ip` where the bridge is.
        func ip(_ arguments: String...) throws { try Self.run(["ip", "-n", name] + arguments) }

        /// Lets a host speak an older version of IGMP.
        func force(version: Int, onHost number: Int) throws {
            try Self.run(
                "ip", "netns", "exec", host(number), "sysctl", "-qw",
                "net.ipv4.conf.veth0.force_igmp_version=\(version)", "net.ipv4.conf.all.force_igmp_version=\(version)")
        }

        /// Turns everything on.
        func plugIn() throws {
            try ip("link", "set", "br0", "up")
            for number in 1...hostCount { try plugIn(host: number) }
        }

        /// Turns a host's interface on.
        func plugIn(host number: Int) throws {
            try Self.run("ip", "-n", host(number), "link", "set", "veth0", "up")
            try Self.run("ip", "-n", host(number), "route", "add", "224.0.0.0/4", "dev", "veth0")
        }

        /// Starts `command` where the bridge is.
        func start(_ command: [String]) throws -> StartedProgram {
            try StartedProgram(path: "/usr/bin/env", ["ip", "netns", "exec", name] + command)
        }

        /// Starts `command` where a host is.
        func start(_ command: [String], host number: Int) throws -> StartedProgram {
            try StartedProgram(path: "/usr/bin/env", ["ip", "netns", "exec", host(number)] + command)
        }

        /// Joins a group, or one source of it, through the socket API (ip(7)); returns the socket,
        /// which stays a member until it is closed.
        func join(_ group: [UInt8], source: [UInt8]? = nil, host number: Int) throws -> Int32 {
            try enter(host(number)) {
                // A program that another test starts meanwhile must not hold it open: it would
                // stay a member.
                let socket = socket(AF_INET, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
                guard socket >= 0 else { throw Failure(what: "socket: \(errno)") }
                sockets.append(socket)
                // ip_mreq and ip_mreq_source: group, interface, source.
                let request = group + [10, 9, 0, UInt8(number)] + (source ?? [])
                let option = source == nil ? IP_ADD_MEMBERSHIP : IP_ADD_SOURCE_MEMBERSHIP
                // The array outlives the call and is as long as told.
                guard unsafe setsockopt(socket, 0, option, request, socklen_t(request.count)) == 0 else {
                    throw Failure(what: "setsockopt: \(errno)")
                }
                return socket
            }
        }

        /// Closes a socket of ``join(_:source:host:)``: its host leaves.
        func leave(_ socket: Int32) {
            sockets.removeAll { $0 == socket }
            close(socket)
        }

        /// Sends Ethernet frames from a host, as they are.
        func send(_ frames: [[UInt8]], host number: Int) throws {
            try enter(host(number)) {
                let all: UInt16 = 3
                let socket = socket(
                    AF_PACKET, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), Int32(all.bigEndian))
                guard socket >= 0 else { throw Failure(what: "packet socket: \(errno)") }
                defer { close(socket) }
                // sockaddr_ll: family, protocol, interface; the rest is for receiving.
                // The name lives as long as the call.
                let index = unsafe if_nametoindex("veth0")
                let address =
                    Self.native(UInt16(AF_PACKET)) + Self.native(all.bigEndian) + Self.native(index)
                    + [UInt8](repeating: 0, count: 12)
                let status = unsafe address.withUnsafeBytes { bytes in
                    // A socket address of any family is passed as one of the general type (socket(7)).
                    unsafe bind(
                        socket, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
                }
                guard status == 0 else { throw Failure(what: "bind: \(errno)") }
                for frame in frames {
                    // The array outlives the call.
                    guard unsafe Glibc.send(socket, frame, frame.count, 0) == frame.count else {
                        throw Failure(what: "send of \(frame.count) bytes: \(errno)")
                    }
                }
            }
        }

        /// A number in the order of the machine.
        private static func native(_ number: some FixedWidthInteger) -> [UInt8] {
            // Every byte of an integer may be looked at.
            unsafe withUnsafeBytes(of: number) { unsafe Array($0) }
        }

        /// Whether br_netfilter is loaded, so that bridged packets can go through iptables at all.
        static let hasNetfilter = FileManager.default.fileExists(
            atPath: "/proc/sys/net/bridge/bridge-nf-call-iptables")

        /// Runs a command and returns its standard output; it must succeed.
        @discardableResult
        static func run(_ command: String...) throws -> [UInt8] { try run(command) }

        @discardableResult
        static func run(_ command: [String]) throws -> [UInt8] {
            let run = try StartedProgram(path: "/usr/bin/env", command).finish()
            guard run.status == 0 else { throw Failure(what: "\(command.joined(separator: " ")): \(run.error)") }
            return run.output
        }

        /// Runs `body` with this thread in the namespace; nothing in it may suspend.
        func enter<Result>(_ namespace: String, _ body: () throws -> Result) throws -> Result {
            // The paths live as long as the calls.
            let outside = unsafe open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)
            let inside = unsafe open("/var/run/netns/\(namespace)", O_RDONLY | O_CLOEXEC)
            defer {
                close(outside)
                close(inside)
            }
            try Self.setNamespace(inside)
            defer {
                // A thread that stayed inside would run other tests there.
                if (try? Self.setNamespace(outside)) == nil { abort() }
            }
            return try body()
        }

        /// setns(2), which the C library's module leaves out.
        private static func setNamespace(_ descriptor: Int32) throws {
            typealias SetNamespace = @convention(c) (Int32, Int32) -> Int32
            // The symbol has that type (setns(2)).
            guard let symbol = unsafe dlsym(nil, "setns") else { throw Failure(what: "setns is missing") }
            let setns = unsafe unsafeBitCast(symbol, to: SetNamespace.self)
            guard setns(descriptor, 0) == 0 else { throw Failure(what: "setns: \(errno)") }
        }
    }
#endif
