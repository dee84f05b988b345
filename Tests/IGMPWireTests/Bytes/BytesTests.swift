import IGMPWire
import TestSupport
import Testing

@Suite("Bytes")
struct BytesTests {
    static let sample: [UInt8] = [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF]

    @Test("Fields are in network byte order at any alignment", arguments: 0..<16)
    func networkOrder(shift: Int) {
        lend(Self.sample, shiftedBy: shift) { bytes in
            #expect(bytes.count == 8)
            #expect(bytes.uint8(at: 7) == 0xEF)
            #expect(bytes.uint16(at: 1) == 0x2345)
            #expect(bytes.uint16(at: 6) == 0xCDEF)
            #expect(bytes.uint32(at: 0) == 0x0123_4567)
            #expect(bytes.uint32(at: 3) == 0x6789_ABCD)
            #expect(UInt64(bigEndian: bytes.load(at: 0)) == 0x0123_4567_89AB_CDEF)
        }
    }

    @Test("A slice counts from its own first byte")
    func slices() {
        lend(Self.sample) { bytes in
            #expect(copied(bytes.slice(from: 2, count: 3)) == [0x45, 0x67, 0x89])
            #expect(copied(bytes.dropFirst(6)) == [0xCD, 0xEF])
            #expect(copied(bytes.slice(from: 2, count: 5).dropFirst(1)) == [0x67, 0x89, 0xAB, 0xCD])
            #expect(bytes.dropFirst(8).count == 0)
            #expect(bytes.slice(from: 8, count: 0).count == 0)
        }
    }

    @Test("The memory is lent as it is")
    func memory() {
        lend(Self.sample) { bytes in
            // Copied before the loan ends.
            let copy = unsafe bytes.dropFirst(1).withUnsafeBytes { unsafe Array($0) }
            #expect(copy == Array(Self.sample.dropFirst()))
        }
    }

    @Test("Reading past the end traps")
    func pastTheEnd() async {
        lend(Self.sample) { #expect($0.uint8(at: 7) == 0xEF) }
        await #expect(processExitsWith: .failure) { lend(BytesTests.sample) { _ = $0.uint8(at: 8) } }
        await #expect(processExitsWith: .failure) { lend(BytesTests.sample) { _ = $0.uint16(at: 7) } }
        await #expect(processExitsWith: .failure) { lend(BytesTests.sample) { _ = $0.uint32(at: -1) } }
        await #expect(processExitsWith: .failure) {
            lend(BytesTests.sample) { _ = $0.slice(from: 4, count: 5).count }
        }
        await #expect(processExitsWith: .failure) { lend(BytesTests.sample) { _ = $0.dropFirst(9).count } }
    }
}
