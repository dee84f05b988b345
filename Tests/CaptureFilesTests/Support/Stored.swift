/// Compressed files that compress nothing, written plainly from the formats' descriptions.
enum Stored {
    /// A gzip member of stored blocks (RFC 1952 section 2.3, RFC 1951 section 3.2.4).
    static func gzip(_ bytes: [UInt8], blockSize: Int = 65_535) -> [UInt8] {
        var file = FileBytes(.little)
        file.add([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])
        var start = 0
        repeat {
            let end = min(start + blockSize, bytes.count)
            file.add(UInt8(end == bytes.count ? 1 : 0))
            file.add(UInt16(end - start))
            file.add(~UInt16(end - start))
            file.add(Array(bytes[start..<end]))
            start = end
        } while start < bytes.count
        file.add(cyclicRedundancyCheck(bytes))
        file.add(UInt32(truncatingIfNeeded: bytes.count))
        return file.bytes
    }

    /// A Zstandard frame of raw blocks (RFC 8878 section 3.1.1).
    static func zstd(_ bytes: [UInt8], blockSize: Int = 65_535) -> [UInt8] {
        var file = FileBytes(.little)
        file.add(UInt32(0xfd2f_b528))
        file.add([0x00, 0x58])
        var start = 0
        repeat {
            let end = min(start + blockSize, bytes.count)
            let header = UInt32(end - start) << 3 | (end == bytes.count ? 1 : 0)
            file.add(UInt16(truncatingIfNeeded: header))
            file.add(UInt8(header >> 16))
            file.add(Array(bytes[start..<end]))
            start = end
        } while start < bytes.count
        return file.bytes
    }

    /// A skippable frame (RFC 8878 section 3.1.2).
    static func skippable(_ count: Int) -> [UInt8] {
        var file = FileBytes(.little)
        file.add(UInt32(0x184d_2a57))
        file.add(UInt32(count))
        file.add(pattern(count))
        return file.bytes
    }

    private static func cyclicRedundancyCheck(_ bytes: [UInt8]) -> UInt32 {
        var remainder = UInt32.max
        for byte in bytes {
            remainder ^= UInt32(byte)
            for _ in 0..<8 {
                remainder = remainder & 1 == 0 ? remainder >> 1 : remainder >> 1 ^ 0xedb8_8320
            }
        }
        return ~remainder
    }
}
