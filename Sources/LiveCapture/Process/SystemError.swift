#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// An `errno`.
package struct SystemError: Error, Hashable {
    package let number: Int32

    package init(number: Int32) {
        self.number = number
    }

    /// That of the call that failed last.
    package static var last: SystemError { SystemError(number: errno) }

    /// What the C library says of it.
    package var text: String {
        // Its own string, copied at once.
        unsafe String(cString: strerror(number))
    }
}
