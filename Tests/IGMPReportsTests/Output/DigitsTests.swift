import Testing

@testable import IGMPReports

struct DigitsTests {
    /// The bytes of `value` as they lie in memory.
    private func text(_ value: some FixedWidthInteger) -> String {
        // The value lives as long as the loan, and the string is a copy.
        unsafe withUnsafeBytes(of: value) { unsafe String(decoding: $0, as: UTF8.self) }
    }

    @Test("Of every octet there are the digits that String writes, and how many they are")
    func decimal() {
        for octet in UInt8.min...UInt8.max {
            let digits = Digits.decimal(octet)
            #expect(text(digits).prefix(Digits.count(digits)) == String(octet))
        }
    }

    @Test("A pair has the last two digits, of small and of large numbers")
    func pair() {
        for number in [UInt32](0..<1000) + [.max - 1, .max] {
            #expect(text(Digits.pair(number)) == String("0\(number)".suffix(2)))
        }
    }

    @Test("Of every octet there are the two hexadecimal digits, in lower case")
    func hexadecimal() {
        for octet in UInt8.min...UInt8.max {
            #expect(text(Digits.hexadecimal(octet)) == String("0\(String(octet, radix: 16))".suffix(2)))
        }
    }
}
