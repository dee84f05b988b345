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
        #expect(reader.bytesRead == 16 << 10)
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

    @Test("Behind the end there is nothing, however often and for however much it is asked")
    func end() throws {
        let input = StreamInput(ArrayStream([1, 2, 3], chunk: 2), size: nil)
        func left(droppingFirst consumed: Int, needed: Int) throws -> Int {
            // Only counted.
            try unsafe input.window(droppingFirst: consumed, needed: needed).count
        }
        #expect(try left(droppingFirst: 0, needed: 3) == 3)
        #expect(try left(droppingFirst: 2, needed: 5) == 1)
        #expect(try left(droppingFirst: 1, needed: 1) == 0)
        #expect(try left(droppingFirst: 0, needed: 1 << 20) == 0)
    }
}
