#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A clock that never goes back. It decides when to look up and what to show of
/// the run itself, never what is found in packets.
enum MonotonicClock {
    /// Seconds since some moment in the past.
    static var seconds: Double {
        var time = timespec()
        // The call fills in the structure.
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
