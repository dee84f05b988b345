import Testing

@testable import CaptureFiles

struct CompressedReadingTests {
    enum Compression: CaseIterable {
        case gzip
        case zstd

        func pack(_ bytes: [UInt8]) -> [UInt8] {
            switch self {
            case .gzip: Stored.gzip(bytes, blockSize: 1000)
            case .zstd: Stored.zstd(bytes, blockSize: 1000)
            }
        }

        /// What the libraries' own compressors made of ``plain``.
        var packed: [UInt8] {
            switch self {
            case .gzip: PackedFixture.gzip
            case .zstd: PackedFixture.zstd
            }
        }
    }

    /// A pcap file of 20 frames that differ in their second.
    static var plain: [UInt8] {
        var builder = PCAPBuilder()
        for second in 0..<20 { builder.record(UInt32(second), 0, pattern(60)) }
        return builder.file.bytes
    }

    @Test("A compressed file reads as what it holds", arguments: Compression.allCases)
    func roundTrip(compression: Compression) throws {
        let expected = try read(Self.plain).frames
        #expect(expected.count == 20)
        for bytes in [compression.packed, compression.pack(Self.plain)] {
            let file = try TemporaryFile(bytes)
            let result = readAll { () throws(CaptureFileError) in try CaptureFileReader(path: file.path) }
            #expect(result.error == nil)
            #expect(result.frames == expected)
        }
        let blocks = PcapNGReadingTests.everything(.big).file.bytes
        let file = try TemporaryFile(compression.pack(blocks))
        PcapNGReadingTests.checkEverything(
            readAll { () throws(CaptureFileError) in try CaptureFileReader(path: file.path) })
    }

    @Test("Members one after another read as one file, cut anywhere", arguments: Compression.allCases)
    func members(compression: Compression) throws {
        let expected = try read(Self.plain).frames
        for cut in stride(from: 0, through: Self.plain.count, by: 101) {
            let bytes =
                compression.pack(Array(Self.plain[..<cut])) + compression.pack(Array(Self.plain[cut...]))
            let file = try TemporaryFile(bytes)
            let result = readAll { () throws(CaptureFileError) in try CaptureFileReader(path: file.path) }
            #expect(result.error == nil)
            #expect(result.frames == expected)
        }
    }

    @Test("Skippable Zstandard frames are skipped, in front and between")
    func skippableFrames() throws {
        let file = try TemporaryFile(Stored.skippable(99) + Stored.zstd(Self.plain) + Stored.skippable(0))
        let result = readAll { () throws(CaptureFileError) in try CaptureFileReader(path: file.path) }
        #expect(result.error == nil)
        #expect(result.frames.count == 20)
    }

    @Test(
        "A compressed file cut anywhere delivers the frames before and ends in an error",
        arguments: Compression.allCases)
    func truncation(compression: Compression) throws {
        let expected = try read(Self.plain).frames
        for bytes in [compression.packed, compression.pack(Self.plain)] {
            var most = 0
            for length in bytes.indices {
                let file = try TemporaryFile(Array(bytes[..<length]))
                let result = readAll { () throws(CaptureFileError) in try CaptureFileReader(path: file.path) }
                #expect(result.error != nil)
                #expect(result.frames == Array(expected.prefix(result.frames.count)))
                most = max(most, result.frames.count)
            }
            // A checksum or trailer may be what is cut, but need not.
            #expect(most >= 19)
        }
    }

    @Test("What is good in front of damaged compressed data is delivered", arguments: Compression.allCases)
    func damage(compression: Compression) throws {
        var bytes = compression.pack(Self.plain)
        // The header of the second of the blocks of 1000 bytes.
        let second = (compression == .gzip ? 10 + 5 : 6 + 3) + 1000
        bytes[second] = 0xff
        let file = try TemporaryFile(bytes)
        let result = readAll { () throws(CaptureFileError) in try CaptureFileReader(path: file.path) }
        #expect(result.frames.count == (1000 - 24) / 76)
        guard case .damagedCompression = result.reason else {
            Issue.record("\(String(describing: result.error))")
            return
        }
    }

    @Test("Bytes after the end that are not compressed are damage", arguments: Compression.allCases)
    func trailingBytes(compression: Compression) throws {
        let file = try TemporaryFile(compression.pack(Self.plain) + pattern(100, from: 3))
        let result = readAll { () throws(CaptureFileError) in try CaptureFileReader(path: file.path) }
        #expect(result.frames.count == 20)
        guard case .damagedCompression = result.reason else {
            Issue.record("\(String(describing: result.error))")
            return
        }
    }

