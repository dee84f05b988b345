#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// An `errno`.
struct SystemError: Error, Hashable {
    let number: Int32

    /// What the C library says of it.
    var text: String {
        // Its own string, copied at once.
        unsafe String(cString: strerror(number))
    }
}
