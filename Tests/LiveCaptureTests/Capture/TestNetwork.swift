#if os(Linux)
    import Foundation
    import Glibc
    import Testing

    /// A network namespace with two ends of a cable, `left` and `right`, for one test.
    ///
    /// Everything inside runs without a suspension, on the one thread that has entered.
    final class TestNetwork {
        /// Whether this process may make network namespaces and capture in them.
        static let isPossible: Bool = {
            guard geteuid() == 0 else { return false }
            let name = "igmpscope-probe-\(getpid())"
            guard run(["ip", "netns", "add", name]) == 0 else { return false }
            return run(["ip", "netns", "del", name]) == 0
        }()

        private nonisolated(unsafe) static var count = 0
        private static let lock = NSLock()
        let name: String

        init() throws {
            name = Self.lock.withLock {
                // Under the lock.
                unsafe Self.count += 1
                return unsafe "igmpscope-test-\(getpid())-\(Self.count)"
            }
            try check(["ip", "netns", "add", name])
            // Without IPv6 the interfaces say nothing of their own accord.
            try check(["ip", "netns", "exec", name, "sysctl", "-qw", "net.ipv6.conf.default.disable_ipv6=1"])
            try ip("link", "add", "left", "type", "veth", "peer", "name", "right")
            try ip("link", "set", "left", "up")
            try ip("link", "set", "right", "up")
            for interface in ["left", "right"] { try waitForCarrier(interface) }
        }

        /// Waits until the kernel has noticed that an interface has a carrier, or has none any more: it
        /// comes and goes at once, but what the kernel says of the interface follows a moment later.
        func waitForCarrier(_ interface: String, isThere: Bool = true) throws {
            for _ in 0..<100 {
                let look = ["ip", "netns", "exec", name, "grep", "-qx", "up", "/sys/class/net/\(interface)/operstate"]
                if (Self.run(look) == 0) == isThere { return }
                usleep(20_000)
            }
            throw Failure(what: "the carrier of \(interface) is \(isThere ? "not there" : "still there")")
        }

        deinit {
            _ = Self.run(["ip", "netns", "del", name])
        }

        /// Runs `ip` inside.
        func ip(_ arguments: String...) throws {
            try check(["ip", "-n", name] + arguments)
        }

        /// Lays another cable.
        func layCable(_ left: String, _ right: String) throws {
            try ip("link", "add", left, "type", "veth", "peer", "name", right)
            for end in [left, right] { try ip("link", "set", end, "up") }
            for end in [left, right] { try waitForCarrier(end) }
        }

        /// Runs `body` with this thread inside.
        func enter<Result>(_ body: () throws -> Result) throws -> Result {
            // The paths live as long as the calls.
            let outside = unsafe open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)
            let inside = unsafe open("/var/run/netns/\(name)", O_RDONLY | O_CLOEXEC)
            defer {
                close(outside)
                close(inside)
            }
            try Self.setNamespace(inside)
            defer {
                if (try? Self.setNamespace(outside)) == nil { Issue.record("the thread cannot leave the namespace") }
            }
            return try body()
        }

        /// Sends `frame` through `interface`, as it is, `count` times; inside only.
        static func send(_ frame: [UInt8], through interface: String, count: Int = 1) throws {
            let socket = socket(AF_PACKET, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), 0)
            guard socket >= 0 else { throw Failure(what: "socket: \(errno)") }
            defer { close(socket) }
            // sockaddr_ll of Linux: family, protocol, interface index, then the address, which is not needed.
            var address = [UInt8](repeating: 0, count: 20)
            // All copies are within arrays of known size, and the name lives as long as the call.
            let index = unsafe Int32(bitPattern: if_nametoindex(interface))
            unsafe address.withUnsafeMutableBytes { buffer in
                unsafe buffer.storeBytes(of: UInt16(AF_PACKET), toByteOffset: 0, as: UInt16.self)
                unsafe buffer.storeBytes(of: index, toByteOffset: 4, as: Int32.self)
            }
            for _ in 0..<count {
                let sent = unsafe address.withUnsafeBytes { buffer in
                    unsafe sendto(
                        socket, frame, frame.count, 0, buffer.baseAddress!.assumingMemoryBound(to: sockaddr.self), 20)
                }
                guard sent == frame.count else { throw Failure(what: "sendto: \(errno)") }
            }
        }

        struct Failure: Error { let what: String }

        private func check(_ command: [String]) throws {
            guard Self.run(command) == 0 else { throw Failure(what: command.joined(separator: " ")) }
        }

        private static func run(_ command: [String]) -> Int32 {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = command
            process.standardError = FileHandle.nullDevice
            guard (try? process.run()) != nil else { return -1 }
            process.waitUntilExit()
            return process.terminationStatus
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