    @Test("Changing any bytes of a compressed file never traps", arguments: Compression.allCases)
    func mutations(compression: Compression) throws {
        var random = SmallGenerator(seed: 77)
        for _ in 0..<400 {
            var bytes = compression.packed
            for _ in 0...random.next() % 4 {
                bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            let file = try TemporaryFile(bytes)
            let result = readAll { () throws(CaptureFileError) in try CaptureFileReader(path: file.path) }
            #expect(result.frames.count <= 20_000)
        }
    }
}

/// The file of 20 frames as zlib and libzstd (with a checksum) pack it.
private enum PackedFixture {
    static let gzip: [UInt8] = [
        0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xbb, 0x72, 0x78, 0xd3, 0x42, 0x26,
        0x06, 0x16, 0x06, 0x18, 0xf8, 0xff, 0x9f, 0x81, 0x81, 0x91, 0x01, 0x01, 0x6c, 0xa0, 0x98, 0x81,
        0x9d, 0x4f, 0x54, 0x46, 0x59, 0xcb, 0xd0, 0xc2, 0xde, 0xcd, 0x37, 0x24, 0x3a, 0x29, 0xb3, 0xa0,
        0xbc, 0xae, 0xb5, 0x67, 0xf2, 0xac, 0x85, 0x2b, 0xd6, 0x6f, 0xdb, 0x7b, 0xe4, 0xf4, 0xa5, 0x9b,
        0x0f, 0x9e, 0xbf, 0xfb, 0xfa, 0x87, 0x99, 0x4b, 0x50, 0x42, 0x5e, 0x4d, 0xd7, 0xc4, 0xda, 0xc9,
        0x33, 0x20, 0x3c, 0x2e, 0x35, 0xa7, 0xb8, 0xaa, 0xb1, 0xa3, 0x7f, 0xda, 0x5c, 0x46, 0x2a, 0x9a,
        0xc5, 0x44, 0x45, 0xb3, 0x98, 0xa9, 0x68, 0x16, 0x0b, 0x15, 0xcd, 0x62, 0xa5, 0xa2, 0x59, 0x6c,
        0x54, 0x34, 0x8b, 0x9d, 0x8a, 0x66, 0x71, 0x50, 0xd1, 0x2c, 0x4e, 0x2a, 0x9a, 0xc5, 0x45, 0x45,
        0xb3, 0xb8, 0xa9, 0x68, 0x16, 0x0f, 0x15, 0xcd, 0xe2, 0xa5, 0xa2, 0x59, 0x7c, 0x54, 0x34, 0x8b,
        0x9f, 0x8a, 0x66, 0x09, 0x50, 0xd1, 0x2c, 0x41, 0x2a, 0x9a, 0x25, 0x44, 0x45, 0xb3, 0x84, 0xa9,
        0x68, 0x16, 0x00, 0x22, 0x39, 0xbe, 0x3b, 0x08, 0x06, 0x00, 0x00,
    ]

    static let zstd: [UInt8] = [
        0x28, 0xb5, 0x2f, 0xfd, 0x64, 0x08, 0x05, 0xe5, 0x04, 0x00, 0xe4, 0x05, 0xd4, 0xc3, 0xb2, 0xa1,
        0x02, 0x00, 0x04, 0x00, 0xff, 0xff, 0x00, 0x00, 0x01, 0x00, 0x3c, 0x00, 0x07, 0x0e, 0x15, 0x1c,
        0x23, 0x2a, 0x31, 0x38, 0x3f, 0x46, 0x4d, 0x54, 0x5b, 0x62, 0x69, 0x70, 0x77, 0x7e, 0x85, 0x8c,
        0x93, 0x9a, 0xa1, 0xa8, 0xaf, 0xb6, 0xbd, 0xc4, 0xcb, 0xd2, 0xd9, 0xe0, 0xe7, 0xee, 0xf5, 0xfc,
        0x03, 0x0a, 0x11, 0x18, 0x1f, 0x26, 0x2d, 0x34, 0x3b, 0x42, 0x49, 0x50, 0x57, 0x5e, 0x65, 0x6c,
        0x73, 0x7a, 0x81, 0x88, 0x8f, 0x96, 0x9d, 0x3c, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09,
        0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10, 0x11, 0x12, 0x13, 0x18, 0x00, 0x08, 0x50, 0x41, 0x80,
        0x1e, 0x02, 0x94, 0x21, 0x40, 0x05, 0x01, 0x7a, 0x08, 0x50, 0x86, 0x00, 0x15, 0x04, 0xe8, 0x21,
        0x40, 0x19, 0x02, 0x54, 0x10, 0xa0, 0x87, 0x00, 0x65, 0x08, 0x50, 0x41, 0x80, 0x1e, 0x02, 0x94,
        0x21, 0x40, 0x05, 0x01, 0x7a, 0x08, 0x28, 0xe7, 0x09, 0xd2, 0x20, 0x33, 0x9e, 0x02, 0xd9, 0xbb,
        0x2c, 0xc0, 0x2e, 0x04, 0xe0, 0x02, 0x7e, 0x43, 0x7c, 0xb1,
    ]
}
