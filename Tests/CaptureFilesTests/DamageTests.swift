import IGMPWire
import Testing

@testable import CaptureFiles

struct DamageTests {
    /// A file, and after how many bytes each of its frames is whole.
    struct Sample {
        var bytes: [UInt8] = []
        var frameEnds: [Int] = []
        /// Where the file may end without being cut.
        var boundaries: Set<Int> = []
    }

    static var samples: [Sample] {
        var samples: [Sample] = []
        for (magic, _) in PCAPReadingTests.variants {
            for order in FileBytes.Order.allCases {
                var builder = PCAPBuilder(order, magic: magic)
                var sample = Sample(boundaries: [builder.file.bytes.count])
                for count in [0, 60, 13] {
                    builder.record(1, 2, pattern(count))
                    sample.frameEnds.append(builder.file.bytes.count)
                    sample.boundaries.insert(builder.file.bytes.count)
                }
                sample.bytes = builder.file.bytes
                samples.append(sample)
            }
        }
        for order in FileBytes.Order.allCases {
            samples.append(blocks(of: PcapNGReadingTests.everything(order).file.bytes, order))
        }
        return samples
    }

    /// Walks the blocks of a good pcapng file.
    static func blocks(of bytes: [UInt8], _ order: FileBytes.Order) -> Sample {
        func integer(_ offset: Int) -> Int {
            let octets = bytes[offset..<offset + 4]
            return (order == .big ? Array(octets) : octets.reversed()).reduce(0) { $0 << 8 | Int($1) }
        }
        var sample = Sample(bytes: bytes)
        var offset = 0
        while offset < bytes.count {
            let isFrame = [2, 3, 6].contains(integer(offset))
            offset += integer(offset + 4)
            if isFrame { sample.frameEnds.append(offset) }
            sample.boundaries.insert(offset)
        }
        return sample
    }

    @Test(
        "A file cut anywhere delivers its whole frames, and an error unless it was cut between records",
        arguments: Way.allCases)
    func truncation(way: Way) throws {
        for sample in Self.samples {
            let whole = try read(sample.bytes, way)
            #expect(whole.error == nil)
            #expect(whole.frames.count == sample.frameEnds.count)
            for length in sample.bytes.indices {
                let result = try read(Array(sample.bytes[..<length]), way)
                #expect(result.frames == Array(whole.frames.prefix(sample.frameEnds.count { $0 <= length })))
                #expect((result.error == nil) == sample.boundaries.contains(length))
                if let error = result.error, error.record > 0 {
                    #expect(error.record == UInt64(result.frames.count) + 1)
                    #expect(error.offset == sample.boundaries.filter { $0 <= length }.max())
                }
            }
        }
    }

    @Test("Changing any bytes never traps, and both ways of reading agree")
    func mutations() throws {
        var random = SmallGenerator(seed: 1)
        let samples = Self.samples
        for round in 0..<4000 {
            var bytes = samples[round % samples.count].bytes
            for _ in 0...random.next() % 5 {
                let offset = Int(random.next() % UInt64(bytes.count))
                // Lengths are what hurts: small and extreme values more often than others.
                bytes[offset] = [0, 1, 0x7f, 0x80, 0xff, UInt8(truncatingIfNeeded: random.next())]
                    .randomElement(using: &random)!
            }
            let streamed = try read(bytes, .streamed)
            let dripped = try read(bytes, .dripped)
            #expect(streamed == dripped)
            if round % 8 == 0 {
                let filed = try read(bytes, .file)
                #expect(filed.frames == streamed.frames)
                #expect(filed.reason == streamed.reason)
                #expect(filed.error?.offset == streamed.error?.offset)
            }
        }
    }

    @Test("Random bytes behind a good header never trap")
    func noise() throws {
        var random = SmallGenerator(seed: 2)
        for round in 0..<1000 {
            var bytes = round % 2 == 0 ? PCAPBuilder().file.bytes : PcapNGBuilder().file.bytes
            for _ in 0..<random.next() % 300 {
                bytes.append(random.next() % 3 == 0 ? UInt8(truncatingIfNeeded: random.next()) : 0)
            }
            #expect(try read(bytes, .streamed) == read(bytes, .dripped))
        }
    }

    @Test("A file that is no capture file says so, an empty one that it is empty", arguments: Way.allCases)
    func notCaptures(way: Way) throws {
        #expect(try read([], way).reason == .empty)
        #expect(try read([0xd4], way).reason == .notACaptureFile)
        #expect(try read(Array("hello, world, this is text".utf8), way).reason == .notACaptureFile)
        #expect(
            try read(Array(PCAPBuilder().file.bytes.prefix(23)), way).reason == .truncated(needed: 24, available: 23))
    }

    @Test("After an error and after the end there are no more frames")
    func ended() throws {
        var builder = PCAPBuilder()
        builder.record(1, 0, pattern(20))
        var reader = try streamReader(builder.file.bytes + [1, 2, 3], chunk: 100)
        #expect(try reader.advance())
        var reason: CaptureFileError.Reason?
        do throws(CaptureFileError) {
            _ = try reader.advance()
        } catch {
            reason = error.reason
        }
        #expect(reason == .truncated(needed: 16, available: 3))
        #expect(try !reader.advance())
        #expect(reader.frame.bytes.count == 0)
        #expect(reader.packetCount == 1)
    }

    @Test("A missing file is named in one line")
    func missingFile() {
        let result = readAll { () throws(CaptureFileError) in try CaptureFileReader(path: "/nowhere/x.pcap") }
        #expect(result.error?.description == "/nowhere/x.pcap: cannot open: No such file or directory")
    }

    @Test("An error names file, byte and record in one line")
    func message() throws {
        var builder = PCAPBuilder()
        builder.record(1, 0, pattern(20))
        let result = try read(builder.file.bytes + [1, 2, 3])
        #expect(
            result.error?.description == "test: byte 60, record 2: cut short: 16 bytes needed, 3 left")
    }
}
