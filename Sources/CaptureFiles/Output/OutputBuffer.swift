/// Bytes on their way to a file, written in large pieces that each consist of whole records.
@safe
struct OutputBuffer: ~Copyable {
    /// nil if it could not be opened, for the reason in ``failure``.
    private let descriptor: FileDescriptor?
    // Allocated in `init`, freed in `deinit`, and written only below its count.
    private let buffer: UnsafeMutableRawBufferPointer
    private var used = 0
    /// How many bytes have gone to the file.
    private(set) var written = 0
    /// What made writing impossible: after that the file stays as it is.
    private(set) var failure: CaptureFileError.Reason?

    private static let capacity = 256 << 10

    /// Creates or empties `path`. Whether that worked, ``failure`` tells: an
    /// initializer of a type that cannot be copied does better not to throw.
    init(path: String) {
        do throws(CaptureFileError.Reason) {
            descriptor = try FileDescriptor.writing(path)
        } catch {
            descriptor = nil
            failure = error
        }
        unsafe buffer = .allocate(byteCount: Self.capacity, alignment: 16)
    }

    deinit {
        // The first `used` bytes have been stored; nobody is left to hear of a failure.
        if used > 0 && failure == nil {
            try? unsafe descriptor?.write(UnsafeRawBufferPointer(rebasing: buffer[..<used]))
        }
        unsafe buffer.deallocate()
    }

    /// -1 where it could not be opened.
    var descriptorNumber: Int32 { descriptor?.number ?? -1 }

    /// Makes the next `count` bytes go to the file in one piece, if they fit into the buffer at all.
    mutating func beginRecord(_ count: Int) throws(CaptureFileError.Reason) {
        if count > Self.capacity - used { try flush() }
    }

    /// Appends an integer in this machine's byte order.
    mutating func append<Value: FixedWidthInteger & BitwiseCopyable>(
        _ value: Value
    ) throws(CaptureFileError.Reason) {
        if MemoryLayout<Value>.size > Self.capacity - used { try flush() }
        // There is room, as compared above; nobody needs it aligned.
        unsafe buffer.storeBytes(of: value, toByteOffset: used, as: Value.self)
        used += MemoryLayout<Value>.size
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) throws(CaptureFileError.Reason) {
        var offset = 0
        while offset < bytes.count {
            if used == Self.capacity { try flush() }
            let count = min(bytes.count - offset, Self.capacity - used)
            // `count` bytes are left in both, by the line above.
            let piece = unsafe UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
            unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[used...]).copyMemory(from: piece)
            used += count
            offset += count
        }
    }

    /// Appends zeros up to a multiple of four, after `count` bytes.
    mutating func pad(after count: Int) throws(CaptureFileError.Reason) {
        for _ in count..<PcapNGFormat.padded(count) {
            try append(UInt8(0))
        }
    }

    /// Hands everything to the system.
    mutating func flush() throws(CaptureFileError.Reason) {
        if let failure { throw failure }
        guard used > 0 else { return }
        do throws(CaptureFileError.Reason) {
            // The first `used` bytes have been stored.
            try unsafe descriptor?.write(UnsafeRawBufferPointer(rebasing: buffer[..<used]))
        } catch {
            failure = error
            throw error
        }
        written += used
        used = 0
    }

    /// Flushes, and closes the file.
    mutating func finish() throws(CaptureFileError.Reason) {
        try flush()
        try descriptor?.finish()
    }
}
