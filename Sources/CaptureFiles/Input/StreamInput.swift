/// The bytes of a capture file, uncompressed, seen through a window that moves forward: one
/// buffer, whose unread rest moves to its front before more is read behind it.
///
/// It is asked once per window, never per record, so that its being a class costs nothing.
///
/// The buffer grows only as bytes arrive, so that a length which lies makes the
/// input end early and not the memory grow; and to what is read fast only with
/// the input, as hundreds may be open at once.
// Every pointer is to memory that the object owns, and is used within its size.
@safe
final class StreamInput {
    private let stream: any ByteStream
    /// How many bytes the file itself has in all, where that is known.
    let size: Int?
    private var buffer: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0
    /// What ended the stream, kept until the bytes before it are used up.
    private var failure: CaptureFileError.Reason?
    private var isAtEnd = false

    private static let initialCapacity = 16 << 10
    /// Few calls of the system, and no more than the caches near a processor hold.
    private static let usualCapacity = 256 << 10

    init(_ stream: any ByteStream, size: Int?) {
        self.stream = stream
        self.size = size
        // Freed in `deinit`; every index into it is checked against its count.
        unsafe buffer = .allocate(byteCount: Self.initialCapacity, alignment: 16)
    }

    deinit {
        // Allocated here, and lent to nobody who outlives this object.
        unsafe buffer.deallocate()
    }

    /// How many bytes of the file itself, as it lies on the disk, have been read.
    var position: Int { stream.position }

    /// Drops the first `consumed` bytes of the window and returns what follows:
    /// at least `needed` bytes, fewer only where the input ends before.
    ///
    /// The memory of earlier windows must not be used afterwards.
    func window(
        droppingFirst consumed: Int, needed: Int
    ) throws(CaptureFileError.Reason) -> UnsafeRawBufferPointer {
        start += consumed
        if end - start < needed && !isAtEnd {
            if unsafe buffer.count < min(Self.usualCapacity, stream.position) {
                unsafe move(toCapacity: 2 * buffer.count)
            } else {
                moveToFront()
            }
            while end < needed && !isAtEnd {
                try fill()
            }
        }
        if end - start < needed, let failure { throw failure }
        if isAtEnd && start == end { move(toCapacity: 0) }
        // `start` and `end` lie within the buffer.
        return unsafe UnsafeRawBufferPointer(rebasing: buffer[start..<end])
    }

    private func moveToFront() {
        // The copy handles an overlap, and only ever goes to the front.
        unsafe buffer.baseAddress!.copyMemory(from: buffer.baseAddress! + start, byteCount: end - start)
        end -= start
        start = 0
    }

    /// Moves what is left to a buffer of another size, which has room for it.
    private func move(toCapacity capacity: Int) {
        let moved = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
        // Bounds are checked, and nobody uses the old buffer any more.
        unsafe moved.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
        unsafe buffer.deallocate()
        unsafe buffer = moved
        end -= start
        start = 0
    }

    private func fill() throws(CaptureFileError.Reason) {
        if unsafe end == buffer.count { unsafe move(toCapacity: 2 * buffer.count) }
        do throws(CaptureFileError.Reason) {
            // `end` is below the count.
            let count = try unsafe stream.read(into: .init(rebasing: buffer[end...]))
            end += count
            isAtEnd = count == 0
        } catch {
            failure = error
            isAtEnd = true
        }
    }
}
