#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The two ends of a new pipe, of which programs that are started get none.
package struct PipeEnds {
    package let read: Int32
    package let write: Int32

    /// - Throws: why there is none.
    package init() throws(SystemError) {
        var ends: [Int32] = [-1, -1]
        // The call writes the two elements.
        guard unsafe pipe(&ends) == 0 else { throw .last }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (read, write) = (ends[0], ends[1])
    }

    package func close() {
        _ = closeDescriptor(read)
        _ = closeDescriptor(write)
    }
}

/// `close(2)`, which a method's name hides above.
private func closeDescriptor(_ descriptor: Int32) -> Int32 { close(descriptor) }
