import IGMPWire
import TestSupport
import Testing

@Suite("IPv4Header")
struct IPv4HeaderTests {
    private static let host = IPv4Address(10, 1, 2, 3)
    private static let group = IPv4Address(239, 4, 5, 6)
    private static let packet = PacketBuilder.ipv4(
        source: host, destination: group, payload: PacketBuilder.igmp(type: 0x16, group: group),
        identification: 0x1234)

    private func read(_ packet: [UInt8]) -> IPv4Header? {
        lend(packet) { IPv4Header($0) }
    }

    /// The fault in `packet`, of which that many bytes were on the wire.
    private func fault(_ packet: [UInt8], wireLength: Int? = nil) throws -> IPv4Header.Fault? {
        let header = try #require(read(packet))
        return lend(packet) { header.fault(in: $0, wireLength: wireLength ?? packet.count) }
    }

    /// A packet with `byte` at `offset` of its header, and the checksum right again.
    private func changed(_ offset: Int, to byte: UInt8, of packet: [UInt8] = packet) -> [UInt8] {
        var packet = packet
        packet[offset] = byte
        let header = PacketBuilder.checksummed(Array(packet[..<24]), at: 10)
        return header + packet[24...]
    }

    @Test("Every field is read from its place")
    func fields() throws {
        let header = try #require(
            read(
                PacketBuilder.ipv4(
                    source: Self.host, destination: Self.group, payload: [1, 2, 3], protocol: 17, timeToLive: 200,
                    typeOfService: 0xB8, identification: 0xBEEF, fragmentField: 0x2003, options: [1, 1, 1, 0])))
        #expect(header.version == 4)
        #expect(header.headerLength == 24)
        #expect(header.typeOfService == 0xB8)
        #expect(header.totalLength == 27)
        #expect(header.identification == 0xBEEF)
        #expect(header.fragmentField == 0x2003)
        #expect(header.timeToLive == 200)
        #expect(header.protocol == 17)
        #expect(header.source == Self.host)
        #expect(header.destination == Self.group)
    }

    @Test("20 bytes are a header, 19 are not")
    func minimumLength() {
        #expect(read(Array(Self.packet.prefix(20))) != nil)
        #expect(read(Array(Self.packet.prefix(19))) == nil)
        #expect(read([]) == nil)
    }

    @Test(
        "A fragment has an offset or others behind it; Don't Fragment makes none",
        arguments: [
            (0x0000, 0, false, false), (0x4000, 0, false, false), (0x8000, 0, false, false), (0x2000, 0, true, true),
            (0x0001, 8, false, true), (0x1FFF, 65528, false, true), (0x3FFF, 65528, true, true),
        ] as [(UInt16, Int, Bool, Bool)])
    func fragments(field: UInt16, offset: Int, hasMore: Bool, isFragment: Bool) throws {
        let header = try #require(
            read(
                PacketBuilder.ipv4(source: Self.host, destination: Self.group, payload: [], fragmentField: field)))
        #expect(header.fragmentOffset == offset)
        #expect(header.hasMoreFragments == hasMore)
        #expect(header.isFragment == isFragment)
    }

    @Test("Only version 4 is taken", arguments: 0...15 as ClosedRange<UInt8>)
    func version(version: UInt8) throws {
        let packet = changed(0, to: version << 4 | 6)
        #expect(try fault(packet) == (version == 4 ? nil : .version(version)))
    }

    @Test("A header length below 20 is a fault, 20 is not", arguments: 0...5 as ClosedRange<UInt8>)
    func shortHeaderLength(words: UInt8) throws {
        var packet = PacketBuilder.ipv4(
            source: Self.host, destination: Self.group, payload: PacketBuilder.igmp(type: 0x16, group: Self.group),
            options: [])
        packet[0] = 0x40 | words
        packet = PacketBuilder.checksummed(Array(packet[..<20]), at: 10) + packet[20...]
        #expect(try fault(packet) == (words == 5 ? nil : .headerLength(4 * Int(words))))
    }

    @Test("A header that ends behind the frame is a fault; behind the snapshot it is not known")
    func longHeaderLength() throws {
        let header = Array(Self.packet.prefix(24))
        #expect(try fault(Self.packet) == nil)
        #expect(try fault(Array(header.prefix(23)), wireLength: 23) == .headerLength(24))
        #expect(try fault(Array(header.prefix(23)), wireLength: 24) == .cutBySnapshot)
        // The whole header is there, but what it announces is not.
        #expect(try fault(header, wireLength: 24) == .shortFrame(needed: 32, available: 24))
    }

    @Test("Any bit of the header changed is a bad checksum, or a fault found before it")
    func checksum() throws {
        #expect(try fault(Self.packet) == nil)
        for bit in 8..<24 * 8 {
            var packet = Self.packet
            packet[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(try fault(packet) == .checksum, "bit \(bit)")
        }
        // The payload is not covered.
        var packet = Self.packet
        packet[24] ^= 0xFF
        #expect(try fault(packet) == nil)
    }

    @Test("A header checksum of 0xFFFF is right where 0x0000 would be")
    func negativeZero() throws {
        // The identification makes the other words sum to 0xFFFF.
        var packet = PacketBuilder.ipv4(
            source: Self.host, destination: Self.group, payload: PacketBuilder.igmp(type: 0x16, group: Self.group))
        packet.replaceSubrange(4..<6, with: packet[10..<12])
        packet.replaceSubrange(10..<12, with: [0, 0])
        #expect(try fault(packet) == nil)
        packet.replaceSubrange(10..<12, with: [0xFF, 0xFF])
        #expect(try fault(packet) == nil)
        packet.replaceSubrange(10..<12, with: [0, 1])
        #expect(try fault(packet) == .checksum)
    }

    @Test("The total length is at least the header's", arguments: [0, 19, 23, 24] as [UInt8])
    func shortTotalLength(length: UInt8) throws {
        #expect(try fault(changed(3, to: length)) == (length == 24 ? nil : .totalLength(Int(length))))
    }

    @Test("The total length is at most what was on the wire; what is behind it does not matter")
    func longTotalLength() throws {
        #expect(try fault(Self.packet) == nil)
        #expect(try fault(changed(3, to: 33)) == .shortFrame(needed: 33, available: 32))
        #expect(try fault(changed(2, to: 0xFF)) == .shortFrame(needed: 0xFF20, available: 32))
        #expect(try fault(Self.packet + [1, 2, 3]) == nil)
    }

    @Test("A packet cut by the snapshot length is told from one that was short on the wire")
    func cutBySnapshot() throws {
        for length in 24..<32 {
            let cut = Array(Self.packet.prefix(length))
            #expect(try fault(cut, wireLength: 32) == .cutBySnapshot, "cut to \(length)")
            #expect(try fault(cut, wireLength: 60) == .cutBySnapshot, "cut to \(length)")
            #expect(try fault(cut, wireLength: 31) == .shortFrame(needed: 32, available: 31), "cut to \(length)")
        }
    }

    @Test("What the captured part shows to be wrong is a fault even of a cut packet")
    func faultsOfCutPackets() throws {
        var broken = Array(Self.packet.prefix(28))
        #expect(try fault(broken, wireLength: 32) == .cutBySnapshot)
        broken[8] = 64
        #expect(try fault(broken, wireLength: 32) == .checksum)
    }

    @Test("Malformed options are a fault, well-formed ones are not")
    func options() throws {
        func packet(_ options: [UInt8]) -> [UInt8] {
            PacketBuilder.ipv4(
                source: Self.host, destination: Self.group,
                payload: PacketBuilder.igmp(type: 0x16, group: Self.group), options: options)
        }
        #expect(try fault(packet([0x94, 4, 0, 0])) == nil)
        #expect(try fault(packet([0x94, 5, 0, 0])) == .options)
        #expect(try fault(packet([0x94, 1, 0, 0])) == .options)
        #expect(try fault(packet([])) == nil)
    }

    @Test("A fault is found in the order in which kernels look")
    func order() throws {
        var packet = changed(3, to: 23)
        #expect(try fault(packet) == .totalLength(23))
        packet[10] ^= 1
        #expect(try fault(packet) == .checksum)
        packet[0] = 0x44
        #expect(try fault(packet) == .headerLength(16))
        packet[0] = 0x64
        #expect(try fault(packet) == .version(6))
    }

    @Test(
        "A fault says what it is",
        arguments: [
            (.version(6), "IP version 6"), (.headerLength(16), "IP header length 16"),
            (.checksum, "bad IP header checksum"), (.totalLength(19), "IP total length 19 shorter than its header"),
            (.shortFrame(needed: 33, available: 32), "IP total length 33, but 32 bytes in the frame"),
            (.options, "malformed IP options"), (.cutBySnapshot, "cut by the snapshot length"),
        ] as [(IPv4Header.Fault, String)])
    func descriptions(fault: IPv4Header.Fault, text: String) {
        #expect(fault.description == text)
    }
}
