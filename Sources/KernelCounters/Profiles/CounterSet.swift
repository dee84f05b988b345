/// A set of counters: a struct whose properties, and theirs in turn, are all `UInt64`.
protocol CounterSet: BitwiseCopyable {}

extension CounterSet {
    /// Adds what `other` has counted, as if it had happened `times` as often.
    mutating func add(_ other: Self, times: UInt64) {
        // Nothing but 64-bit integers: each word of both is one, and there is no padding.
        unsafe withUnsafeMutableBytes(of: &self) { sums in
            unsafe withUnsafeBytes(of: other) { others in
                for offset in stride(from: 0, to: MemoryLayout<Self>.size, by: MemoryLayout<UInt64>.size) {
                    let sum = unsafe sums.load(fromByteOffset: offset, as: UInt64.self)
                    let value = unsafe others.load(fromByteOffset: offset, as: UInt64.self)
                    unsafe sums.storeBytes(of: sum &+ value &* times, toByteOffset: offset, as: UInt64.self)
                }
            }
        }
    }
}

extension NetBSDCounters: CounterSet {}
extension FreeBSDCounters: CounterSet {}
extension LinuxBridgeCounters: CounterSet {}
extension LinuxBridgeCounters.Versions: CounterSet {}
extension LinuxBridgeCounters.Directions: CounterSet {}
