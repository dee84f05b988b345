/// A file read in order, whose first bytes may be looked at before.
final class DescriptorStream: ByteStream {
    private let descriptor: FileDescriptor
    /// How long a regular file was when it was opened.
    private let size: Int?
    /// Bytes looked at that have not been read yet.
    private var ahead: [UInt8] = []
    private(set) var position = 0

    init(_ descriptor: FileDescriptor, size: Int?) {
        self.descriptor = descriptor
        self.size = size
    }

    /// The first `count` bytes, fewer where the file is shorter; they remain to be read.
    func peek(_ count: Int) throws(CaptureFileError.Reason) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        while ahead.count < count {
            let wanted = count - ahead.count
            var failure: CaptureFileError.Reason?
            // The array is lent for the call; `wanted` is at most its count.
            let received = unsafe bytes.withUnsafeMutableBytes { buffer in
                do throws(CaptureFileError.Reason) {
                    return try unsafe descriptor.read(into: .init(rebasing: buffer[..<wanted]))
                } catch {
                    failure = error
                    return 0
                }
            }
            if let failure { throw failure }
            if received == 0 { break }
            ahead += bytes[..<received]
        }
        return ahead
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CaptureFileError.Reason) -> Int {
        let count: Int
        if ahead.isEmpty {
            count = try unsafe descriptor.read(into: buffer)
            if count == 0, let size, position < size { throw .fileShrank }
        } else {
            count = min(ahead.count, buffer.count)
            // In bounds on both sides by the line above.
            unsafe buffer.copyBytes(from: ahead[..<count])
            ahead.removeFirst(count)
        }
        position += count
        return count
    }
}
