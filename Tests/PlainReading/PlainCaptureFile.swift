/// A capture file read a second time, with nothing of the program's: all of it at
/// once, into arrays.
package struct PlainCaptureFile {
    package private(set) var frames: [PlainFrame] = []
    package private(set) var interfaceCount = 0
    /// Whether it ends in damage.
    package private(set) var isDamaged = false

    private struct Damage: Error {}

    package init(_ bytes: [UInt8]) {
        do {
            if bytes.starts(with: [0x0A, 0x0D, 0x0D, 0x0A]) {
                try readPcapNG(bytes)
            } else {
                try readPCAP(bytes)
            }
        } catch {
            isDamaged = true
        }
    }

    /// The longest frame that a reader takes.
    static func longestFrame(ofLinkType linkType: Int) -> Int {
        [189, 220, 231, 249].contains(linkType) ? 128 << 20 : 262_144
    }
}

// draft-ietf-opsawg-pcap
extension PlainCaptureFile {
    private mutating func readPCAP(_ bytes: [UInt8]) throws {
        var file = PlainBytes(bytes: bytes, isLittleEndian: true)
        let magics = [0xA1B2_C3D4, 0xA1B2_CD34, 0xA1B2_3C4D]
        if !magics.contains(file.int(0, 4) ?? 0) { file.isLittleEndian = false }
        guard let magic = file.int(0, 4), magics.contains(magic), let major = file.int(4, 2),
            let minor = file.int(6, 2), let linkField = file.int(20, 4)
        else { throw Damage() }
        guard major == 2 && minor <= 4 || major == 543 && minor == 0, linkField & 0x03FF_0000 == 0 else {
            throw Damage()
        }
        let linkType = linkField & 0xFFFF
        interfaceCount = 1
        var offset = 24
        while offset < file.count {
            guard let seconds = file.int(offset, 4), let fraction = file.int(offset + 4, 4),
                let first = file.int(offset + 8, 4), let second = file.int(offset + 12, 4)
            else { throw Damage() }
            var (captured, original) = (first, second)
            if minor == 3 { (captured, original) = (min(first, second), max(first, second)) }
            if minor < 3 { (captured, original) = (second, first) }
            let start = offset + (magic == 0xA1B2_CD34 ? 24 : 16)
            guard captured <= Self.longestFrame(ofLinkType: linkType), start + captured <= file.count else {
                throw Damage()
            }
            frames.append(
                PlainFrame(
                    bytes: file.slice(start, start + captured), originalLength: max(original, captured),
                    nanoseconds: Int64(seconds) * 1_000_000_000
                        + Int64(fraction) * (magic == 0xA1B2_3C4D ? 1 : 1000),
                    linkType: linkType))
            offset = start + captured
        }
    }
}

// draft-ietf-opsawg-pcapng
extension PlainCaptureFile {
    private struct Interface {
        var linkType: Int
        var snapLength: Int
        var resolution = 6
        var offsetSeconds: Int64 = 0

        /// Units since 1970 in nanoseconds, or the nearest that 64 bits hold.
        func nanoseconds(_ units: UInt64) -> Int64 {
            var exact: UInt64?
            if resolution >= 128 {
                let shift = resolution - 128
                let (high, low) = units.multipliedFullWidth(by: 1_000_000_000)
                if shift < 64 {
                    if high >> UInt64(shift) == 0 {
                        exact = shift == 0 ? low : low >> UInt64(shift) | high << UInt64(64 - shift)
                    }
                } else {
                    exact = shift < 128 ? high >> UInt64(shift - 64) : 0
                }
            } else if resolution > 9 {
                exact = units
                for _ in 9..<resolution { exact = exact.map { $0 / 10 } }
            } else {
                exact = units
                for _ in resolution..<9 {
                    let (product, overflow) = (exact ?? 0).multipliedReportingOverflow(by: 10)
                    exact = overflow || exact == nil ? nil : product
                }
            }
            let time = exact.map { Int64(clamping: $0) } ?? .max
            let (offset, isTooFar) = offsetSeconds.multipliedReportingOverflow(by: 1_000_000_000)
            let shift = isTooFar ? (offsetSeconds < 0 ? Int64.min : .max) : offset
            let (sum, overflow) = time.addingReportingOverflow(shift)
            return overflow ? (shift < 0 ? .min : .max) : sum
        }
    }

