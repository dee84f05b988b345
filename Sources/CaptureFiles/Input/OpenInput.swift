/// Finds out by the first bytes of opened files how to read them.
enum OpenInput {
    /// What prevents reading is thrown when the first bytes are asked for.
    static func input(_ file: OpenedFile, beforeWaiting: InputWait?) -> StreamInput {
        do throws(CaptureFileError.Reason) {
            return try recognized(file, beforeWaiting)
        } catch {
            return StreamInput(FailedStream(error), size: nil)
        }
    }

    private static func recognized(
        _ file: OpenedFile, _ beforeWaiting: InputWait?
    ) throws(CaptureFileError.Reason) -> StreamInput {
        let descriptor = try file.descriptor()
        descriptor.beforeWaiting = beforeWaiting
        let size = file.path == "-" ? nil : descriptor.regularFileSize
        let plain = DescriptorStream(descriptor, size: size)
        let stream: any ByteStream
        switch Compression(magic: try plain.peek(Compression.magicLength)) {
        case .gzip: stream = try GzipStream(plain)
        case .zstd: stream = try ZstdStream(plain)
        case nil: stream = plain
        }
        return StreamInput(stream, size: size)
    }
}

/// A compression that a capture file may be wrapped in.
private enum Compression {
    case gzip
    case zstd

    static let magicLength = 4

    /// Recognises a gzip member (RFC 1952 section 2.3.1) and a Zstandard or
    /// skippable frame (RFC 8878 sections 3.1.1 and 3.1.2).
    init?(magic: [UInt8]) {
        if magic.starts(with: [0x1f, 0x8b]) {
            self = .gzip
        } else if magic == [0x28, 0xb5, 0x2f, 0xfd] {
            self = .zstd
        } else if magic.count == Self.magicLength, magic[0] & 0xf0 == 0x50, magic[1...] == [0x2a, 0x4d, 0x18] {
            self = .zstd
        } else {
            return nil
        }
    }
}

/// What could not be opened.
private final class FailedStream: ByteStream {
    private let reason: CaptureFileError.Reason

    init(_ reason: CaptureFileError.Reason) {
        self.reason = reason
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CaptureFileError.Reason) -> Int { throw reason }

    var position: Int { 0 }
}
