#if os(Linux)
    import CLinux
    import Glibc
    import Testing

    @testable import Confinement

    @Suite("The filter of system calls")
    struct SystemCallFilterTests {
        private static let machine: UInt32 = 0xC000_003E
        private static let allowed: UInt32 = 0x7FFF_0000
        private static let forbidden: UInt32 = 0x0005_0000 | UInt32(EPERM)
        private static let missing: UInt32 = 0x0005_0000 | UInt32(ENOSYS)

        /// What the kernel's machine makes of a call: a plain reading of `struct seccomp_data`
        /// and of the few instructions there are.
        private func verdict(
            _ filter: SystemCallFilter, _ number: Int32, _ arguments: [UInt64] = [], machine: UInt32 = Self.machine
        ) throws -> UInt32 {
            var data = [UInt32(bitPattern: number), machine, 0, 0]
            for index in 0..<6 {
                let argument = index < arguments.count ? arguments[index] : 0
                data += [UInt32(truncatingIfNeeded: argument), UInt32(argument >> 32)]
            }
            let program = filter.program(machine: Self.machine)
            var (place, accumulator) = (0, UInt32(0))
            while true {
                let instruction = try #require(program.indices.contains(place) ? program[place] : nil)
                place += 1
                switch instruction.code {
                case 0x20: accumulator = data[Int(instruction.operand) / 4]
                case 0x15:
                    place += Int(accumulator == instruction.operand ? instruction.jumpTrue : instruction.jumpFalse)
                case 0x45:
                    place += Int(accumulator & instruction.operand != 0 ? instruction.jumpTrue : instruction.jumpFalse)
                case 0x06: return instruction.operand
                default: Issue.record("instruction \(instruction.code)")
                }
            }
        }

        @Test("A call on the list is allowed whatever its arguments, another does not exist")
        func list() throws {
            var filter = SystemCallFilter()
            #expect(try verdict(filter, SYS_read) == Self.missing)
            filter.allow(SYS_read, SYS_close)
            for number in [SYS_read, SYS_close] {
                #expect(try verdict(filter, number) == Self.allowed)
                #expect(try verdict(filter, number, [.max, .max, .max]) == Self.allowed)
            }
            #expect(try verdict(filter, SYS_write) == Self.missing)
            #expect(try verdict(filter, -1) == Self.missing)
        }

        @Test("A call of another machine's numbers ends the process")
        func otherMachine() throws {
            var filter = SystemCallFilter()
            filter.allow(SYS_read)
            #expect(try verdict(filter, SYS_read) == Self.allowed)
            #expect(try verdict(filter, SYS_read, machine: 0x4000_0003) == 0x8000_0000)
        }

        @Test("An argument must be one of those named, in all of its 32 bits", arguments: [1, 2, 5, 100])
        func oneOf(count: Int) throws {
            let values = (0..<count).map { UInt32($0 * 3 + 2) }
            var filter = SystemCallFilter()
            filter.allow(SYS_ioctl, argument: 1, isOneOf: values)
            filter.allow(SYS_close)
            for value in 0..<UInt32(count * 3 + 4) {
                let expected = values.contains(value) ? Self.allowed : Self.forbidden
                #expect(try verdict(filter, SYS_ioctl, [77, UInt64(value)]) == expected)
                #expect(try verdict(filter, SYS_ioctl, [2, UInt64(value) | 1 << 31]) == Self.forbidden)
            }
            #expect(try verdict(filter, SYS_close, [0, 0]) == Self.allowed)
        }

        @Test("An argument may have none of the bits named")
        func noneOf() throws {
            var filter = SystemCallFilter()
            filter.allow(SYS_mmap, argument: 2, hasNoneOf: UInt32(PROT_EXEC))
            filter.allow(SYS_close)
            for protection in 0..<8 as Range<UInt64> {
                let expected = protection & UInt64(PROT_EXEC) == 0 ? Self.allowed : Self.forbidden
                #expect(try verdict(filter, SYS_mmap, [7, 7, protection]) == expected)
            }
            #expect(try verdict(filter, SYS_close) == Self.allowed)
        }

        @Test(
            "Nothing can be opened, started, connected, renamed, traced or sent through a packet socket",
            arguments: [false, true])
        func calls(opensInterfaces: Bool) throws {
            let filter = SystemCallFilter(writable: [1, 2, 9], opensInterfaces: opensInterfaces)
            for number in [SYS_read, SYS_ppoll, SYS_exit_group, SYS_clock_gettime, SYS_close] {
                #expect(try verdict(filter, number) == Self.allowed)
            }
            for descriptor in [1, 2, 9] as [UInt64] {
                #expect(try verdict(filter, SYS_write, [descriptor]) == Self.allowed)
            }
            for descriptor in [0, 3, 8, 10] as [UInt64] {
                #expect(try verdict(filter, SYS_write, [descriptor]) == Self.forbidden)
            }
            let never = [
                SYS_openat, SYS_openat2, SYS_execve, SYS_execveat, SYS_connect, SYS_clone, SYS_clone3, SYS_ptrace,
                SYS_renameat2, SYS_unlinkat, SYS_sendmsg, SYS_sendmmsg, SYS_dup, SYS_dup3, SYS_pwrite64, SYS_kill,
                SYS_prctl, SYS_setuid, SYS_capset, SYS_mount, SYS_bpf, SYS_io_uring_setup, SYS_process_vm_writev,
                SYS_memfd_create, SYS_socketpair, SYS_listen, SYS_accept4, SYS_setns, SYS_unshare, SYS_splice,
            ]
            for number in never { #expect(try verdict(filter, number) == Self.missing, "call \(number)") }
            // Through a packet socket, to where it is bound or to an address of its family.
            for length in [0, 16, 20] as [UInt64] {
                #expect(try verdict(filter, SYS_sendto, [4, 0, 0, 0, 0, length]) != Self.allowed)
            }
            // Into the terminal, as if it had been typed.
            #expect(try verdict(filter, SYS_ioctl, [0, UInt64(TIOCSTI)]) == Self.forbidden)
            let families = [AF_INET, AF_INET6, AF_UNIX].map { UInt64($0) }
            for family in families { #expect(try verdict(filter, SYS_socket, [family]) != Self.allowed) }
            for family in [AF_PACKET, AF_NETLINK].map({ UInt64($0) }) {
                #expect((try verdict(filter, SYS_socket, [family]) == Self.allowed) == opensInterfaces)
            }
        }
    }
#endif
