import IGMPWire
import TestSupport
import Testing

@Suite("Dissector of fragments")
struct DissectorFragmentTests {
    private typealias Samples = DissectorSamples

    private static let orders = [[0, 1, 2], [2, 1, 0], [1, 2, 0], [0, 2, 1], [2, 0, 1], [1, 0, 2]]

    @Test("A report in three fragments is one message, in whatever order they come", arguments: orders)
    func threeFragments(order: [Int]) throws {
        let frames = Samples.fragments(of: Samples.longReport, size: 976)
        try #require(frames.count == 3)
        var dissector = Dissector()
        var seen: [Samples.Seen] = []
        for (step, index) in order.enumerated() {
            seen += Samples.dissect(
                frames[index], as: .init(timestamp: .init(nanoseconds: Int64(step)), number: UInt64(step + 1)),
                by: &dissector)
        }
        #expect(seen.map(\.verdict) == [.fragment, .fragment, .fragment, .message(.v3Report)])
        let whole = try #require(seen.last)
        #expect(whole.payload == Samples.longReport)
        #expect(whole.payloadLength == Samples.longReport.count)
        #expect(whole.ip.totalLength == 24 + Samples.longReport.count)
        #expect(!whole.ip.isFragment)
        // The header and its options are the first fragment's, the rest is the last frame's to come.
        #expect(whole.options.hasRouterAlert)
        #expect(whole.number == 3)
        #expect(whole.timestamp == Timestamp(nanoseconds: 2))
        let records = try #require(IGMPMessageSamples.records(whole.payload))
        #expect(records.records.count == 150)
        #expect(records.error == nil)
        #expect(dissector.fragmentCounters.received == 3)
        #expect(dissector.fragmentCounters.reassembled == 1)
    }

    @Test("A fragment is told with its own part of the payload")
    func parts() {
        var dissector = Dissector()
        var payload: [UInt8] = []
        for frame in Samples.fragments(of: Samples.longReport, size: 1200) {
            for packet in Samples.dissect(frame, by: &dissector) where packet.verdict == .fragment {
                #expect(packet.ip.fragmentOffset == payload.count)
                #expect(packet.payloadLength == packet.payload.count)
                payload += packet.payload
            }
        }
        #expect(payload == Samples.longReport)
    }

    @Test("A datagram with a wrong byte anywhere is rejected as a whole", arguments: [0, 1, 2])
    func badChecksum(fragment: Int) throws {
        var frames = Samples.fragments(of: Samples.longReport, size: 976)
        let last = frames[fragment].count - 1
        frames[fragment][last] ^= 0x10
        var dissector = Dissector()
        let seen = frames.flatMap { Samples.dissect($0, by: &dissector) }
        let whole = try #require(seen.last)
        #expect(
            whole.verdict
                == .rejected(
                    MessageError(.badChecksum, .badChecksum(sum: naiveInternetSum(whole.payload)), at: 2)))
    }

    @Test("A message of any length is judged as when it came whole", arguments: [9, 15, 16, 17, 23, 1001])
    func lengths(length: Int) throws {
        let message = IGMPMessageSamples.resized(Samples.longReport, to: length)
        let whole = try #require(Samples.dissect(Samples.frame(message)).last)
        var dissector = Dissector()
        let seen = Samples.fragments(of: message, size: 8).prefix(200).flatMap {
            Samples.dissect($0, by: &dissector)
        }
        let expected = length > 64 * 8 ? nil : whole.verdict
        #expect(seen.last { $0.verdict != .fragment }?.verdict == expected ?? .droppedFragment(.tooManyFragments))
    }

    @Test("A fragment that is dropped says why")
    func dropped() {
        var dissector = Dissector()
        let frames = Samples.fragments(of: Samples.longReport, size: 976)
        #expect(Samples.dissect(frames[0], by: &dissector).map(\.verdict) == [.fragment])
        #expect(Samples.dissect(frames[0], by: &dissector).map(\.verdict) == [.droppedFragment(.duplicate)])
        #expect(dissector.fragmentCounters.duplicate == 1)
    }

    @Test("Fragments of other interfaces, VLANs or cooked interfaces do not mix")
    func links() {
        let frames = Samples.fragments(of: Samples.longReport, size: 1208)
        let tagged = Samples.fragments(of: Samples.longReport, size: 1208, tags: [.init(146)])
        var dissector = Dissector()
        #expect(Samples.dissect(frames[0], by: &dissector).count == 1)
        #expect(Samples.dissect(frames[1], as: .init(interface: 1), by: &dissector).count == 1)
        #expect(Samples.dissect(tagged[1], by: &dissector).count == 1)
        #expect(Samples.dissect(frames[1], by: &dissector).count == 2)
        func cooked(_ frame: [UInt8], interface: UInt32) -> [UInt8] {
            LinkHeaderSamples.cooked2(interface: interface, payload: Array(frame.dropFirst(14)))
        }
        let capture = Samples.Capture(linkType: .linuxSLL2)
        #expect(Samples.dissect(cooked(frames[0], interface: 7), as: capture, by: &dissector).count == 1)
        #expect(Samples.dissect(cooked(frames[1], interface: 8), as: capture, by: &dissector).count == 1)
        #expect(Samples.dissect(cooked(frames[1], interface: 7), as: capture, by: &dissector).count == 2)
    }

    @Test("A fragment cut by the snapshot is unverifiable and not kept")
    func cutBySnapshot() {
        let frames = Samples.fragments(of: Samples.longReport, size: 976)
        var dissector = Dissector()
        let cut = Array(frames[0].prefix(100))
        let capture = Samples.Capture(originalLength: frames[0].count)
        #expect(Samples.dissect(cut, as: capture, by: &dissector).map(\.verdict) == [.unverifiable])
        #expect(dissector.fragmentCounters.received == 0)
    }

    @Test("Datagrams wait no longer than their time, and no more of them than the limit")
    func bounds() {
        var dissector = Dissector(datagramLimit: 2, fragmentLimit: 2)
        for identification in 0..<3 as Range<UInt16> {
            let frames = Samples.fragments(of: Samples.longReport, size: 1208, identification: identification)
            _ = Samples.dissect(frames[0], by: &dissector)
        }
        #expect(dissector.fragmentCounters.overflowed == 1)
        let late = Samples.Capture(timestamp: Timestamp(nanoseconds: 30_000_000_000))
        let frames = Samples.fragments(of: Samples.longReport, size: 1208, identification: 2)
        #expect(Samples.dissect(frames[1], as: late, by: &dissector).map(\.verdict) == [.fragment])
        #expect(dissector.fragmentCounters.timedOut == 2)
    }
}
