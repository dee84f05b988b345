import IGMPWire
import TestSupport
import Testing

@Suite("FragmentReassembler")
struct FragmentReassemblerTests {
    private typealias Samples = FragmentSamples

    @Test("Fragments in order make the datagram, with the header of the first and the right sum")
    func inOrder() {
        var reassembler = FragmentReassembler()
        let bytes = Samples.bytes(51)
        #expect(
            Samples.add(bytes[0..<24], at: 0, more: true, options: [0x94, 4, 0, 0], to: &reassembler) == .incomplete)
        #expect(Samples.add(bytes[24..<40], at: 24, more: true, to: &reassembler) == .incomplete)
        #expect(reassembler.unfinishedCount == 1)
        #expect(Samples.add(bytes[40..<51], at: 40, more: false, to: &reassembler) == .complete)
        #expect(copied(reassembler.payload) == bytes)
        #expect(reassembler.payloadChecksum.value == naiveInternetSum(bytes))
        #expect(copied(reassembler.header).count == 24)
        #expect(copied(reassembler.header).suffix(4) == [0x94, 4, 0, 0])
        #expect(reassembler.unfinishedCount == 0)
        #expect(reassembler.counters.received == 3)
        #expect(reassembler.counters.reassembled == 1)
    }

    @Test("Fragments in reverse order make the same datagram")
    func reverseOrder() {
        var reassembler = FragmentReassembler()
        let bytes = Samples.bytes(51)
        #expect(Samples.add(bytes[40..<51], at: 40, more: false, to: &reassembler) == .incomplete)
        #expect(Samples.add(bytes[24..<40], at: 24, more: true, to: &reassembler) == .incomplete)
        #expect(Samples.add(bytes[0..<24], at: 0, more: true, options: [0x94, 4, 0, 0], to: &reassembler) == .complete)
        #expect(copied(reassembler.payload) == bytes)
        #expect(reassembler.payloadChecksum.value == naiveInternetSum(bytes))
        #expect(copied(reassembler.header).count == 24)
    }

    @Test("A last fragment without payload ends a datagram, before or after the rest")
    func emptyLastFragment() {
        let bytes = Samples.bytes(16)
        var after = FragmentReassembler()
        #expect(Samples.add(bytes[...], at: 0, more: true, to: &after) == .incomplete)
        #expect(Samples.add([], at: 16, more: false, to: &after) == .complete)
        #expect(copied(after.payload) == bytes)
        var before = FragmentReassembler()
        #expect(Samples.add([], at: 16, more: false, to: &before) == .incomplete)
        #expect(Samples.add(bytes[...], at: 0, more: true, to: &before) == .complete)
        #expect(copied(before.payload) == bytes)
    }

    @Test("Fragments that differ in any part of the key do not mix")
    func keys() {
        let bytes = Samples.bytes(16)
        let others: [FragmentReassembler.Fragment] = [
            Samples.fragment(at: 8, more: false, source: IPv4Address(10, 0, 0, 9)),
            Samples.fragment(at: 8, more: false, destination: .allRouters),
            Samples.fragment(at: 8, more: false, identification: 8),
            Samples.fragment(at: 8, more: false, protocol: 17),
            Samples.fragment(at: 8, more: false, link: 1),
        ]
        for other in others {
            var reassembler = FragmentReassembler()
            #expect(Samples.add(bytes[..<8], at: 0, more: true, to: &reassembler) == .incomplete)
            #expect(Samples.add(bytes[8...], other, to: &reassembler) == .incomplete)
            #expect(reassembler.unfinishedCount == 2)
            #expect(Samples.add(bytes[8...], at: 8, more: false, to: &reassembler) == .complete)
            #expect(reassembler.unfinishedCount == 1)
        }
    }

    @Test(
        "Before the last, a payload is a non-zero multiple of 8",
        arguments: [(0, false), (7, false), (8, true), (9, false), (15, false), (16, true)])
    func multipleOfEight(length: Int, isTaken: Bool) {
        let bytes = Samples.bytes(length)
        var reassembler = FragmentReassembler()
        let outcome = Samples.add(bytes[...], at: 8, more: true, to: &reassembler)
        #expect(outcome == (isTaken ? .incomplete : .dropped(.badLength)))
        #expect(reassembler.counters.badLength == (isTaken ? 0 : 1))
        #expect(reassembler.unfinishedCount == (isTaken ? 1 : 0))
    }

    @Test("A fragment may reach to byte 65535 and no further")
    func pingOfDeath() {
        var reassembler = FragmentReassembler()
        #expect(Samples.add(Samples.bytes(7)[...], at: 65528, more: false, to: &reassembler) == .incomplete)
        #expect(Samples.add(Samples.bytes(8)[...], at: 65528, more: false, to: &reassembler) == .dropped(.oversized))
        #expect(Samples.add(Samples.bytes(8)[...], at: 65528, more: true, to: &reassembler) == .dropped(.oversized))
        #expect(reassembler.counters.oversized == 2)
        #expect(reassembler.unfinishedCount == 1)
    }

    @Test("A whole datagram has 65535 bytes with its header, and no more")
    func datagramLength() {
        for (length, outcome) in [(65515, .complete), (65516, .dropped(.oversized))]
            as [(Int, FragmentReassembler.Outcome)]
        {
            let bytes = Samples.bytes(length)
            var reassembler = FragmentReassembler()
            #expect(Samples.add(bytes[..<32768], at: 0, more: true, to: &reassembler) == .incomplete)
            #expect(Samples.add(bytes[32768...], at: 32768, more: false, to: &reassembler) == outcome)
            #expect(reassembler.unfinishedCount == 0)
            #expect(reassembler.counters.reassembled == (outcome == .complete ? 1 : 0))
            if outcome == .complete { #expect(reassembler.payloadChecksum.value == naiveInternetSum(bytes)) }
        }
    }

    @Test("A fragment with another type of service than the first is dropped, the rest is kept")
    func typeOfService() {
        let bytes = Samples.bytes(16)
        var reassembler = FragmentReassembler()
        #expect(Samples.add(bytes[..<8], at: 0, more: true, to: &reassembler) == .incomplete)
        let other = Samples.fragment(at: 8, more: false, typeOfService: 0)
        #expect(Samples.add(bytes[8...], other, to: &reassembler) == .dropped(.typeOfServiceDiffers))
        #expect(reassembler.counters.typeOfServiceDiffers == 1)
        #expect(Samples.add(bytes[8...], at: 8, more: false, to: &reassembler) == .complete)
        #expect(copied(reassembler.payload) == bytes)
    }

    @Test("Bytes already there win over the front of a new fragment")
    func overlapInFront() {
        var reassembler = FragmentReassembler()
        #expect(Samples.add(Samples.filled(16, 0xAA)[...], at: 0, more: true, to: &reassembler) == .incomplete)
        #expect(Samples.add(Samples.filled(15, 0xBB)[...], at: 8, more: false, to: &reassembler) == .complete)
        let expected = Samples.filled(16, 0xAA) + Samples.filled(7, 0xBB)
        #expect(copied(reassembler.payload) == expected)
        #expect(reassembler.payloadChecksum.value == naiveInternetSum(expected))
    }

    @Test("A new fragment wins over those behind its start, whole or in part")
    func overlapBehind() {
        var reassembler = FragmentReassembler()
        #expect(Samples.add(Samples.filled(8, 0xAA)[...], at: 8, more: true, to: &reassembler) == .incomplete)
        #expect(Samples.add(Samples.filled(15, 0xBB)[...], at: 16, more: false, to: &reassembler) == .incomplete)
        #expect(Samples.add(Samples.filled(24, 0xCC)[...], at: 0, more: true, to: &reassembler) == .complete)
        let expected = Samples.filled(24, 0xCC) + Samples.filled(7, 0xBB)
        #expect(copied(reassembler.payload) == expected)
        #expect(reassembler.payloadChecksum.value == naiveInternetSum(expected))
    }

    @Test("What the fragment before it already holds is a duplicate; one byte more is not")
    func duplicates() {
        var reassembler = FragmentReassembler()
        #expect(Samples.add(Samples.filled(16, 0xAA)[...], at: 0, more: true, to: &reassembler) == .incomplete)
        #expect(
            Samples.add(Samples.filled(16, 0xBB)[...], at: 0, more: true, to: &reassembler) == .dropped(.duplicate))
        #expect(
            Samples.add(Samples.filled(8, 0xBB)[...], at: 8, more: false, to: &reassembler) == .dropped(.duplicate))
        #expect(reassembler.counters.duplicate == 2)
        #expect(Samples.add(Samples.filled(9, 0xBB)[...], at: 8, more: false, to: &reassembler) == .complete)
        #expect(copied(reassembler.payload) == Samples.filled(16, 0xAA) + [0xBB])
    }

    @Test("The header is that of the first fragment to bring offset 0")
    func headerOfTheFirst() {
        var reassembler = FragmentReassembler()
        let bytes = Samples.bytes(24)
        #expect(Samples.add(bytes[..<8], at: 0, more: true, options: [1, 1, 1, 1], to: &reassembler) == .incomplete)
        #expect(Samples.add(bytes[..<16], at: 0, more: true, options: [0, 0, 0, 0], to: &reassembler) == .incomplete)
        #expect(Samples.add(bytes[16...], at: 16, more: false, to: &reassembler) == .complete)
        #expect(copied(reassembler.header).suffix(4) == [1, 1, 1, 1])
        #expect(copied(reassembler.payload) == bytes)
    }

    @Test("A datagram waits just short of 30 seconds from its first fragment")
    func timeout() {
        let bytes = Samples.bytes(24)
        let start = Timestamp(nanoseconds: 1_000)
        let last = start.advanced(by: Interval(nanoseconds: 29_999_999_999))
        let late = start.advanced(by: .seconds(30))
        var reassembler = FragmentReassembler()
        for (time, outcome) in [(last, .complete), (late, .incomplete)]
            as [(Timestamp, FragmentReassembler.Outcome)]
        {
            reassembler = FragmentReassembler()
            #expect(Samples.add(bytes[..<8], at: 0, more: true, time: start, to: &reassembler) == .incomplete)
            // A later fragment does not extend the wait.
            #expect(
                Samples.add(bytes[8..<16], at: 8, more: true, time: start.advanced(by: .seconds(20)), to: &reassembler)
                    == .incomplete)
            #expect(Samples.add(bytes[16...], at: 16, more: false, time: time, to: &reassembler) == outcome)
        }
        #expect(reassembler.counters.timedOut == 1)
        #expect(reassembler.unfinishedCount == 1)
    }

    @Test("Time alone gives a datagram up, and never runs backwards")
    func time() {
        let bytes = Samples.bytes(16)
        var reassembler = FragmentReassembler()
        let start = Timestamp(nanoseconds: 50_000_000_000)
        #expect(Samples.add(bytes[..<8], at: 0, more: true, time: start, to: &reassembler) == .incomplete)
        reassembler.expire(at: start.advanced(by: .seconds(29)))
        #expect(reassembler.unfinishedCount == 1)
        reassembler.expire(at: start.advanced(by: .seconds(30)))
        #expect(reassembler.unfinishedCount == 0)
        #expect(reassembler.counters.timedOut == 1)
        // Begun now although its time is earlier: it waits 30 seconds from the latest time seen.
        #expect(Samples.add(bytes[..<8], at: 0, more: true, time: start, to: &reassembler) == .incomplete)
        reassembler.expire(at: start.advanced(by: .seconds(59)))
        #expect(reassembler.unfinishedCount == 1)
        reassembler.expire(at: start.advanced(by: .seconds(60)))
        #expect(reassembler.unfinishedCount == 0)
        reassembler.expire(at: Timestamp(nanoseconds: .min))
        reassembler.expire(at: Timestamp(nanoseconds: .max))
        #expect(reassembler.counters.timedOut == 2)
    }

    @Test("One datagram too many pushes out the one begun first")
    func datagramLimit() {
        let bytes = Samples.bytes(16)
        var reassembler = FragmentReassembler(datagramLimit: 3)
        for identification in 0..<3 as Range<UInt16> {
            let fragment = Samples.fragment(at: 0, more: true, identification: identification)
            #expect(Samples.add(bytes[..<8], fragment, to: &reassembler) == .incomplete)
        }
        #expect(reassembler.counters.overflowed == 0)
        let fourth = Samples.fragment(at: 0, more: true, identification: 3)
        #expect(Samples.add(bytes[..<8], fourth, to: &reassembler) == .incomplete)
        #expect(reassembler.counters.overflowed == 1)
        #expect(reassembler.unfinishedCount == 3)
        for identification in [1, 2, 3] as [UInt16] {
            let rest = Samples.fragment(at: 8, more: false, identification: identification)
            #expect(Samples.add(bytes[8...], rest, to: &reassembler) == .complete)
        }
        let rest = Samples.fragment(at: 8, more: false, identification: 0)
        #expect(Samples.add(bytes[8...], rest, to: &reassembler) == .incomplete)
    }

    @Test("A datagram in as many pieces as allowed can be finished, one more gives it up")
    func fragmentLimit() {
        let bytes = Samples.bytes(40)
        var reassembler = FragmentReassembler(fragmentLimit: 4)
        for piece in 0..<4 {
            let part = bytes[piece * 8..<piece * 8 + 8]
            #expect(Samples.add(part, at: piece * 8, more: true, to: &reassembler) == .incomplete)
        }
        #expect(Samples.add(bytes[32...], at: 32, more: false, to: &reassembler) == .complete)
        for piece in 0..<4 {
            let part = bytes[piece * 8..<piece * 8 + 8]
            #expect(Samples.add(part, at: piece * 8, more: true, to: &reassembler) == .incomplete)
        }
        #expect(Samples.add(bytes[32...], at: 32, more: true, to: &reassembler) == .dropped(.tooManyFragments))
        #expect(reassembler.counters.tooManyFragments == 1)
        #expect(reassembler.unfinishedCount == 0)
    }

    @Test("The last datagram stays until the next is complete")
    func lastDatagram() {
        var reassembler = FragmentReassembler()
        #expect(reassembler.payload.count == 0)
        #expect(reassembler.header.count == 0)
        let bytes = Samples.bytes(16)
        #expect(Samples.add(bytes[..<8], at: 0, more: true, to: &reassembler) == .incomplete)
        #expect(Samples.add(bytes[8...], at: 8, more: false, to: &reassembler) == .complete)
        #expect(Samples.add(Samples.filled(8, 1)[...], at: 0, more: true, to: &reassembler) == .incomplete)
        #expect(copied(reassembler.payload) == bytes)
        #expect(Samples.add(Samples.filled(3, 1)[...], at: 8, more: false, to: &reassembler) == .complete)
        #expect(copied(reassembler.payload) == Samples.filled(11, 1))
    }
}
