#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A regular file mapped as a whole and read through a window of 2 MiB.
///
/// What lies behind the window is handed back to the system, so that resident
/// memory does not grow with the file. The size is looked at again for every
/// window: a file that was cut meanwhile ends with an error. One that is cut
/// inside the window in the very moment of its being read still raises SIGBUS,
/// as with every mapped file.
// Every pointer is to memory that the object owns, and is used within its size.
@safe
final class MappedInput: CaptureInput {
    private let descriptor: FileDescriptor
    private let base: UnsafeMutableRawPointer
    private let mappedSize: Int
    private var start = 0
    /// Where the memory that was not yet handed back begins.
    private var released = 0

    private static let windowSize = 2 << 20

    /// Maps `size` bytes of the file; nil where the system will not.
    init?(_ descriptor: FileDescriptor, size: Int) {
        guard size > 0 else { return nil }
        // A new mapping, read-only and private; -1 is how the call fails.
        let mapping = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor.number, 0)
        guard let mapping = unsafe mapping, Int(bitPattern: mapping) != -1 else { return nil }
        self.descriptor = descriptor
        unsafe base = mapping
        mappedSize = size
    }

    deinit {
        // Mapped here with this size, and lent to nobody who outlives this object.
        _ = unsafe munmap(base, mappedSize)
    }

    var position: Int { start }
    var size: Int? { mappedSize }

    func window(
        droppingFirst consumed: Int, needed: Int
    ) throws(CaptureFileError.Reason) -> UnsafeRawBufferPointer {
        start += consumed
        var end = min(mappedSize, descriptor.regularFileSize ?? mappedSize)
        if end < mappedSize && end < start + needed { throw .fileShrank }
        release(upTo: start)
        // The first window is asked for when the file is opened.
        if start > 0, let goesOn = descriptor.beforeWaiting, !goesOn(descriptor.number) { end = start }
        let count = min(max(needed, Self.windowSize), end - start)
        // `start` is at most `end`, and `end` is within the mapping.
        return unsafe UnsafeRawBufferPointer(start: base + start, count: count)
    }

    private func release(upTo offset: Int) {
        let page = Int(getpagesize())
        let boundary = offset / page * page
        guard boundary > released else { return }
        // Whole pages of the mapping; were they touched again, they would be read again.
        _ = unsafe madvise(base + released, boundary - released, MADV_DONTNEED)
        released = boundary
    }
}
