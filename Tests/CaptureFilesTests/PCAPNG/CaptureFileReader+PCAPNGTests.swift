import IGMPWire
import Testing

@testable import CaptureFiles

struct PcapNGReadingTests {
    /// A file with every kind of block that is read, and one that is not.
    static func everything(_ order: FileBytes.Order) -> PcapNGBuilder {
        var builder = PcapNGBuilder(order)
        builder.interface(snapLength: 96, [(2, Array("eth0".utf8)), (3, Array("uplink".utf8)), (9, [9])])
        builder.interface(linkType: 101, [(9, [0x80 | 10]), (14, builder.octets(Int64(-5)))])
        builder.packet(1_700_000_000_123_456_789, pattern(60))
        builder.packet(interface: 1, 10 << 10 | 512, pattern(61), original: 99, [(2, builder.octets(UInt32(0b01)))])
        builder.block(0x0bad) { $0.add(pattern(400)) }
        builder.packet(1_700_000_001_000_000_000, pattern(62), [(1, [65]), (2, builder.octets(UInt32(0x22)))])
        builder.obsoletePacket(interface: 1, 11 << 10, pattern(63), [(2, builder.octets(UInt32(0b10)))])
        builder.simplePacket(pattern(96), original: 1500)
        builder.simplePacket(pattern(7), original: 7)
        let start: UInt64 = 1_700_000_000_000_000_000
        let counters: [PcapNGBuilder.Option] = [
            (2, builder.octets(UInt32(start >> 32)) + builder.octets(UInt32(start & 0xFFFF_FFFF))),
            (4, builder.octets(UInt64(1 << 40))), (5, builder.octets(UInt64(3))), (7, builder.octets(UInt64(4))),
        ]
        builder.block(5) {
            let time: UInt64 = 1_700_000_002_000_000_000
            for word in [0, time >> 32, time & 0xFFFF_FFFF] { $0.add(UInt32(word)) }
            PcapNGBuilder.add(counters, to: &$0)
        }
        return builder
    }

