import IGMPWire
import Testing

@testable import CaptureFiles

struct PcapNGWriterTests {
    /// Copies a capture file, frame by frame, into another.
    static func copy(
        _ bytes: [UInt8], to path: String, check: (borrowing PcapNGWriter) throws -> Void = { _ in }
    ) throws {
        var reader = try streamReader(bytes, chunk: 4096)
        var writer = try PcapNGWriter(path: path)
        var numbers: [Int] = []
        while try reader.advance() {
            for interface in reader.interfaces.dropFirst(numbers.count) {
                numbers.append(writer.addInterface(interface))
            }
            let frame = reader.frame
            try writer.write(frame, interface: numbers[frame.interface])
        }
        try writer.close()
        try check(writer)
    }

    @Test("What was written is read back the same", arguments: FileBytes.Order.allCases)
    func roundTrip(order: FileBytes.Order) throws {
        let bytes = PcapNGReadingTests.everything(order).file.bytes
        let original = try read(bytes)
        #expect(original.frames.count == 6)
        let file = try TemporaryFile()
        try Self.copy(bytes, to: file.path) { #expect($0.packetCount == 6) }
        let written = try read(file.contents())
        #expect(written.error == nil)
        #expect(written.frames == original.frames)
        #expect(written.interfaces.map(\.name) == ["eth0", nil])
        #expect(written.interfaces.map(\.description) == ["uplink", nil])
        #expect(written.interfaces.map(\.linkType) == [.ethernet, .raw])
        #expect(written.interfaces.map(\.snapLength) == [96, 0])
    }

    @Test("Many frames of every length are read back the same, one longer than the buffer too")
    func lengths() throws {
        var builder = PCAPBuilder()
        for count in Array(0...1500) + [262_144, 1] {
            builder.record(UInt32(count), 5, pattern(count, from: count))
        }
        let file = try TemporaryFile()
        try Self.copy(builder.file.bytes, to: file.path)
        let written = try read(file.contents(), .file)
        #expect(written.error == nil)
        #expect(written.frames == (try read(builder.file.bytes).frames))
        #expect(written.frames.count == 1503)
    }

    @Test("An interface is described before its first frame, and those added before it too")
    func interfaces() throws {
        let file = try TemporaryFile()
        var writer = try PcapNGWriter(path: file.path)
        let interfaces = [1, 2, 3].map { CaptureInterface(name: "a", linkType: .ethernet, snapLength: $0) }
        let numbers = interfaces.map { writer.addInterface($0) }
        #expect(numbers == [0, 1, 2])
        var builder = PCAPBuilder()
        builder.record(1, 0, pattern(9))
        var reader = try streamReader(builder.file.bytes, chunk: 99)
        #expect(try reader.advance())
        try writer.write(reader.frame, interface: 1)
        try writer.write(reader.frame, interface: 0)
        try writer.write(reader.frame, interface: 1)
        try writer.writeStatistics(
            interface: 0, since: Timestamp(nanoseconds: 1 << 33 | 3), at: Timestamp(nanoseconds: 5), received: 7,
            droppedByKernel: .max)
        try writer.close()
        let written = try read(file.contents())
        #expect(written.error == nil)
        #expect(written.frames.map(\.interface) == [1, 0, 1])
        #expect(written.interfaces.map(\.snapLength) == [1, 2])
        #expect(written.interfaces.map(\.received) == [7, nil])
        #expect(written.interfaces.map(\.droppedByKernel) == [.max, nil])
        #expect(written.interfaces.map(\.droppedByInterface) == [nil, nil])
        #expect(written.interfaces.map(\.capturedSince) == [Timestamp(nanoseconds: 1 << 33 | 3), nil])
        #expect(written.interfaces.map(\.capturedUntil) == [Timestamp(nanoseconds: 5), nil])
    }

    @Test("An interface in the place of another is one of its own in the file, unless the other was never told of")
    func replacedInterfaces() throws {
        let file = try TemporaryFile()
        var writer = try PcapNGWriter(path: file.path)
        var builder = PCAPBuilder()
        builder.record(1, 0, pattern(9))
        var reader = try streamReader(builder.file.bytes, chunk: 99)
        #expect(try reader.advance())
        let first = writer.addInterface(CaptureInterface(name: "a", linkType: .ethernet))
        let second = writer.addInterface(CaptureInterface(name: "b", linkType: .ethernet))
        try writer.write(reader.frame, interface: first)
        let third = writer.replaceInterface(first, by: CaptureInterface(name: "c", linkType: .ethernet))
        // Nothing was written of `b` yet.
        let fourth = writer.replaceInterface(second, by: CaptureInterface(name: "d", linkType: .ethernet))
        #expect([first, second, third, fourth] == [0, 1, 2, 1])
        try writer.write(reader.frame, interface: third)
        let fifth = writer.replaceInterface(fourth, by: CaptureInterface(name: "e", linkType: .ethernet))
        #expect(fifth == 3)
        try writer.write(reader.frame, interface: fifth)
        try writer.close()
        let written = try read(file.contents())
        #expect(written.error == nil)
        #expect(written.frames.map(\.interface) == [0, 2, 3])
        #expect(written.interfaces.map(\.name) == ["a", "d", "c", "e"])
    }

    @Test("A file without frames describes its interfaces all the same")
    func noFrames() throws {
        let file = try TemporaryFile()
        var writer = try PcapNGWriter(path: file.path)
        _ = writer.addInterface(CaptureInterface(name: "eth0", linkType: .ethernet))
        try writer.close()
        let written = try read(file.contents())
        #expect(written.error == nil)
        #expect(written.frames.isEmpty)
        #expect(written.interfaces.map(\.name) == ["eth0"])
    }

    @Test("Flushing each packet leaves nothing behind, not flushing keeps it until the end")
    func flushing() throws {
        var builder = PCAPBuilder()
        builder.record(1, 0, pattern(9))
        for flushes in [true, false] {
            let file = try TemporaryFile()
            var reader = try streamReader(builder.file.bytes, chunk: 99)
            #expect(try reader.advance())
            do {
                var writer = try PcapNGWriter(path: file.path, flushEachPacket: flushes)
                let interface = writer.addInterface(CaptureInterface(linkType: .ethernet))
                try writer.write(reader.frame, interface: interface)
                #expect(try read(file.contents()).frames.count == (flushes ? 1 : 0))
            }
            // Dropped without being closed.
            #expect(try read(file.contents()).frames.count == 1)
        }
    }

    @Test("Directions and times are kept; a time before 1970 becomes 1970")
    func directionsAndTimes() throws {
        let file = try TemporaryFile()
        var writer = try PcapNGWriter(path: file.path)
        let interface = writer.addInterface(CaptureInterface(linkType: .ethernet))
        let times: [Int64] = [0, 1, .max, -1]
        let directions = [FrameDirection.inbound, .outbound, .unknown, .inbound]
        for (time, direction) in zip(times, directions) {
            let bytes = pattern(5)
            // Lent for as long as the frame is used.
            try unsafe bytes.withUnsafeBytes { buffer in
                try writer.write(
                    unsafe CapturedFrame(
                        bytes: Bytes(buffer), originalLength: 80, timestamp: Timestamp(nanoseconds: time),
                        linkType: .ethernet, direction: direction), interface: interface)
            }
        }
        try writer.close()
        let written = try read(file.contents())
        #expect(written.frames.map(\.nanoseconds) == [0, 1, .max, 0])
        #expect(written.frames.map(\.direction) == directions)
        #expect(written.frames.map(\.originalLength) == [80, 80, 80, 80])
    }

    @Test("What cannot be opened or written says why")
    func failures() throws {
        var reason: CaptureFileError.Reason?
        do throws(CaptureFileError) {
            _ = try PcapNGWriter(path: "/nowhere/x.pcapng")
        } catch {
            reason = error.reason
        }
        #expect(reason == .system(call: .open, errorNumber: 2))
    }

    #if os(Linux)
        @Test("A full disk is reported, and goes on being reported")
        func fullDisk() throws {
            var reasons: [CaptureFileError.Reason?] = []
            var writer = try PcapNGWriter(path: "/dev/full")
            for _ in 0..<2 {
                do throws(CaptureFileError) {
                    try writer.flush()
                    reasons.append(nil)
                } catch {
                    reasons.append(error.reason)
                }
            }
            #expect(reasons == [.system(call: .write, errorNumber: 28), .system(call: .write, errorNumber: 28)])
        }
    #endif
}
