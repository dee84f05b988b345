import CaptureFiles
import IGMPWire
import PlainReading
import TestSupport

/// Capture files, read as the program reads them.
enum CaptureFileTarget {
    /// As it lies on a disk, and in a stream without compression around it: both must give the same.
    static func complaint(aboutPlain input: [UInt8]) -> String? {
        let plain = ReadFile(input)
        let streamed = ReadFile(storedZstandard(input))
        if let complaint = plain.complaint { return complaint }
        guard !isCompressed(input), !input.isEmpty else { return nil }
        guard plain == streamed else { return "plain \(plain), streamed \(streamed)" }
        return plain.complaint(against: PlainCaptureFile(input))
    }

    static func complaint(aboutCompressed input: [UInt8]) -> String? {
        ReadFile(input).complaint
    }

    /// Whether the reader takes it for something compressed.
    private static func isCompressed(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x1f, 0x8b]) || bytes.starts(with: [0x28, 0xb5, 0x2f, 0xfd])
            || bytes.dropFirst().starts(with: [0x2a, 0x4d, 0x18])
    }

    /// A Zstandard frame of raw blocks (RFC 8878 section 3.1.1).
    private static func storedZstandard(_ bytes: [UInt8]) -> [UInt8] {
        // Of the size of the window, 2^(10 + 3): the library allocates as much.
        let blockSize = 8192
        var file: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 3 << 3]
        var start = 0
        repeat {
            let end = min(start + blockSize, bytes.count)
            let header = (end - start) << 3 | (end == bytes.count ? 1 : 0)
            for shift in [0, 8, 16] { file.append(UInt8(truncatingIfNeeded: header >> shift)) }
            file += bytes[start..<end]
            start = end
        } while start < bytes.count
        return file
    }
}

/// What came of reading a file.
private struct ReadFile: Equatable {
    private var frames: UInt64 = 0
    /// Over all that is told of each frame, its bytes too.
    private var digest: UInt64 = 0
    private var interfaces: [CaptureInterface] = []
    private var reason: CaptureFileError.Reason?
    private(set) var complaint: String?

    private init() {}

    init(_ bytes: [UInt8]) {
        do throws(CaptureFileError) {
            try ScratchFile.with(bytes) { path throws(CaptureFileError) in try read(path) }
        } catch {
            reason = error.reason
            if error.description.isEmpty { complaint = "an error without words" }
        }
    }

    private mutating func read(_ path: String) throws(CaptureFileError) {
        var reader = try CaptureFileReader(path: path)
        defer { interfaces = reader.interfaces }
        while try reader.advance() {
            let frame = reader.frame
            frames += 1
            if frame.number != frames { complaint = "frame \(frames) has the number \(frame.number)" }
            if frame.interface >= reader.interfaces.count { complaint = "frame \(frames) is of no interface" }
            mix(
                PlainFrame(
                    bytes: copied(frame.bytes), originalLength: frame.originalLength,
                    nanoseconds: frame.timestamp.nanoseconds, linkType: Int(frame.linkType.rawValue),
                    direction: frame.direction == .inbound
                        ? .inbound : frame.direction == .outbound ? .outbound : .unknown,
                    interface: frame.interface))
        }
    }

    /// Where it differs from a second reading of the same bytes.
    func complaint(against plain: PlainCaptureFile) -> String? {
        var second = ReadFile()
        for frame in plain.frames { second.mix(frame) }
        guard UInt64(plain.frames.count) == frames else { return "\(frames) frames, not \(plain.frames.count)" }
        guard second.digest == digest else { return "the frames differ" }
        guard interfaces.isEmpty || plain.interfaceCount == interfaces.count else {
            return "\(interfaces.count) interfaces, not \(plain.interfaceCount)"
        }
        return plain.isDamaged == (reason != nil) ? nil : "\(String(describing: reason)), damaged: \(plain.isDamaged)"
    }

    private mutating func mix(_ frame: PlainFrame) {
        mix(UInt64(bitPattern: frame.nanoseconds))
        let direction = frame.direction == .unknown ? 0 : frame.direction == .inbound ? 1 : 2
        for value in [frame.bytes.count, frame.originalLength, frame.linkType, frame.interface, direction] {
            mix(UInt64(value))
        }
        for byte in frame.bytes { mix(UInt64(byte)) }
    }

    private mutating func mix(_ value: UInt64) {
        digest = (digest ^ value) &* 0x0000_0100_0000_01B3
    }

    static func == (left: ReadFile, right: ReadFile) -> Bool {
        (left.frames, left.digest) == (right.frames, right.digest) && left.interfaces == right.interfaces
            && left.reason == right.reason
    }
}
