import IGMPWire
import Testing

@testable import CaptureFiles

struct PCAPReadingTests {
    static let variants: [(magic: UInt32, unit: Int64)] = [
        (0xa1b2_c3d4, 1000), (0xa1b2_3c4d, 1), (0xa1b2_cd34, 1000),
    ]

    @Test("Every magic number in both byte orders, whichever way the bytes come", arguments: Way.allCases)
    func magicNumbers(way: Way) throws {
        for (magic, unit) in Self.variants {
            for order in FileBytes.Order.allCases {
                var builder = PCAPBuilder(order, magic: magic, snapLength: 96, linkType: 113)
                builder.record(1_700_000_000, 123_456, pattern(60))
                builder.record(UInt32.max, 999_999, pattern(61), original: 1500)
                builder.record(0, 0, [])
                let result = try read(builder.file.bytes, way)
                #expect(result.error == nil)
                #expect(result.format == .pcap)
                #expect(result.interfaces == [CaptureInterface(linkType: .linuxSLL, snapLength: 96)])
                #expect(result.frames.map(\.bytes) == [pattern(60), pattern(61), []])
                #expect(result.frames.map(\.originalLength) == [60, 1500, 0])
                #expect(result.frames.map(\.number) == [1, 2, 3])
                #expect(result.frames.allSatisfy { $0.linkType == .linuxSLL && $0.interface == 0 })
                #expect(
                    result.frames.map(\.nanoseconds) == [
                        1_700_000_000_000_000_000 + 123_456 * unit, 4_294_967_295_000_000_000 + 999_999 * unit, 0,
                    ])
            }
        }
    }

    @Test(
        "Versions 2.0 to 2.4 and 543.0 are read, no others",
        arguments: [
            (2, 0, true), (2, 4, true), (2, 5, false), (1, 4, false), (3, 0, false), (543, 0, true), (543, 1, false),
        ] as [(UInt16, UInt16, Bool)])
    func versions(major: UInt16, minor: UInt16, isRead: Bool) throws {
        var builder = PCAPBuilder(major: major, minor: minor)
        builder.record(1, 2, pattern(20))
        let result = try read(builder.file.bytes)
        if isRead {
            #expect(result.error == nil)
            #expect(result.frames.map(\.bytes) == [pattern(20)])
        } else {
            #expect(result.reason == .unsupportedVersion(.pcap, major: major, minor: minor))
        }
    }

    @Test("Before version 2.3 the original length comes first, in 2.3 the smaller is the captured one")
    func lengthOrder() throws {
        for (major, minor, lengths) in [
            (2, 2, (90, 20)), (543, 0, (90, 20)), (2, 3, (90, 20)), (2, 3, (20, 90)), (2, 4, (20, 90)),
        ] as [(UInt16, UInt16, (UInt32, UInt32))] {
            var builder = PCAPBuilder(major: major, minor: minor)
            builder.record(1, 2, lengths: lengths, pattern(20))
            let result = try read(builder.file.bytes)
            #expect(result.error == nil)
            #expect(result.frames.map(\.originalLength) == [90])
            #expect(result.frames.map(\.bytes) == [pattern(20)])
        }
    }

    @Test("Of the link-type field the bits about a frame check sequence are ignored, reserved ones refused")
    func linkTypeField() throws {
        let withSequence = try read(PCAPBuilder(linkType: 0xf400_0001).file.bytes)
        #expect(withSequence.error == nil)
        #expect(withSequence.interfaces.map(\.linkType) == [.ethernet])
        let reserved = try read(PCAPBuilder(linkType: 0x0001_0001).file.bytes)
        #expect(reserved.reason == .reservedLinkTypeBits(0x0001_0001))
    }

    @Test("A frame may be 262144 bytes long, and for USB more", arguments: [Way.file, .streamed])
    func longestFrame(way: Way) throws {
        for (linkType, length, isRead) in [(1, 262_144, true), (1, 262_145, false), (189, 262_145, true)] {
            var builder = PCAPBuilder(linkType: UInt32(linkType))
            builder.record(1, 0, pattern(10))
            builder.record(2, 0, pattern(length))
            builder.record(3, 0, pattern(11))
            let result = try read(builder.file.bytes, way)
            if isRead {
                #expect(result.error == nil)
                #expect(result.frames.map(\.bytes.count) == [10, length, 11])
                #expect(result.frames.last?.bytes == pattern(11))
            } else {
                #expect(result.frames.count == 1)
                #expect(result.reason == .frameTooLong(length: length, limit: 262_144))
                #expect(result.error?.offset == 24 + 26)
                #expect(result.error?.record == 2)
            }
        }
    }

    @Test("A captured length of gigabytes ends in an error, not in memory")
    func enormousLength() throws {
        for linkType: UInt32 in [1, 231] {
            var builder = PCAPBuilder(linkType: linkType)
            builder.record(1, 0, lengths: (128 << 20, 60), pattern(60))
            #expect(try read(builder.file.bytes).frames.isEmpty)
            #expect(try read(builder.file.bytes).error != nil)
            builder = PCAPBuilder(linkType: linkType)
            builder.record(1, 0, lengths: (.max, .max), pattern(60))
            #expect(try read(builder.file.bytes).error != nil)
        }
    }

    @Test("A frame longer than the snapshot length or its original length is delivered whole")
    func inconsistentLengths() throws {
        for order in FileBytes.Order.allCases {
            var builder = PCAPBuilder(order, snapLength: 20)
            builder.record(1, 0, pattern(40), original: 30)
            let result = try read(builder.file.bytes)
            #expect(result.error == nil)
            #expect(result.frames.map(\.bytes) == [pattern(40)])
            #expect(result.frames.map(\.originalLength) == [40])
        }
    }
}
