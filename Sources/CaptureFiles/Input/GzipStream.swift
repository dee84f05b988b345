internal import CZlib

/// The uncompressed bytes of a gzip file, all its members one after another (RFC 1952 section 2.2).
// Every pointer is to memory that the object owns, and is used within its size.
@safe
final class GzipStream: ByteStream {
    private let input: any ByteStream
    private let compressed: UnsafeMutableRawBufferPointer
    /// At a fixed address, which the library remembers.
    private let state: UnsafeMutablePointer<z_stream>
    private var isBetweenMembers = false
    private var hasMoreOutput = false

    private static let chunkSize = 64 << 10
    /// The largest window, and 16 for "a gzip header and nothing else".
    private static let windowBits: Int32 = 15 + 16

    init(_ input: any ByteStream) throws(CaptureFileError.Reason) {
        self.input = input
        // Both are freed in `deinit`; the buffer is only read up to what was put in.
        unsafe compressed = .allocate(byteCount: Self.chunkSize, alignment: 16)
        unsafe state = .allocate(capacity: 1)
        unsafe state.initialize(to: z_stream())
        let status = unsafe inflateInit2_(
            state, Self.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw unsafe Self.failure(state, status) }
    }

    deinit {
        // Ends a state that was begun, or refuses one that was not; then frees what was allocated.
        _ = unsafe inflateEnd(state)
        unsafe state.deallocate()
        unsafe compressed.deallocate()
    }

    var position: Int { input.position }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CaptureFileError.Reason) -> Int {
        // All pointers handed to the library are into the two buffers, with their counts beside them.
        let room = min(buffer.count, Int(UInt32.max))
        while true {
            if unsafe state.pointee.avail_in == 0 && !hasMoreOutput {
                let count = try unsafe input.read(into: compressed)
                if count == 0 {
                    if isBetweenMembers { return 0 }
                    throw .truncatedCompression
                }
                unsafe state.pointee.next_in = compressed.bindMemory(to: Bytef.self).baseAddress
                unsafe state.pointee.avail_in = UInt32(count)
            }
            if isBetweenMembers {
                _ = unsafe inflateReset(state)
                isBetweenMembers = false
            }
            unsafe state.pointee.next_out = buffer.bindMemory(to: Bytef.self).baseAddress
            unsafe state.pointee.avail_out = UInt32(room)
            let status = unsafe inflate(state, Z_NO_FLUSH)
            let produced = unsafe room - Int(state.pointee.avail_out)
            isBetweenMembers = status == Z_STREAM_END
            hasMoreOutput = produced == room && !isBetweenMembers
            // What was good before an error goes first; the library repeats the error.
            if produced > 0 { return produced }
            guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                throw unsafe Self.failure(state, status)
            }
        }
    }

    private static func failure(
        _ state: UnsafeMutablePointer<z_stream>, _ status: Int32
    ) -> CaptureFileError.Reason {
        // The message is a constant of the library, or nothing.
        if let message = unsafe state.pointee.msg {
            return .damagedCompression("gzip: " + (unsafe String(cString: message)))
        }
        return .damagedCompression("gzip: zlib status \(status)")
    }
}