    static func checkEverything(_ result: ReadResult) {
        #expect(result.error == nil)
        #expect(result.format == .pcapng)
        #expect(
            result.frames.map(\.bytes)
                == [pattern(60), pattern(61), pattern(62), pattern(63), pattern(96), pattern(7)])
        #expect(result.frames.map(\.originalLength) == [60, 99, 62, 63, 1500, 7])
        #expect(
            result.frames.map(\.nanoseconds) == [
                1_700_000_000_123_456_789, 5_500_000_000, 1_700_000_001_000_000_000, 6_000_000_000, 6_000_000_000,
                6_000_000_000,
            ])
        #expect(result.frames.map(\.interface) == [0, 1, 0, 1, 0, 0])
        #expect(result.frames.map(\.linkType) == [.ethernet, .raw, .ethernet, .raw, .ethernet, .ethernet])
        #expect(result.frames.map(\.direction) == [.unknown, .inbound, .outbound, .outbound, .unknown, .unknown])
        #expect(result.frames.map(\.number) == [1, 2, 3, 4, 5, 6])
        var ethernet = CaptureInterface(name: "eth0", description: "uplink", linkType: .ethernet, snapLength: 96)
        ethernet.received = 1 << 40
        ethernet.droppedByInterface = 3
        ethernet.droppedByKernel = 4
        ethernet.capturedSince = Timestamp(nanoseconds: 1_700_000_000_000_000_000)
        ethernet.capturedUntil = Timestamp(nanoseconds: 1_700_000_002_000_000_000)
        #expect(result.interfaces == [ethernet, CaptureInterface(linkType: .raw)])
    }

    @Test("Every kind of block in both byte orders, whichever way the bytes come", arguments: Way.allCases)
    func everyBlock(way: Way) throws {
        for order in FileBytes.Order.allCases {
            Self.checkEverything(try read(Self.everything(order).file.bytes, way))
        }
    }

    @Test("Sections have byte orders and interfaces of their own, counted on over the file")
    func sections() throws {
        var builder = PcapNGBuilder(.little)
        builder.interface([(2, Array("a".utf8))])
        builder.packet(1, pattern(10))
        var second = PcapNGBuilder(.big)
        second.interface(linkType: 113, [(2, Array("b".utf8))])
        second.interface([(2, Array("c".utf8))])
        second.packet(interface: 1, 2, pattern(11))
        second.simplePacket(pattern(12), original: 12)
        builder.append(second)
        var third = PcapNGBuilder(.little)
        third.packet(3, pattern(13))
        builder.append(third)
        let result = try read(builder.file.bytes)
        #expect(result.interfaces.map(\.name) == ["a", "b", "c"])
        #expect(result.frames.map(\.interface) == [0, 2, 1])
        #expect(result.frames.map(\.linkType) == [.ethernet, .ethernet, .linuxSLL])
        // The third section has described no interface, whatever the ones before it have.
        #expect(result.reason == .unknownInterface(id: 0, described: 0))
        #expect(result.error?.record == 4)
    }

    @Test("An interface described between packets is known from then on")
    func lateInterface() throws {
        var builder = PcapNGBuilder()
        builder.interface()
        builder.packet(1, pattern(10))
        builder.packet(interface: 1, 1, pattern(10))
        #expect(try read(builder.file.bytes).reason == .unknownInterface(id: 1, described: 1))
        builder = PcapNGBuilder()
        builder.interface()
        builder.packet(1, pattern(10))
        builder.interface(linkType: 113)
        builder.packet(interface: 1, 1, pattern(10))
        let result = try read(builder.file.bytes)
        #expect(result.error == nil)
        #expect(result.frames.map(\.interface) == [0, 1])
    }

    @Test("A simple packet needs an interface, and is cut by its snapshot length and its block")
    func simplePackets() throws {
        var builder = PcapNGBuilder()
        builder.simplePacket(pattern(10), original: 10)
        #expect(try read(builder.file.bytes).reason == .unknownInterface(id: 0, described: 0))
        builder = PcapNGBuilder()
        builder.interface(snapLength: 9)
        builder.simplePacket(pattern(12), original: 10)
        builder.simplePacket(pattern(4), original: 1000)
        let result = try read(builder.file.bytes)
        #expect(result.error == nil)
        #expect(result.frames.map(\.bytes) == [pattern(9), pattern(4)])
        #expect(result.frames.map(\.originalLength) == [10, 1000])
    }

    @Test("A block whose two lengths differ is damage, read or skipped", arguments: [1, 3, 5, 6, 0xbad] as [UInt32])
    func differingLengths(type: UInt32) throws {
        for last: UInt32 in [52, 56] {
            var builder = PcapNGBuilder()
            builder.interface()
            builder.packet(1, pattern(10))
            let offset = builder.file.bytes.count
            builder.block(type, last: last) { $0.add([UInt8](repeating: 0, count: 40)) }
            let result = try read(builder.file.bytes)
            #expect(result.frames.count == (last == 52 && [3, 6].contains(type) ? 2 : 1))
            if last == 52 {
                #expect(result.error == nil)
            } else {
                #expect(result.reason == .blockLengthMismatch(first: 52, last: 56))
                #expect(result.error?.offset == offset)
                #expect(result.error?.record == 2)
            }
        }
    }

    @Test(
        "A block length that is too small or no multiple of four is damage", arguments: [0, 8, 11, 13, 34] as [UInt32])
    func badLengths(length: UInt32) throws {
        var builder = PcapNGBuilder()
        builder.interface()
        builder.packet(1, pattern(10))
        builder.block(6, length: length) { $0.add(pattern(40)) }
        let result = try read(builder.file.bytes)
        #expect(result.frames.count == 1)
        #expect(result.reason == .badBlockLength(length))
    }

    @Test("A frame that its block has no room for is damage")
    func frameBeyondBlock() throws {
        for captured: UInt32 in [12, 13, .max] {
            var builder = PcapNGBuilder()
            builder.interface()
            builder.block(6) {
                $0.add(UInt32(0))
                $0.add(UInt64(0))
                $0.add(captured)
                $0.add(captured)
                $0.add(pattern(12))
            }
            let result = try read(builder.file.bytes)
            if captured == 12 {
                #expect(result.frames.map(\.bytes) == [pattern(12)])
                #expect(result.error == nil)
            } else {
                #expect(result.reason == .frameExceedsBlock(length: Int(captured), available: 12))
            }
        }
    }

    @Test("An unknown block may be longer than any buffer, and is damage if it runs past the end")
    func longUnknownBlock() throws {
        var builder = PcapNGBuilder()
        builder.interface()
        builder.block(0xbad) { $0.add(pattern(1 << 20)) }
        builder.packet(1, pattern(10))
        #expect(try read(builder.file.bytes).frames.count == 1)
        #expect(try read(builder.file.bytes).error == nil)
        builder.block(0xbad, length: 0xffff_fff0) { $0.add(pattern(100)) }
        #expect(try read(builder.file.bytes).frames.count == 1)
        guard case .truncated(needed: 0xffff_fff0, _) = try read(builder.file.bytes).reason else {
            Issue.record("not truncated")
            return
        }
    }

    @Test("A later section header with bad magic or version is damage, the first is no capture file")
    func badSections() throws {
        var first = PcapNGBuilder()
        first.file.bytes[8] ^= 1
        #expect(try read(first.file.bytes).reason == .notACaptureFile)
        for (major, minor, isRead) in [(1, 0, true), (1, 2, true), (1, 1, false), (2, 0, false), (0, 1, false)]
            as [(UInt16, UInt16, Bool)]
        {
            var later = PcapNGBuilder()
            later.section(major: major, minor: minor)
            let expected: CaptureFileError.Reason? =
                isRead ? nil : .unsupportedVersion(.pcapng, major: major, minor: minor)
            #expect(try read(later.file.bytes).reason == expected)
        }
        var magic = PcapNGBuilder()
        magic.section()
        magic.file.bytes[28 + 8] ^= 1
        #expect(try read(magic.file.bytes).reason == .badByteOrderMagic(0x1a2b_3c4c))
    }

    @Test("A name is cut at a NUL and at its limit; an option past its block is damage")
    func interfaceOptions() throws {
        var builder = PcapNGBuilder()
        builder.interface([(2, Array("eth0\0junk".utf8))])
        builder.interface([(2, [UInt8](repeating: 65, count: 300)), (3, [0xff, 66])])
        builder.interface([(2, [])])
        let good = try read(builder.file.bytes)
        #expect(good.error == nil)
        #expect(good.interfaces.map(\.name) == ["eth0", String(repeating: "A", count: 256), ""])
        #expect(good.interfaces[1].description == "\u{fffd}B")
        builder.block(1) {
            $0.add(UInt32(1))
            $0.add(UInt32(0))
            $0.add(UInt16(2))
            $0.add(UInt16(5))
            $0.add(pattern(4))
        }
        #expect(try read(builder.file.bytes).reason == .badOption(code: 2, length: 5, available: 4))
    }

    @Test("Damaged options of a packet leave its direction unknown and the frame whole")
    func damagedPacketOptions() throws {
        for length: UInt16 in [4, 5] {
            var builder = PcapNGBuilder()
            builder.interface()
            builder.block(6) {
                $0.add(UInt32(0))
                $0.add(UInt64(0))
                $0.add(UInt32(8))
                $0.add(UInt32(8))
                $0.add(pattern(8))
                $0.add(UInt16(2))
                $0.add(length)
                $0.add(UInt32(1))
            }
            let result = try read(builder.file.bytes)
            #expect(result.error == nil)
            #expect(result.frames.map(\.bytes) == [pattern(8)])
            #expect(result.frames.map(\.direction) == [length == 4 ? .inbound : .unknown])
        }
    }

    @Test("65536 interfaces are kept; frames of one more are passed over and counted, and the others read on")
    func interfaceLimit() throws {
        var builder = PcapNGBuilder()
        for _ in 0..<65_536 { builder.interface() }
        #expect(try read(builder.file.bytes).error == nil)
        #expect(try read(builder.file.bytes).interfaces.count == 65_536)
        builder.interface()
        builder.packet(interface: 65_535, 1, pattern(20))
        builder.packet(interface: 65_536, 2, pattern(20))
        builder.packet(interface: 0, 3, pattern(20))
        let result = try read(builder.file.bytes)
        #expect(result.error == nil)
        #expect(result.interfaces.count == 65_536)
        #expect(result.frames.map(\.interface) == [65_535, 0])
        #expect(result.frames.map(\.number) == [1, 3])
        #expect(result.leftOutCount == 1)
        builder.packet(interface: 65_537, 4, pattern(20))
        #expect(try read(builder.file.bytes).reason == .unknownInterface(id: 65_537, described: 65_537))
    }

    @Test("The limit of interfaces holds for all sections, whatever the kind of packet block")
    func interfaceLimitOfSections() throws {
        var builder = PcapNGBuilder()
        builder.interface()
        builder.interface()
        builder.packet(interface: 1, 1, pattern(20))
        builder.section()
        builder.interface()
        builder.simplePacket(pattern(20), original: 20)
        builder.obsoletePacket(interface: 0, 2, pattern(20))
        let file = try TemporaryFile(builder.file.bytes)
        for limit in 1...3 {
            let result = readAll { () throws(CaptureFileError) in
                try CaptureFileReader(path: file.path, interfaceLimit: limit)
            }
            #expect(result.error == nil)
            #expect(result.interfaces.count == limit)
            #expect(result.frames.map(\.number) == [[], [1], [1, 2, 3]][limit - 1])
            #expect(result.leftOutCount == [3, 2, 0][limit - 1])
        }
    }
}
