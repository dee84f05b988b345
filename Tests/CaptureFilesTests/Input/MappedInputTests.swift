import Foundation
import IGMPWire
import Testing

@testable import CaptureFiles

struct MappedInputTests {
    /// A pcap file of more than two windows of 8 MiB, in frames of 9984 bytes.
    static func large(_ count: Int = 1800) -> [UInt8] {
        let data = pattern(9984)
        var builder = PCAPBuilder()
        for second in 0..<count { builder.record(UInt32(second), 0, data) }
        return builder.file.bytes
    }

    @Test("A file of several windows gives every frame, and says how far it has got")
    func windows() throws {
        let bytes = Self.large()
        let file = try TemporaryFile(bytes)
        var reader = try CaptureFileReader(path: file.path)
        #expect(reader.size == bytes.count)
        #expect(reader.bytesRead == 24)
        let expected = pattern(9984)
        var position = 24
        while try reader.advance() {
            position += 10_000
            #expect(reader.bytesRead == position)
            #expect(reader.frame.timestamp.nanoseconds == Int64(reader.packetCount - 1) * 1_000_000_000)
            let isSame = KeptFrame(reader.frame).bytes == expected
            #expect(isSame)
        }
        #expect(reader.packetCount == 1800)
        #expect(reader.bytesRead == bytes.count)
    }

    @Test("A file that is cut behind the window while it is read ends with an error")
    func shrinking() throws {
        let bytes = Self.large()
        let file = try TemporaryFile(bytes)
        var reader = try CaptureFileReader(path: file.path)
        let isFirst = try reader.advance()
        #expect(isFirst)
        // On a boundary between two records, where nothing but the size tells that there was more.
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file.path))
        try handle.truncate(atOffset: 24 + 10_000 * 1000)
        try handle.close()
        var error: CaptureFileError?
        do throws(CaptureFileError) {
            while try reader.advance() {}
        } catch let caught {
            error = caught
        }
        #expect(error?.reason == .fileShrank)
        #expect(error?.record == 1001)
        #expect(reader.packetCount == 1000)
    }
}