    private mutating func readPcapNG(_ bytes: [UInt8]) throws {
        var file = PlainBytes(bytes: bytes)
        var section: [Interface] = []
        var firstInterface = 0
        var lastTime: Int64 = 0
        var offset = 0
        while offset < file.count {
            guard offset + 12 <= file.count else { throw Damage() }
            if file.slice(offset, offset + 4) == [0x0A, 0x0D, 0x0D, 0x0A] {
                file.isLittleEndian = file.slice(offset + 8, offset + 12) == [0x4D, 0x3C, 0x2B, 0x1A]
                guard file.number(offset + 8, 4) == 0x1A2B_3C4D, file.int(offset + 4, 4) ?? 0 >= 28,
                    file.int(offset + 12, 2) == 1, [0, 2].contains(file.int(offset + 14, 2))
                else { throw Damage() }
                section = []
                firstInterface = interfaceCount
            }
            guard let type = file.int(offset, 4), let length = file.int(offset + 4, 4), length >= 12, length % 4 == 0,
                file.int(offset + length - 4, 4) == length
            else { throw Damage() }
            let block = PlainBytes(
                bytes: file.slice(offset, offset + length), isLittleEndian: file.isLittleEndian)
            switch type {
            case 1:
                guard length <= 16 << 20 else { throw Damage() }
                section.append(try Self.interface(block))
                interfaceCount += 1
            case 2, 3, 6:
                var (frame, number) = try Self.frame(block, type: type, section, at: lastTime)
                lastTime = frame.nanoseconds
                guard number < section.count else { throw Damage() }
                frame.interface = firstInterface + number
                guard frame.bytes.count <= Self.longestFrame(ofLinkType: frame.linkType) else { throw Damage() }
                frames.append(frame)
            case 5:
                guard length >= 24, length <= 16 << 20 else { throw Damage() }
            default:
                break
            }
            offset += length
        }
    }

    private static func interface(_ block: PlainBytes) throws -> Interface {
        guard block.count >= 20, let linkType = block.int(8, 2), let snapLength = block.int(12, 4) else {
            throw Damage()
        }
        var interface = Interface(linkType: linkType, snapLength: snapLength)
        try forEachOption(block, from: 16) { code, value in
            if code == 9, value.count == 1 { interface.resolution = Int(value.bytes[0]) }
            if code == 14, value.count == 8 {
                interface.offsetSeconds = Int64(bitPattern: value.number(0, 8) ?? 0)
            }
        }
        return interface
    }

    private static func frame(
        _ block: PlainBytes, type: Int, _ section: [Interface], at lastTime: Int64
    ) throws -> (PlainFrame, interface: Int) {
        if type == 3 {
            guard block.count >= 16, let original = block.int(8, 4), let interface = section.first else {
                throw Damage()
            }
            var captured = min(original, block.count - 16)
            if interface.snapLength > 0 { captured = min(captured, interface.snapLength) }
            let frame = PlainFrame(
                bytes: block.slice(12, 12 + captured), originalLength: max(original, captured),
                nanoseconds: lastTime, linkType: interface.linkType)
            return (frame, 0)
        }
        guard block.count >= 32, let number = type == 6 ? block.int(8, 4) : block.int(8, 2),
            let high = block.number(12, 4), let low = block.number(16, 4), let captured = block.int(20, 4),
            let original = block.int(24, 4), captured <= block.count - 32, number < section.count
        else { throw Damage() }
        var frame = PlainFrame(
            bytes: block.slice(28, 28 + captured), originalLength: max(original, captured),
            nanoseconds: section[number].nanoseconds(high << 32 | low), linkType: section[number].linkType)
        // Damaged options say nothing; the frame is whole all the same.
        var flags: Int?
        try? forEachOption(block, from: 28 + (captured + 3) / 4 * 4) { code, value in
            if code == 2, value.count == 4, flags == nil { flags = value.int(0, 4) }
        }
        if let flags, flags & 3 == 1 { frame.direction = .inbound }
        if let flags, flags & 3 == 2 { frame.direction = .outbound }
        return (frame, number)
    }

    private static func forEachOption(
        _ block: PlainBytes, from start: Int, _ body: (Int, PlainBytes) -> Void
    ) throws {
        var offset = start
        let end = block.count - 4
        while offset + 4 <= end, let code = block.int(offset, 2), let length = block.int(offset + 2, 2), code != 0 {
            guard offset + 4 + length <= end else { throw Damage() }
            body(
                code,
                PlainBytes(
                    bytes: block.slice(offset + 4, offset + 4 + length), isLittleEndian: block.isLittleEndian))
            offset += 4 + (length + 3) / 4 * 4
        }
    }
}
