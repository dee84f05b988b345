import IGMPWire
import TestSupport
import Testing

@Suite("InternetChecksum")
struct InternetChecksumTests {
    private func sum(_ bytes: [UInt8], shiftedBy shift: Int = 0) -> InternetChecksum {
        lend(bytes, shiftedBy: shift) { InternetChecksum($0) }
    }

    @Test("The example of RFC 1071 section 3")
    func example() {
        let checksum = sum([0x00, 0x01, 0xF2, 0x03, 0xF4, 0xF5, 0xF6, 0xF7])
        #expect(checksum.value == 0xDDF2)
        #expect(checksum.complement == 0x220D)
    }

    @Test("It is the plain sum at every alignment and length", arguments: 0..<16)
    func everyAlignment(shift: Int) {
        var generator = SeededGenerator(seed: UInt64(shift))
        for length in 0..<130 {
            let bytes = generator.bytes(length)
            #expect(sum(bytes, shiftedBy: shift).value == naiveInternetSum(bytes), "length \(length)")
            let ones = [UInt8](repeating: 0xFF, count: length)
            #expect(sum(ones, shiftedBy: shift).value == naiveInternetSum(ones), "\(length) times 0xFF")
        }
    }

    @Test("It is the plain sum of large messages", arguments: [1480, 1481, 9000, 65515, 65535, 1_000_003])
    func large(length: Int) {
        var generator = SeededGenerator(seed: UInt64(length))
        let bytes = generator.bytes(length)
        #expect(sum(bytes, shiftedBy: 3).value == naiveInternetSum(bytes))
        let ones = [UInt8](repeating: 0xFF, count: length)
        #expect(sum(ones).value == naiveInternetSum(ones))
    }

    @Test("Pieces of any length add up to the whole, over odd boundaries too", arguments: 0..<200 as Range<UInt64>)
    func pieces(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let bytes = generator.bytes(Int.random(in: 0...300, using: &generator))
        var added = InternetChecksum()
        var appended = InternetChecksum()
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + Int.random(in: 0...17, using: &generator))
            let piece = Array(bytes[start..<end])
            lend(piece, shiftedBy: Int.random(in: 0..<16, using: &generator)) { added.add($0) }
            appended.append(sum(piece))
            start = end
        }
        #expect(added.value == naiveInternetSum(bytes))
        #expect(appended.value == naiveInternetSum(bytes))
    }

    @Test("A sum of sums that themselves were joined at odd places is the sum of all")
    func nestedAppend() {
        let bytes = (0..<21).map { UInt8(7 * $0 & 255) }
        for first in 0...bytes.count {
            for second in first...bytes.count {
                var tail = sum(Array(bytes[first..<second]))
                tail.append(sum(Array(bytes[second...])))
                var whole = sum(Array(bytes[..<first]))
                whole.append(tail)
                #expect(whole.value == naiveInternetSum(bytes), "cut at \(first) and \(second)")
            }
        }
    }

    @Test("Replacing a word follows the change", arguments: 0..<50 as Range<UInt64>)
    func replace(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var bytes = generator.bytes(20 + Int(seed % 3))
        var checksum = sum(bytes)
        for _ in 0..<5 {
            let offset = Int.random(in: 0..<10, using: &generator) * 2
            let old = UInt16(bytes[offset]) << 8 | UInt16(bytes[offset + 1])
            let new = UInt16.random(in: 0 ... .max, using: &generator)
            bytes.replaceSubrange(offset..<offset + 2, with: PacketBuilder.bigEndian(new))
            checksum.replace(old, with: new)
            #expect(checksum.value == naiveInternetSum(bytes))
        }
    }

    @Test("The example of RFC 1624 section 4: the header sums to all ones, not to zero")
    func rfc1624() {
        // Checksum field 0xDD2F, a word 0x5555 that becomes 0x3285; the rest sums to 0xCD7A.
        var checksum = sum([0xDD, 0x2F, 0x55, 0x55, 0xCD, 0x7A])
        #expect(checksum.value == 0xFFFF)
        checksum.replace(0x5555, with: 0x3285)
        checksum.replace(0xDD2F, with: 0x0000)
        #expect(checksum.value == 0xFFFF)
        #expect(checksum.complement == 0x0000)
    }

    @Test("A message with its own checksum is valid, and no longer with one bit changed")
    func validity() {
        let message = PacketBuilder.igmp(type: 0x16, group: IPv4Address(239, 1, 2, 3))
        #expect(sum(message).isValid)
        for bit in 0..<message.count * 8 {
            var changed = message
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!sum(changed).isValid, "bit \(bit)")
        }
    }

    @Test("Nothing sums to zero, and so do zeros")
    func zero() {
        #expect(InternetChecksum().value == 0)
        #expect(sum([]).value == 0)
        #expect(sum([0, 0, 0]).value == 0)
        #expect(!InternetChecksum().isValid)
    }
}
