import Foundation
import Testing

@testable import CaptureFiles

struct DescriptorStreamTests {
    /// Reads `bytes` out of a pipe.
    static func readThroughPipe(_ bytes: [UInt8]) throws -> (result: ReadResult, size: Int?, bytesRead: Int?) {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data(bytes))
        try pipe.fileHandleForWriting.close()
        var size: Int?
        var bytesRead: Int?
        let path = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
        let result = readAll { () throws(CaptureFileError) in
            let reader = try CaptureFileReader(path: path)
            size = reader.size
            bytesRead = reader.bytesRead
            return reader
        }
        return (result, size, bytesRead)
    }

    @Test("A pipe is read like a file, plain or compressed, and has no size")
    func pipes() throws {
        let blocks = PcapNGReadingTests.everything(.little).file.bytes
        for bytes in [blocks, Stored.gzip(blocks), Stored.zstd(blocks)] {
            let (result, size, bytesRead) = try Self.readThroughPipe(bytes)
            PcapNGReadingTests.checkEverything(result)
            #expect(size == nil)
            #expect(bytesRead == bytes.count)
        }
    }

    @Test("A pipe that closes in the middle of a magic number is no capture file, an unused one is empty")
    func shortPipes() throws {
        #expect(try Self.readThroughPipe([]).result.reason == .empty)
        #expect(try Self.readThroughPipe([0xa1, 0xb2]).result.reason == .notACaptureFile)
    }

    @Test("A directory cannot be read, and says so")
    func directory() {
        let result = readAll { () throws(CaptureFileError) in try CaptureFileReader(path: "/") }
        #expect(result.reason == .system(call: .read, errorNumber: 21))
    }

    @Test("A file that is cut while it is read ends with an error")
    func shrinking() throws {
        let bytes = StreamInputTests.large()
        let file = try TemporaryFile(bytes)
        var reader = try CaptureFileReader(path: file.path)
        let isFirst = try reader.advance()
        #expect(isFirst)
        // On a boundary between two records, where nothing but the size tells that there was more.
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file.path))
        try handle.truncate(atOffset: 24 + 10_000 * 40)
        try handle.close()
        var error: CaptureFileError?
        do throws(CaptureFileError) {
            while try reader.advance() {}
        } catch let caught {
            error = caught
        }
        #expect(error?.reason == .fileShrank)
        #expect(error?.record == 41)
        #expect(reader.packetCount == 40)
    }
}
