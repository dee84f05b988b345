import TestSupport
import Testing

@testable import IGMPTracking

@Suite("Sorting by numbers")
struct ArrayRadixSortTests {
    @Test(
        "The order is the number's, and of equal numbers that of before",
        arguments: [0, 1, 2, 300, 5000], [UInt64(1), 7, 1 << 20, 1 << 34, .max])
    func order(count: Int, limit: UInt64) {
        var random = SeededGenerator(seed: 5)
        let elements = (0..<count).map { (number: UInt64.random(in: 0..<limit, using: &random), place: $0) }
        let sorted = elements.sorted(byNumber: { $0.number })
        let expected = elements.sorted { ($0.number, $0.place) < ($1.number, $1.place) }
        #expect(sorted.map(\.number) == expected.map(\.number))
        #expect(sorted.map(\.place) == expected.map(\.place))
    }
}
