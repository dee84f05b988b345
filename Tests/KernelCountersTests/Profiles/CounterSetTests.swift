import Testing

@testable import KernelCounters

@Suite("Sets of counters")
struct CounterSetTests {
    /// Sets of which every counter has another value, and what they are called.
    private func numbered<Counters: CounterSet>(_ counters: Counters, from first: UInt64) -> Counters {
        var numbered = counters
        // Nothing but 64-bit integers.
        unsafe withUnsafeMutableBytes(of: &numbered) { bytes in
            for place in 0..<bytes.count / 8 {
                unsafe bytes.storeBytes(of: first + UInt64(place), toByteOffset: 8 * place, as: UInt64.self)
            }
        }
        return numbered
    }

    private func check<Counters: CounterSet>(_ none: Counters, count: Int) {
        var sum = numbered(none, from: 100)
        sum.add(numbered(none, from: 1), times: 1000)
        let names = nonzero(numbered(none, from: 2)).split(separator: " ").map { $0.split(separator: "=")[0] }
        let expected = names.enumerated().map { "\($1)=\(100 + $0 + 1000 * ($0 + 1))" }
        #expect(names.count == count && nonzero(sum) == expected.joined(separator: " "))
    }

    @Test("Every counter is added to its own, as often as asked")
    func addition() {
        check(NetBSDCounters(), count: 9)
        check(FreeBSDCounters(), count: 16)
        check(LinuxBridgeCounters(), count: 15)
    }
}
