#if os(Linux)
    import Glibc
    import Testing

    @testable import Confinement

    /// Each in a process of its own: there is no way back. What fails is told by the
    /// exit code, since the process can write to nobody any more.
    @Suite("Confinement")
    struct ConfinementTests {
        /// Ends the process with `code` unless `condition` holds.
        static func need(_ condition: Bool, _ code: Int32) {
            if !condition { _exit(code) }
        }

        @Test("Who is confined can neither open, connect, send, start a program nor make another process")
        func confined() async {
            await #expect(processExitsWith: .success) {
                // The base case: all of it works before.
                Self.need(openNull() >= 0, 10)
                let socketBefore = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
                Self.need(socketBefore >= 0, 11)
                var pipeEnds: [Int32] = [-1, -1]
                // The call writes the two elements.
                Self.need(unsafe pipe(&pipeEnds) == 0, 12)

                guard let outcome = try? Confinement(user: nil, writable: [pipeEnds[1]]).apply() else { _exit(20) }
                Self.need(outcome.capabilities.isEmpty, 21)
                Self.need(outcome.filtersSystemCalls, 22)

                Self.need(openNull() < 0, 30)
                Self.need(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) < 0, 31)
                Self.need(connectSomewhere(socketBefore) != 0, 32)
                Self.need(errno == ENOSYS, 33)
                Self.need(fork() < 0, 34)
                Self.need(startTrue() != 0, 35)
                var byte: UInt8 = 1
                // One byte each.
                Self.need(unsafe write(pipeEnds[1], &byte, 1) == 1, 36)
                Self.need(unsafe write(socketBefore, &byte, 1) < 0 && errno == EPERM, 37)
                Self.need(unsafe read(pipeEnds[0], &byte, 1) == 1, 38)
                Self.need(dup(1) < 0, 39)
                Self.need(setuid(0) != 0 || getuid() != 0, 40)

                // What a run goes on doing.
                var memory = [UInt8](repeating: 7, count: 64 << 20)
                memory[1 << 20] = 9
                Self.need(memory[1 << 20] == 9, 50)
                Self.need((0..<100).map { _ in UInt64.random(in: 0 ... .max) }.contains { $0 != 0 }, 51)
                usleep(1000)
                exit(0)
            }
        }

        @Test(
            "Where enforcement is not wanted, rights are given up all the same",
            .enabled(if: geteuid() == 0, "needs root"))
        func unenforced() async {
            await #expect(processExitsWith: .success) {
                let outcome = try Confinement(
                    user: nil, writable: [], opensInterfaces: true, isEnforced: false
                ).apply()
                #expect(outcome.landlock == nil && !outcome.filtersSystemCalls)
                #expect(CapabilitySet.held == .init(effective: .netRaw, permitted: .netRaw))
                #expect(openNull() >= 0)
            }
        }

        @Test("Who still opens interfaces keeps that capability alone", .enabled(if: geteuid() == 0, "needs root"))
        func opensInterfaces() async {
            await #expect(processExitsWith: .success) {
                let outcome = try? Confinement(user: nil, writable: [], opensInterfaces: true).apply()
                Self.need(outcome?.capabilities == .netRaw, 10)
                Self.need(getuid() != 0, 12)
                Self.need(socket(AF_PACKET, Int32(SOCK_RAW.rawValue), 0) >= 0, 13)
                Self.need(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) < 0, 14)
                Self.need(openNull() < 0, 15)
                exit(0)
            }
        }

        @Test("One line says what came of it")
        func description() {
            var outcome = Confinement.Outcome()
            #expect(
                outcome.description
                    == "running as the same user, no capability kept, no Landlock, system calls not filtered")
            outcome = .init(user: "nobody", capabilities: .netRaw, landlock: 7, filtersSystemCalls: true)
            #expect(
                outcome.description
                    == "running as nobody, CAP_NET_RAW kept to open interfaces, Landlock version 7,"
                    + " system calls filtered")
        }
    }

    private func openNull() -> Int32 {
        // The path lives as long as the call.
        unsafe open("/dev/null", O_RDONLY)
    }

    private func connectSomewhere(_ socket: Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        // One structure, of the length that is told.
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private func startTrue() -> Int32 {
        var identifier: pid_t = 0
        var arguments: [UnsafeMutablePointer<CChar>?] = unsafe [strdup("true"), nil]
        // Terminated arrays and strings that outlive the call.
        return unsafe posix_spawn(&identifier, "/bin/true", nil, nil, &arguments, nil)
    }
#endif
