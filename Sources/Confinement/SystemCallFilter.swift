#if os(Linux)
    import CLinux
    import Glibc

    /// A list of the system calls that stay possible, for the kernel to hold this process to (seccomp(2)).
    ///
    /// A call that is not on the list does not exist: ENOSYS is what makes libraries
    /// fall back on older calls. One whose arguments are not as they must be is
    /// forbidden with EPERM. Neither ends the process, so that a library that tries
    /// something new does no harm to a capture.
    struct SystemCallFilter {
        /// An instruction of the classic BPF machine: operation, distances to jump, operand.
        struct Instruction: Hashable {
            var code: UInt16
            var jumpTrue: UInt8 = 0
            var jumpFalse: UInt8 = 0
            var operand: UInt32
        }

        private enum Code {
            static let loadWord = UInt16(BPF_LD | BPF_W | BPF_ABS)
            static let jumpEqual = UInt16(BPF_JMP | BPF_JEQ | BPF_K)
            static let jumpIfAnyBit = UInt16(BPF_JMP | BPF_JSET | BPF_K)
            static let `return` = UInt16(BPF_RET | BPF_K)
        }

        /// Where `struct seccomp_data` has what is compared, in bytes.
        private enum Offset {
            static let number: UInt32 = 0
            static let machine: UInt32 = 4
            /// The lower half of an argument, on the little-endian machines that the list is for.
            static func argument(_ index: Int) -> UInt32 { 16 + 8 * UInt32(index) }
        }

        private static let allowed: UInt32 = 0x7FFF_0000
        private static let killed: UInt32 = 0x8000_0000
        private static func failed(_ error: Int32) -> UInt32 { 0x0005_0000 | UInt32(error) }

        private var rules: [Instruction] = []

        /// Allows calls whatever their arguments.
        mutating func allow(_ numbers: Int32...) {
            for number in numbers {
                rules.append(Instruction(code: Code.jumpEqual, jumpFalse: 1, operand: UInt32(number)))
                rules.append(Instruction(code: Code.return, operand: Self.allowed))
            }
        }

        /// Allows a call if its argument `index`, of 32 bits, is one of `values`, which are less than 200.
        mutating func allow(_ number: Int32, argument index: Int, isOneOf values: [UInt32]) {
            let count = UInt8(values.count)
            rules.append(Instruction(code: Code.jumpEqual, jumpFalse: count + 3, operand: UInt32(number)))
            rules.append(Instruction(code: Code.loadWord, operand: Offset.argument(index)))
            for (place, value) in values.enumerated() {
                rules.append(Instruction(code: Code.jumpEqual, jumpTrue: count - UInt8(place), operand: value))
            }
            rules.append(Instruction(code: Code.return, operand: Self.failed(EPERM)))
            rules.append(Instruction(code: Code.return, operand: Self.allowed))
        }

        /// Allows a call if its argument `index` has none of the bits of `mask`.
        mutating func allow(_ number: Int32, argument index: Int, hasNoneOf mask: UInt32) {
            rules.append(Instruction(code: Code.jumpEqual, jumpFalse: 4, operand: UInt32(number)))
            rules.append(Instruction(code: Code.loadWord, operand: Offset.argument(index)))
            rules.append(Instruction(code: Code.jumpIfAnyBit, jumpFalse: 1, operand: mask))
            rules.append(Instruction(code: Code.return, operand: Self.failed(EPERM)))
            rules.append(Instruction(code: Code.return, operand: Self.allowed))
        }

        /// The whole program. Calls of another machine, such as 32-bit ones, have other
        /// numbers: who makes one is not this program any more.
        func program(machine: UInt32) -> [Instruction] {
            [
                Instruction(code: Code.loadWord, operand: Offset.machine),
                Instruction(code: Code.jumpEqual, jumpTrue: 1, operand: machine),
                Instruction(code: Code.return, operand: Self.killed),
                Instruction(code: Code.loadWord, operand: Offset.number),
            ] + rules + [Instruction(code: Code.return, operand: Self.failed(ENOSYS))]
        }

        /// Puts the filter in force, for good, in all threads of this process.
        ///
        /// - Returns: whether it is; not where the kernel has no filters or refuses this one.
        func apply() -> Bool {
            let machine = this_machine()
            guard machine != 0 else { return false }
            var instructions = program(machine: machine).map {
                sock_filter(code: $0.code, jt: $0.jumpTrue, jf: $0.jumpFalse, k: $0.operand)
            }
            // There are no secrets here for speculation to give away, so none of it need be turned off.
            let flags = [SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_SPEC_ALLOW, 0]
            // The kernel copies the program within the call.
            return unsafe instructions.withUnsafeMutableBufferPointer { instructions in
                var program = unsafe sock_fprog(len: UInt16(instructions.count), filter: instructions.baseAddress)
                return unsafe withUnsafeMutablePointer(to: &program) { program in
                    flags.contains { flags in
                        call(SYS_seccomp, Int(SECCOMP_SET_MODE_FILTER), Int(flags), Int(bitPattern: program)) == 0
                    }
                }
            }
        }
    }
#endif
