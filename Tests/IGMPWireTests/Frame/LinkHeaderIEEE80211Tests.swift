import IGMPWire
import TestSupport
import Testing

@Suite("LinkHeader of 802.11 and radiotap")
struct LinkHeaderIEEE80211Tests {
    private typealias Samples = LinkHeaderSamples

    private func read(_ frame: [UInt8]) -> LinkHeader {
        Samples.read(frame, .ieee80211)
    }

    private func tapped(_ present: [UInt32], _ fields: [UInt8], _ frame: [UInt8]) -> LinkHeader {
        Samples.read(Samples.radiotap(present: present, fields: fields, frame: frame), .ieee80211Radiotap)
    }

    @Test("Source and destination are found for every way through the distribution system", arguments: 0...3)
    func addresses(flags: Int) {
        let header = read(Samples.ieee80211(flags: UInt8(flags)))
        #expect(header.network == .ipv4)
        #expect(header.source == Samples.host)
        #expect(header.destination == MACAddress(multicast: Samples.group))
        #expect(header.payloadOffset == (flags == 3 ? 38 : 32))
    }

    @Test("Only data frames with a body are read, and others may be short")
    func frameKinds() {
        #expect(read(Samples.ieee80211(control: 0x08)).network == .ipv4)
        #expect(read(Samples.ieee80211(control: 0x18)).network == .ipv4)
        #expect(read(Samples.ieee80211(control: 0x48)).network == .other)
        #expect(read(Samples.ieee80211(control: 0xC8)).network == .other)
        #expect(read(Samples.ieee80211(control: 0x80)).network == .other)
        #expect(read(Samples.ieee80211(control: 0x09)).network == .other)
        #expect(read([0xD4, 0, 0, 0, 2, 0, 0, 0, 0, 1]).network == .other)
        #expect(read([0x08, 0, 0, 0, 2, 0, 0, 0, 0, 1]).network == .damaged)
    }

    @Test("What is encrypted, a fragment or an aggregate is not read")
    func unreadable() {
        #expect(read(Samples.ieee80211(flags: 0x02)).network == .ipv4)
        #expect(read(Samples.ieee80211(flags: 0x42)).network == .other)
        #expect(read(Samples.ieee80211(flags: 0x06)).network == .other)
        #expect(read(Samples.ieee80211(flags: 0x02, fragment: 1)).network == .other)
        #expect(read(Samples.ieee80211(control: 0x88, quality: [0x05, 0])).network == .ipv4)
        #expect(read(Samples.ieee80211(control: 0x88, quality: [0x85, 0])).network == .other)
    }

    @Test("The order bit adds HT control to a QoS frame only")
    func highThroughput() {
        #expect(read(Samples.ieee80211(flags: 0x80)).payloadOffset == 32)
        let frame = Samples.ieee80211(control: 0x88, flags: 0x80, quality: [0, 0], highThroughput: [1, 2, 3, 4])
        #expect(read(frame).network == .ipv4)
        #expect(read(frame).payloadOffset == 38)
    }

    @Test("The frame behind radiotap begins where the radiotap length says")
    func radiotapLength() {
        let header = tapped([0x4], [0x0C, 1, 2, 3, 4], Samples.ieee80211())
        #expect(header.network == .ipv4)
        #expect(header.payloadOffset == 13 + 32)
        #expect(header.payloadLength == nil)
    }

    @Test("A frame check sequence is left out of the packet")
    func frameCheckSequence() {
        let frame = Samples.ieee80211() + [1, 2, 3, 4]
        let header = tapped([0x2], [0x10], frame)
        #expect(header.network == .ipv4)
        #expect(header.payloadLength == Samples.packet.count)
        #expect(tapped([0x2], [0x00], frame).payloadLength == nil)
        #expect(tapped([0x2], [0x10], Array(Samples.ieee80211().prefix(35))).network == .damaged)
    }

    @Test("A frame check sequence that the snapshot length cut away takes nothing from the packet")
    func cutFrameCheckSequence() {
        let whole = Samples.radiotap(present: [2], fields: [0x10], frame: Samples.ieee80211() + [1, 2, 3, 4])
        let header = Samples.read(Array(whole.dropLast(6)), .ieee80211Radiotap, originalLength: whole.count)
        #expect(header.network == .ipv4)
        #expect(header.payloadLength == Samples.packet.count)
    }

    @Test("The flags lie behind every present word and an aligned time stamp")
    func flagsPosition() {
        let frame = Samples.ieee80211() + [1, 2, 3, 4]
        let time = [UInt8](repeating: 0xFF, count: 8)
        #expect(tapped([0x3], time + [0x10], frame).payloadLength == Samples.packet.count)
        // Three words end at 16, two at 12: there the time stamp needs 4 bytes before it.
        #expect(
            tapped([0x8000_0003, 0x8000_0000, 0], time + [0x10], frame).payloadLength == Samples.packet.count)
        #expect(
            tapped([0x8000_0003, 0], [0, 0, 0, 0] + time + [0x10], frame).payloadLength == Samples.packet.count)
        // A bit of the second word is not that of the first.
        #expect(tapped([0x8000_0000, 0x2], [0x10], frame).payloadLength == nil)
    }

    @Test("Padding brings the header to a multiple of 4, and a header that is one has none")
    func padding() {
        let quality = Samples.ieee80211(control: 0x88, quality: [0, 0], padding: [9, 9])
        #expect(tapped([0x2], [0x20], quality).network == .ipv4)
        #expect(tapped([0x2], [0x20], quality).payloadOffset == 9 + 28 + 8)
        #expect(tapped([0x2], [0x00], quality).network == .other)
        #expect(tapped([0x2], [0x20], Samples.ieee80211()).payloadOffset == 9 + 24 + 8)
    }

    @Test("Radiotap of another version, or with a length that does not hold its words and flags, is damaged")
    func damagedRadiotap() {
        let good = Samples.radiotap(present: [0x2], fields: [0], frame: Samples.ieee80211())
        #expect(Samples.read(good, .ieee80211Radiotap).network == .ipv4)
        func changed(_ offset: Int, _ value: UInt8) -> LinkHeader.Network {
            var frame = good
            frame[offset] = value
            return Samples.read(frame, .ieee80211Radiotap).network
        }
        #expect(changed(0, 1) == .damaged)
        #expect(changed(2, 7) == .damaged)
        #expect(changed(2, 8) == .damaged)
        #expect(changed(3, 0xFF) == .damaged)
        #expect(changed(7, 0x80) == .damaged)
        #expect(tapped([0x3], [UInt8](repeating: 0, count: 8), Samples.ieee80211()).network == .damaged)
    }
}
