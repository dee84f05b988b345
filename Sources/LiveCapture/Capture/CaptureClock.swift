import IGMPWire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The two clocks of a live capture.
enum CaptureClock {
    /// The clock that the kernel stamps frames with.
    static var wall: Timestamp { Timestamp(nanoseconds: read(CLOCK_REALTIME)) }
    /// Nanoseconds on a clock that never goes back.
    static var monotonic: Int64 { read(CLOCK_MONOTONIC) }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        // Writes the one structure, and cannot fail for these two clocks.
        unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
