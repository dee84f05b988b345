import TestSupport
import Testing

@testable import IGMPWire

@Suite("PartialDatagram")
struct PartialDatagramTests {
    private typealias Samples = FragmentSamples

    private func begin() -> PartialDatagram {
        PartialDatagram(Samples.fragment(at: 0, more: true), begunAt: Timestamp(nanoseconds: 0))
    }

    private func insert(
        _ payload: [UInt8], at offset: Int, more: Bool, into datagram: inout PartialDatagram
    ) -> Bool {
        lend([0x45]) { header in
            lend(payload) { payload in
                datagram.insert(Samples.fragment(at: offset, more: more), header: header, payload: payload)
            }
        }
    }

    @Test("Each piece has the sum over its bytes, and the datagram that over all of them")
    func sums() {
        var datagram = begin()
        let bytes = Samples.bytes(29)
        for (range, more) in [(16..<29, false), (0..<8, true), (8..<16, true)] {
            let isNew = insert(Array(bytes[range]), at: range.lowerBound, more: more, into: &datagram)
            #expect(isNew)
            for piece in datagram.pieces { #expect(piece.checksum.value == naiveInternetSum(piece.bytes)) }
        }
        #expect(datagram.isComplete)
        #expect(datagram.payload == bytes)
        #expect(datagram.payloadChecksum.value == naiveInternetSum(bytes))
    }

    @Test("A piece that an overlap trims has the sum over what is left of it")
    func trimmedFront() {
        var datagram = begin()
        let kept = Samples.filled(8, 0xAA) + Samples.bytes(15)
        #expect(insert(kept, at: 8, more: false, into: &datagram))
        #expect(insert(Samples.filled(16, 0xCC), at: 0, more: true, into: &datagram))
        #expect(datagram.pieces.map(\.start) == [0, 16])
        #expect(datagram.pieces.map(\.bytes) == [Samples.filled(16, 0xCC), Samples.bytes(15)])
        #expect(datagram.pieces.map(\.checksum.value) == datagram.pieces.map { naiveInternetSum($0.bytes) })
        #expect(datagram.payloadChecksum.value == naiveInternetSum(Samples.filled(16, 0xCC) + Samples.bytes(15)))
    }

    @Test("A piece that begins at an odd offset counts there", arguments: 1...15)
    func oddPieceInFront(length: Int) {
        // A last fragment of odd length may lie in front: what comes behind it is trimmed to an odd start.
        let front = Samples.bytes(length)
        let behind = Samples.filled(16, 0x3C)
        let last = Samples.bytes(5)
        var datagram = begin()
        #expect(insert(front, at: 0, more: false, into: &datagram))
        #expect(insert(behind, at: 0, more: true, into: &datagram))
        #expect(insert(last, at: 16, more: false, into: &datagram))
        #expect(datagram.isComplete)
        #expect(datagram.pieces.map(\.start) == [0, length, 16])
        let whole = front + behind.dropFirst(length) + last
        #expect(datagram.payload == whole)
        #expect(datagram.payloadChecksum.value == naiveInternetSum(whole))
    }

    @Test(
        "Whatever overlaps, every piece has its own sum, and all of them that of the payload",
        arguments: 0..<100 as Range<UInt64>)
    func randomOverlaps(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var datagram = begin()
        for _ in 0..<40 {
            let more = Bool.random(using: &generator)
            let length =
                Int.random(in: 1...6, using: &generator) * 8 - (more ? 0 : Int.random(in: 0...7, using: &generator))
            let offset = Int.random(in: 0...14, using: &generator) * 8
            _ = insert(generator.bytes(length), at: offset, more: more, into: &datagram)
            for piece in datagram.pieces { #expect(piece.checksum.value == naiveInternetSum(piece.bytes)) }
            #expect(datagram.payloadChecksum.value == naiveInternetSum(datagram.payload))
            for (front, behind) in zip(datagram.pieces, datagram.pieces.dropFirst()) {
                #expect(front.end <= behind.start)
            }
        }
    }
}
