import Foundation
import IGMPWire

@testable import CaptureFiles

/// A frame, kept.
struct KeptFrame: Equatable {
    var bytes: [UInt8]
    var originalLength: Int
    var nanoseconds: Int64
    var linkType = LinkType.ethernet
    var direction = FrameDirection.unknown
    var interface = 0
    var number: UInt64

    init(_ frame: borrowing CapturedFrame) {
        bytes = []
        for offset in 0..<frame.bytes.count {
            bytes.append(frame.bytes.uint8(at: offset))
        }
        originalLength = frame.originalLength
        nanoseconds = frame.timestamp.nanoseconds
        linkType = frame.linkType
        direction = frame.direction
        interface = frame.interface
        number = frame.number
    }
}

/// All that a reader makes of a file.
struct ReadResult: Equatable {
    var frames: [KeptFrame] = []
    var interfaces: [CaptureInterface] = []
    var format: CaptureFormat?
    var error: CaptureFileError?
    var leftOutCount: UInt64 = 0

    var reason: CaptureFileError.Reason? { error?.reason }
}

/// How the bytes get to the reader.
enum Way: CaseIterable {
    /// From a file.
    case file
    case streamed
    /// One byte at a time.
    case dripped
}

/// Hands out an array in pieces.
final class ArrayStream: ByteStream {
    private let bytes: [UInt8]
    private let chunk: Int
    private(set) var position = 0

    init(_ bytes: [UInt8], chunk: Int) {
        self.bytes = bytes
        self.chunk = chunk
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CaptureFileError.Reason) -> Int {
        let count = min(chunk, buffer.count, bytes.count - position)
        // At most as many as both have.
        unsafe buffer.copyBytes(from: bytes[position..<position + count])
        position += count
        return count
    }
}

/// A file that is gone when nobody needs it any more.
final class TemporaryFile {
    let path: String

    init(_ bytes: [UInt8] = []) throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("capture-\(UUID().uuidString)").path
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func contents() throws -> [UInt8] {
        try Array(Data(contentsOf: URL(fileURLWithPath: path)))
    }
}

/// Reads all of `bytes` as a capture file.
func read(_ bytes: [UInt8], _ way: Way = .streamed) throws -> ReadResult {
    switch way {
    case .file:
        let file = try TemporaryFile(bytes)
        return readAll { () throws(CaptureFileError) in try CaptureFileReader(path: file.path) }
    case .streamed:
        return readAll { () throws(CaptureFileError) in try streamReader(bytes, chunk: 4096) }
    case .dripped:
        return readAll { () throws(CaptureFileError) in try streamReader(bytes, chunk: 1) }
    }
}

func streamReader(_ bytes: [UInt8], chunk: Int) throws(CaptureFileError) -> CaptureFileReader {
    var reader = CaptureFileReader(input: StreamInput(ArrayStream(bytes, chunk: chunk), size: nil), fileName: "test")
    try reader.readFileHeader()
    return reader
}

func readAll(_ open: () throws(CaptureFileError) -> CaptureFileReader) -> ReadResult {
    var result = ReadResult()
    do throws(CaptureFileError) {
        var reader = try open()
        result.format = reader.format
        do throws(CaptureFileError) {
            while try reader.advance() {
                result.frames.append(KeptFrame(reader.frame))
            }
        } catch {
            result.error = error
        }
        result.interfaces = reader.interfaces
        result.leftOutCount = reader.leftOutCount
    } catch {
        result.error = error
    }
    return result
}

/// `count` bytes that tell where in a frame they were.
func pattern(_ count: Int, from first: Int = 0) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: first + $0 * 7) }
}
