import IGMPWire
import TestSupport
import Testing

/// The overlap rules once more, byte by byte: every byte knows its value and which
/// fragment it came from.
private struct ByteModel {
    private var cells: [Int: (value: UInt8, fragment: Int)] = [:]
    private var hasMore: [Bool] = []

    /// False for a duplicate.
    mutating func add(_ payload: [UInt8], at offset: Int, more: Bool) -> Bool {
        let fragment = hasMore.count
        hasMore.append(more)
        var kept = 0
        if let owner = cells[offset]?.fragment {
            while kept < payload.count, cells[offset + kept]?.fragment == owner { kept += 1 }
            if kept == payload.count { return false }
        }
        for index in kept..<payload.count { cells[offset + index] = (payload[index], fragment) }
        return true
    }

    /// The datagram, when nothing is missing.
    var whole: [UInt8]? {
        guard let last = cells.keys.max(), let end = cells[last], !hasMore[end.fragment] else { return nil }
        let bytes = (0...last).compactMap { cells[$0]?.value }
        return bytes.count == last + 1 ? bytes : nil
    }
}

@Suite("FragmentReassembler against plain models")
struct FragmentModelTests {
    @Test("Any datagram, cut and shuffled any way, comes back whole", arguments: 0..<150 as Range<UInt64>)
    func cutAndShuffled(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let bytes = generator.bytes(Int.random(in: 9...1500, using: &generator))
        var parts: [Range<Int>] = []
        while let start = parts.isEmpty ? 0 : parts.last?.upperBound, start < bytes.count {
            let longest = max(1, (bytes.count / 20 + 15) / 8)
            let end = min(bytes.count, start + 8 * Int.random(in: 1...longest * 2, using: &generator))
            parts.append(start..<end)
        }
        var reassembler = FragmentReassembler(fragmentLimit: 200)
        parts.shuffle(using: &generator)
        for (index, part) in parts.enumerated() {
            let outcome = FragmentSamples.add(
                bytes[part], at: part.lowerBound, more: part.upperBound < bytes.count, to: &reassembler)
            #expect(outcome == (index == parts.count - 1 ? .complete : .incomplete))
        }
        #expect(copied(reassembler.payload) == bytes)
        #expect(reassembler.payloadChecksum.value == naiveInternetSum(bytes))
        #expect(reassembler.counters.received == UInt64(parts.count))
    }

    @Test("Overlapping fragments come out as in the byte-wise model", arguments: 0..<300 as Range<UInt64>)
    func overlaps(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var reassembler = FragmentReassembler(fragmentLimit: 200)
        var model = ByteModel()
        var completed = 0
        for step in 0..<60 {
            let offset = 8 * Int.random(in: 0...12, using: &generator)
            let more = Int.random(in: 0..<4, using: &generator) > 0
            let words = Int.random(in: 1...6, using: &generator)
            let length = more ? 8 * words : max(1, 8 * words - Int.random(in: 0...7, using: &generator))
            let payload = generator.bytes(length)
            let isNew = model.add(payload, at: offset, more: more)
            let outcome = FragmentSamples.add(payload[...], at: offset, more: more, to: &reassembler)
            if let whole = model.whole, isNew {
                #expect(outcome == .complete, "step \(step)")
                #expect(copied(reassembler.payload) == whole)
                #expect(reassembler.payloadChecksum.value == naiveInternetSum(whole))
                model = ByteModel()
                completed += 1
            } else {
                #expect(outcome == (isNew ? .incomplete : .dropped(.duplicate)), "step \(step)")
            }
        }
        #expect(reassembler.counters.reassembled == UInt64(completed))
    }

    @Test("Whatever arrives, no more is kept than the limits allow, and every fragment is counted")
    func hostileFragments() {
        var generator = SeededGenerator(seed: 1)
        var reassembler = FragmentReassembler(datagramLimit: 5, fragmentLimit: 6)
        var time = Timestamp(nanoseconds: 0)
        for _ in 0..<5000 {
            let field: UInt16 =
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: UInt16.random(in: 0 ... .max, using: &generator)
                case 1: UInt16.random(in: 1...6, using: &generator)
                default: UInt16.random(in: 0x2000...0x2010, using: &generator)
                }
            let fragment = FragmentReassembler.Fragment(
                source: IPv4Address(10, 0, 0, 1), destination: .allSystems,
                identification: UInt16.random(in: 0...6, using: &generator), protocol: 2,
                typeOfService: Int.random(in: 0..<9, using: &generator) == 0 ? 1 : 0, fragmentField: field, link: 0)
            let length = [0, 1, 8, 16, 24, 40, 1480].randomElement(using: &generator) ?? 8
            time = time.advanced(by: .seconds(Int.random(in: 0..<50, using: &generator) == 0 ? 31 : 0))
            _ = FragmentSamples.add(generator.bytes(length)[...], fragment, time: time, to: &reassembler)
            #expect(reassembler.unfinishedCount <= 5)
        }
        let counters = reassembler.counters
        #expect(counters.received == 5000)
        for count in [
            counters.reassembled, counters.timedOut, counters.overflowed, counters.badLength, counters.oversized,
            counters.typeOfServiceDiffers, counters.duplicate, counters.tooManyFragments,
        ] {
            #expect(count > 0, "\(counters)")
        }
    }
}
