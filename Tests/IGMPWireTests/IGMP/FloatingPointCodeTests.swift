import IGMPWire
import Testing

@Suite("FloatingPointCode")
struct FloatingPointCodeTests {
    /// RFC 9776 section 4.1.1 in its plainest form, digit by digit.
    private func plain(_ code: Int) -> Int {
        if code < 128 { return code }
        let exponent = (code - 128) / 16
        let mantissa = code % 16
        var value = 16 + mantissa
        for _ in 0..<exponent + 3 { value *= 2 }
        return value
    }

    @Test("All 256 codes stand for what the formula says")
    func allCodes() {
        for code in 0...255 {
            #expect(FloatingPointCode(rawValue: UInt8(code)).value == plain(code), "code \(code)")
        }
    }

    @Test(
        "The ends of both ranges",
        arguments: [(0, 0), (127, 127), (128, 128), (0x8A, 208), (0x9F, 496), (255, 31744)] as [(UInt8, Int)])
    func ends(code: UInt8, value: Int) {
        #expect(FloatingPointCode(rawValue: code).value == value)
    }

    @Test("A larger code never stands for less")
    func monotonic() {
        let values = (0...255).map { FloatingPointCode(rawValue: UInt8($0)).value }
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
    }
}
