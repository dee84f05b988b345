/// A program of the BSD Packet Filter machine, as kernels and libpcap run it
/// (McCanne and Jacobson, "The BSD Packet Filter", 1993, section 3).
struct FilterProgram: Hashable, Sendable {
    /// One instruction: operation, distances to jump when true and when false, operand.
    struct Instruction: Hashable, Sendable {
        var code: UInt16
        var jumpTrue: UInt8 = 0
        var jumpFalse: UInt8 = 0
        var operand: UInt32
    }

    /// The operations in use: class, size and mode or comparison in one number.
    private enum Code {
        static let loadWord: UInt16 = 0x20
        static let loadHalf: UInt16 = 0x28
        static let loadByte: UInt16 = 0x30
        static let loadLength: UInt16 = 0x80
        static let jumpEqual: UInt16 = 0x15
        static let jumpGreater: UInt16 = 0x25
        static let and: UInt16 = 0x54
        static let `return`: UInt16 = 0x06
    }

    /// A place in the program that a jump goes to, always forward.
    struct Label: Hashable, Sendable {
        fileprivate let number: Int
    }

    private(set) var instructions: [Instruction] = []
    /// Whether IPv4 to a multicast address is to be taken besides IGMP.
    var takesData = false
    /// Jumps whose distance is not known yet, by the label they wait for.
    private var pending: [(label: Label, instruction: Int, isWhenTrue: Bool)] = []
    private var labelCount = 0

    static func == (left: FilterProgram, right: FilterProgram) -> Bool {
        left.instructions == right.instructions
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(instructions)
    }

    /// A label to jump to; ``place(_:)`` says where it is.
    mutating func makeLabel() -> Label {
        labelCount += 1
        return Label(number: labelCount)
    }

    /// Lets `label` name the next instruction.
    mutating func place(_ label: Label) {
        for (waiting, index, isWhenTrue) in pending where waiting == label {
            let distance = instructions.count - index - 1
            precondition(distance <= Int(UInt8.max), "a conditional jump reaches 255 instructions")
            if isWhenTrue {
                instructions[index].jumpTrue = UInt8(distance)
            } else {
                instructions[index].jumpFalse = UInt8(distance)
            }
        }
        pending.removeAll { $0.label == label }
    }

    /// Loads the byte at `offset`; a packet that ends before it is rejected.
    mutating func loadByte(at offset: Int) { append(Code.loadByte, UInt32(offset)) }
    /// Loads 16 bits in network byte order.
    mutating func loadHalf(at offset: Int) { append(Code.loadHalf, UInt32(offset)) }
    /// Loads 32 bits in network byte order.
    mutating func loadWord(at offset: Int) { append(Code.loadWord, UInt32(offset)) }
    /// Loads the length of the packet.
    mutating func loadLength() { append(Code.loadLength, 0) }
    /// Loads what the Linux kernel knows beside the packet (`SKF_AD_OFF` + `item`).
    mutating func loadAncillary(_ item: UInt32) { append(Code.loadWord, 0xFFFF_F000 &+ item) }
    /// Keeps the bits of `mask` of what was loaded.
    mutating func mask(_ mask: UInt32) { append(Code.and, mask) }

    /// Goes to `label` when what was loaded equals `value`.
    mutating func jump(ifEqual value: UInt32, to label: Label) {
        pending.append((label, instructions.count, true))
        append(Code.jumpEqual, value)
    }

    /// Goes to `label` when what was loaded does not equal `value`.
    mutating func jump(unlessEqual value: UInt32, to label: Label) {
        pending.append((label, instructions.count, false))
        append(Code.jumpEqual, value)
    }

    /// Goes to `label` when what was loaded is more than `value`.
    mutating func jump(ifGreater value: UInt32, to label: Label) {
        pending.append((label, instructions.count, true))
        append(Code.jumpGreater, value)
    }

    /// Ends: rejected, unless what was loaded equals `value`.
    mutating func require(_ value: UInt32) {
        append(Code.jumpEqual, value)
        instructions[instructions.count - 1].jumpTrue = 1
        reject()
    }

    /// Ends: rejected, if what was loaded equals `value`.
    mutating func refuse(_ value: UInt32) {
        append(Code.jumpEqual, value)
        instructions[instructions.count - 1].jumpFalse = 1
        reject()
    }

    /// Ends: the first `length` bytes of the packet are taken.
    mutating func accept(_ length: UInt32) { append(Code.return, length) }
    /// Ends: the packet is not taken.
    mutating func reject() { append(Code.return, 0) }

    /// Adds a whole program behind this one, to be run where this one falls through.
    mutating func append(_ program: FilterProgram) {
        instructions += program.instructions
    }

    private mutating func append(_ code: UInt16, _ operand: UInt32) {
        instructions.append(Instruction(code: code, operand: operand))
    }
}
