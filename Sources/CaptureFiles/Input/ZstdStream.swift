internal import CZstd

/// The uncompressed bytes of a Zstandard file, all its frames one after another (RFC 8878 section 3).
// Every pointer is to memory that the object owns, and is used within its size.
@safe
final class ZstdStream: ByteStream {
    private let input: any ByteStream
    private let compressed: UnsafeMutableRawBufferPointer
    private let context: OpaquePointer
    /// The part of `compressed` that is yet to be decompressed.
    private var pending = 0..<0
    private var isBetweenFrames = true
    private var hasMoreOutput = false
    /// How many bytes the library is given next: what it asks for, without the
    /// header of the block after. Then a call decompresses one block at most, and
    /// damage in one costs none before it.
    private var wanted: Int
    private let wantedFirst: Int

    private static let chunkSize = 128 << 10
    private static let blockHeaderLength = 3

    init(_ input: any ByteStream) throws(CaptureFileError.Reason) {
        // The library returns null when there is no memory.
        guard let context = unsafe ZSTD_createDStream() else {
            throw .damagedCompression("zstd: no memory")
        }
        self.input = input
        unsafe self.context = context
        wantedFirst = unsafe max(1, ZSTD_initDStream(context))
        wanted = wantedFirst
        unsafe compressed = .allocate(byteCount: Self.chunkSize, alignment: 16)
    }

    deinit {
        // Both were made in `init` and are used by nobody else.
        _ = unsafe ZSTD_freeDStream(context)
        unsafe compressed.deallocate()
    }

    var position: Int { input.position }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CaptureFileError.Reason) -> Int {
        while true {
            if pending.isEmpty && !hasMoreOutput {
                let count = try unsafe input.read(into: compressed)
                if count == 0 {
                    if isBetweenFrames { return 0 }
                    throw .truncatedCompression
                }
                pending = 0..<count
            }
            // Two descriptions of buffers with their counts, lent for the call.
            var source = unsafe ZSTD_inBuffer(
                src: compressed.baseAddress, size: pending.prefix(wanted).endIndex, pos: pending.lowerBound)
            var destination = unsafe ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
            let status = unsafe ZSTD_decompressStream(context, &destination, &source)
            let produced = unsafe destination.pos
            pending = unsafe source.pos..<pending.upperBound
            if ZSTD_isError(status) != 0 {
                // The name is a constant of the library.
                throw .damagedCompression("zstd: " + (unsafe String(cString: ZSTD_getErrorName(status))))
            }
            isBetweenFrames = status == 0
            wanted = isBetweenFrames ? wantedFirst : max(1, status - Self.blockHeaderLength)
            hasMoreOutput = produced == buffer.count && !isBetweenFrames
            if produced > 0 { return produced }
        }
    }
}
