import IGMPWire

/// An input that is taken apart from its front; what is not there reads as 0.
struct FuzzInput {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { offset >= bytes.count }

    mutating func uint8() -> UInt8 {
        guard !isAtEnd else { return 0 }
        defer { offset += 1 }
        return bytes[offset]
    }

    mutating func uint16() -> UInt16 { UInt16(uint8()) << 8 | UInt16(uint8()) }

    /// The next `count` bytes, or as many as there are.
    mutating func prefix(_ count: Int) -> [UInt8] {
        let end = min(offset + count, bytes.count)
        defer { offset = end }
        return Array(bytes[offset..<end])
    }

    /// A link type by its place among those that are read, and one that is not.
    mutating func linkType() -> LinkType {
        let numbers: [UInt16] = [1, 0, 9, 12, 14, 50, 51, 101, 104, 105, 108, 113, 127, 228, 276, 147]
        return LinkType(rawValue: numbers[Int(uint8() & 15)])
    }
}

/// How the harness helps an input on: bits of its own in the input.
struct Helping: OptionSet {
    let rawValue: UInt8

    /// Wrong checksums are put right: no fuzzer guesses them.
    static let repairsChecksums = Helping(rawValue: 1)
    /// The frame was longer on the wire.
    static let isCut = Helping(rawValue: 2)
    static let isInbound = Helping(rawValue: 4)
    static let isOutbound = Helping(rawValue: 8)
    /// No more than three links are kept.
    static let hasFewLinks = Helping(rawValue: 16)

    var direction: FrameDirection {
        contains(.isInbound) ? .inbound : contains(.isOutbound) ? .outbound : .unknown
    }
}
