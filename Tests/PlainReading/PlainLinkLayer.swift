/// The headers in front of a network packet, read a second time.
struct PlainLinkLayer {
    enum Carries {
        case ipv4, other, damaged, unsupported
    }

    private(set) var carries = Carries.other
    /// Where the network packet begins, and where it ends at the latest.
    private(set) var offset = 0
    private(set) var end = Int.max
    private(set) var vlans: [Int] = []
    private(set) var interfaceIndex: Int?
    private(set) var direction = PlainDirection.unknown
    private(set) var destination: [UInt8]?
    /// Of an Ethernet frame.
    private(set) var source: [UInt8]?
    private let frame: PlainBytes
    private let wireLength: Int

    private struct Damage: Error {}

    init(_ frame: PlainFrame) {
        self.frame = PlainBytes(bytes: frame.bytes)
        wireLength = frame.originalLength
        do { try read(linkType: frame.linkType) } catch { carries = .damaged }
    }

    /// Where the next `count` bytes are.
    private mutating func step(_ count: Int) throws -> Int {
        guard offset + count <= min(frame.count, end) else { throw Damage() }
        offset += count
        return offset - count
    }

    /// The next field.
    private mutating func field(_ width: Int) throws -> Int { frame.int(try step(width), width) ?? 0 }

    private mutating func limit(to position: Int) { end = min(end, position) }

    private mutating func read(linkType: Int) throws {
        switch linkType {
        case 1:
            destination = frame.slice(try step(14), 6)
            source = frame.slice(6, 12)
            try readEtherType(frame.int(12, 2) ?? 0, mayBeLength: true)
        case 0, 108:
            let family = [UInt8](frame.slice(try step(4), 4))
            if family == [0, 0, 0, 2] || linkType == 0 && family == [2, 0, 0, 0] { carries = .ipv4 }
        case 12, 14, 101:
            guard let first = frame.bytes.first else { throw Damage() }
            if first / 16 == 4 { carries = .ipv4 }
        case 228:
            guard frame.count > 0 else { throw Damage() }
            carries = .ipv4
        case 9: try readFramedPPP()
        case 50:
            if frame.bytes.first == 0x0F || frame.bytes.first == 0x8F {
                try readCiscoHDLC()
            } else {
                try readFramedPPP()
            }
        case 51: try readPPPoE()
        case 104: try readCiscoHDLC()
        case 105: try readWireless(isPadded: false)
        case 127: try readRadiotap()
        case 113:
            let packetType = try field(2)
            let device = try field(2)
            _ = try step(10)
            let number = try field(2)
            setDirection(packetType)
            try readCooked(number, device: device)
        case 276:
            let number = try field(2)
            _ = try step(2)
            interfaceIndex = try field(4)
            let device = try field(2)
            setDirection(try field(1))
            _ = try step(9)
            try readCooked(number, device: device)
        default: carries = .unsupported
        }
    }

    private mutating func setDirection(_ packetType: Int) {
        if packetType <= 3 { direction = .inbound }
        if packetType == 4 { direction = .outbound }
    }

    private mutating func readCooked(_ number: Int, device: Int) throws {
        if device == 803 { return try readRadiotap() }
        if device == 770 || device == 824 { return }
        if number == 4 { try readLLC() } else { try readEtherType(number, mayBeLength: false) }
    }

    private static let tagTypes = [0x8100, 0x88A8, 0x9100, 0x9200]

    private mutating func readEtherType(_ number: Int, mayBeLength: Bool) throws {
        if Self.tagTypes.contains(number) {
            let tag = frame.int(try step(4), 2) ?? 0
            if vlans.count < 8 { vlans.append(tag & 0xFFF) }
            return try readEtherType(frame.int(offset - 2, 2) ?? 0, mayBeLength: true)
        }
        if number == 0x0800 { carries = .ipv4 }
        if number == 0x8864 { try readPPPoE() }
        if mayBeLength, number <= 1500 {
            limit(to: offset + number)
            try readLLC()
        }
    }

    private mutating func readLLC() throws {
        let start = try step(3)
        guard frame.bytes[start + 2] == 3 else { return }
        if frame.int(start, 2) == 0x0606 { carries = .ipv4 }
        guard frame.int(start, 2) == 0xAAAA else { return }
        let organization = try frame.int(step(5), 3)
        let type = frame.int(offset - 2, 2) ?? 0
        guard organization == 0 || organization == 0xF8 else { return }
        // Tags behind LLC headers behind tags, deeper than a stack that is kept, are nobody's.
        if vlans.count == 8, Self.tagTypes.contains(type) { throw Damage() }
        try readEtherType(type, mayBeLength: false)
    }

    private mutating func readPPPoE() throws {
        let start = try step(6)
        guard frame.int(start, 2) == 0x1100 else { return }
        limit(to: offset + (frame.int(start + 4, 2) ?? 0))
        try readPPP()
    }

    private mutating func readPPP() throws {
        var number = try field(1)
        if number % 2 == 0 { number = number * 256 + (try field(1)) }
        if number == 0x21 { carries = .ipv4 }
    }

    private mutating func readFramedPPP() throws {
        if frame.bytes.first == 0xFF {
            guard try field(2) == 0xFF03 else { return }
        }
        try readPPP()
    }

    private mutating func readCiscoHDLC() throws {
        _ = try step(2)
        let type = try field(2)
        if type == 0x0800 { carries = .ipv4 }
    }

    private mutating func readWireless(isPadded: Bool) throws {
        let start = try step(2)
        let (kind, flags) = (frame.bytes[start], frame.bytes[start + 1])
        // A data frame of version 0 with a body.
        guard kind & 0x4F == 0x08 else { return }
        _ = try step(22)
        destination = frame.slice(start + (flags & 1 != 0 ? 16 : 4), start + (flags & 1 != 0 ? 22 : 10))
        if flags & 3 == 3 { _ = try step(6) }
        var isAggregate = false
        if kind & 0x80 != 0 {
            isAggregate = try field(2) & 0x8000 != 0
            if flags & 0x80 != 0 { _ = try step(4) }
        }
        if flags & 0x44 != 0 || isAggregate || frame.bytes[start + 22] & 15 != 0 { return }
        if isPadded {
            while (offset - start) % 4 != 0 { _ = try step(1) }
        }
        try readLLC()
    }

    private mutating func readRadiotap() throws {
        let start = try step(8)
        let header = PlainBytes(bytes: frame.bytes, isLittleEndian: true)
        guard let length = header.int(start + 2, 2), frame.bytes[start] == 0, length >= 8 else { throw Damage() }
        _ = try step(length - 8)
        guard let present = header.int(start + 4, 4) else { throw Damage() }
        var position = 8
        var word = present
        while word & 0x8000_0000 != 0 {
            guard position + 4 <= length, let next = header.int(start + position, 4) else { throw Damage() }
            word = next
            position += 4
        }
        var flags: UInt8 = 0
        if present & 2 != 0 {
            if present & 1 != 0 {
                while position % 8 != 0 { position += 1 }
                position += 8
            }
            guard position < length else { throw Damage() }
            flags = frame.bytes[start + position]
        }
        if flags & 0x10 != 0 { limit(to: wireLength - 4) }
        try readWireless(isPadded: flags & 0x20 != 0)
    }
}
