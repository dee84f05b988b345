import Testing

@testable import IGMPTracking

@Suite("Array.partitionPoint")
struct ArrayPartitionPointTests {
    @Test("It is where a search from the front ends, for every length and every bound")
    func againstLinear() {
        for length in 0..<20 {
            let numbers = (0..<length).map { $0 / 2 }
            for bound in -1...11 {
                let linear = numbers.firstIndex { $0 >= bound } ?? numbers.count
                #expect(numbers.partitionPoint { $0 < bound } == linear)
            }
        }
    }
}
