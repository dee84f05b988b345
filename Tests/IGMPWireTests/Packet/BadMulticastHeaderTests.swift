import IGMPWire
import TestSupport
import Testing

@Suite("Bad IPv4 headers of multicast frames")
struct BadMulticastHeaderTests {
    private static let group = IPv4Address(239, 1, 1, 1)
    private static let packet = PacketBuilder.ipv4(
        source: IPv4Address(10, 0, 0, 1), destination: group, payload: [1, 2, 3, 4, 5, 6, 7, 8], protocol: 17,
        options: [])

    /// Whether the frame has a bad header; and whether it carries IGMP.
    private func judge(
        _ frame: [UInt8], snapshotLength: Int = .max, linkType: LinkType = .ethernet
    ) -> (isBad: Bool, isIGMP: Bool) {
        lend(Array(frame.prefix(snapshotLength))) { bytes in
            let captured = CapturedFrame(
                bytes: bytes, originalLength: frame.count, timestamp: Timestamp(nanoseconds: 0), linkType: linkType)
            return (captured.badMulticastHeader() != nil, captured.carriesIGMP)
        }
    }

    private func isBad(_ frame: [UInt8], snapshotLength: Int = .max) -> Bool {
        judge(frame, snapshotLength: snapshotLength).isBad
    }

    /// The packet with one byte changed, its header checksum put right after it.
    private func changed(_ offset: Int, _ value: UInt8) -> [UInt8] {
        var packet = Self.packet
        packet[offset] = value
        return PacketBuilder.checksummed(Array(packet[..<20]), at: 10) + packet[20...]
    }

    @Test("Every fault of the header makes it bad, whatever the protocol, and a good one does not")
    func faults() {
        #expect(!isBad(PacketBuilder.ethernet(payload: Self.packet)))
        // Version, header length, total length below the header and beyond the frame.
        for (offset, value) in [(0, 0x55), (0, 0x44), (0, 0x4F), (3, 19), (3, 29)] as [(Int, UInt8)] {
            #expect(isBad(PacketBuilder.ethernet(payload: changed(offset, value))), "\(offset) \(value)")
        }
        var badSum = Self.packet
        badSum[10] ^= 1
        #expect(isBad(PacketBuilder.ethernet(payload: badSum)))
        #expect(!isBad(PacketBuilder.ethernet(payload: changed(3, 20))))
        let malformedOptions = PacketBuilder.ipv4(
            source: IPv4Address(10, 0, 0, 1), destination: Self.group, payload: [], protocol: 17,
            options: [0x94, 1, 0, 0])
        #expect(!isBad(PacketBuilder.ethernet(payload: malformedOptions)))
    }

    @Test("A frame that ends within the header is bad, one that was cut there is not judged", arguments: 0...20)
    func shortFrames(length: Int) {
        let address = MACAddress(multicast: Self.group)
        let short = PacketBuilder.ethernet(destination: address, payload: Array(Self.packet.prefix(length)))
        // With 20 bytes the total length says that more should follow.
        #expect(isBad(short))
        let whole = PacketBuilder.ethernet(payload: Self.packet)
        #expect(!isBad(whole, snapshotLength: 14 + length))
    }

    @Test("Only frames to a multicast address that is not broadcast are looked at")
    func addresses() {
        var packet = Self.packet
        packet[10] ^= 1
        for (address, expected) in [
            (0x0100_5E01_0101, true), (0x3333_0000_0001, true), (0xFFFF_FFFF_FFFF, false), (0x0200_0000_0001, false),
        ] as [(UInt64, Bool)] {
            let frame = PacketBuilder.ethernet(destination: MACAddress(rawValue: address), payload: packet)
            #expect(isBad(frame) == expected)
        }
        let address = MACAddress(multicast: Self.group)
        #expect(!isBad(PacketBuilder.ethernet(destination: address, type: 0x86DD, payload: packet)))
        #expect(isBad(PacketBuilder.ethernet(destination: address, tags: [.init(5)], payload: packet)))
    }

    @Test("IGMP is what has its protocol number within a header of 20 bytes, good or bad")
    func igmp() {
        var packet = PacketBuilder.ipv4(
            source: IPv4Address(10, 0, 0, 1), destination: Self.group, payload: [], options: [])
        #expect(judge(PacketBuilder.ethernet(payload: packet)) == (false, true))
        packet[10] ^= 1
        #expect(judge(PacketBuilder.ethernet(payload: packet)) == (true, true))
        let address = MACAddress(multicast: Self.group)
        let short = PacketBuilder.ethernet(destination: address, payload: Array(packet.prefix(19)))
        #expect(judge(short) == (true, false))
        #expect(judge(PacketBuilder.ethernet(payload: Self.packet)) == (false, false))
        #expect(judge([], linkType: .ethernet) == (false, false))
    }

    @Test(
        "Whatever a frame's bytes are, it is judged",
        arguments: [LinkType.ethernet, .linuxSLL, .raw, .ieee80211Radiotap])
    func hostile(linkType: LinkType) {
        var random = SeededGenerator(seed: UInt64(linkType.rawValue))
        var bad = 0
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...90, using: &random)
            var frame = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            if count > 14 { frame.replaceSubrange(12..<14, with: [8, 0]) }
            if judge(frame, snapshotLength: Int.random(in: 0...90, using: &random), linkType: linkType).isBad {
                bad += 1
            }
        }
        #expect((bad > 100) == (linkType == .ethernet))
    }
}
