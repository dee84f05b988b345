import IGMPWire
import Testing

@testable import CaptureFiles

struct StreamInputTests {
    /// A pcap file of more than two windows of 256 KiB, in frames of 9984 bytes.
    static func large(_ count: Int = 60) -> [UInt8] {
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
        #expect(reader.bytesRead == 256 << 10)
        let expected = pattern(9984)
        while try reader.advance() {
            let position = 24 + 10_000 * Int(reader.packetCount)
            #expect(reader.bytesRead >= position && reader.bytesRead <= position + 256 << 10)
            #expect(reader.frame.timestamp.nanoseconds == Int64(reader.packetCount - 1) * 1_000_000_000)
            let isSame = KeptFrame(reader.frame).bytes == expected
            #expect(isSame)
        }
        #expect(reader.packetCount == 60)
        #expect(reader.bytesRead == bytes.count)
    }
}
