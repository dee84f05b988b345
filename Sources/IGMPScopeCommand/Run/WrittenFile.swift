import CaptureFiles
import IGMPWire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The file of `-w`, if there is one.
///
/// When it cannot be written any further, as on a full disk, it is left as it is and
/// the run goes on without it, to end as one that has failed; where it is standard
/// output there is nothing else that the run could be for.
struct WrittenFile: ~Copyable {
    private var writer: PcapNGWriter?
    /// The writer's number of each of the analyzer's interfaces.
    private var numbers: [Int] = []
    /// What it writes to; -1 for nothing.
    let descriptor: Int32
    /// Whether it could not be written to its end.
    private(set) var hasFailed = false
    /// Why, while nobody has been told.
    private var untold: String?

    /// No file.
    init() {
        descriptor = -1
    }

    /// - Parameter flushesEachPacket: whether every packet goes to the file at once.
    /// - Throws: when it cannot be made.
    init(path: String, flushesEachPacket: Bool) throws(CommandFailure) {
        do {
            let writer = try PcapNGWriter(path: path, flushEachPacket: flushesEachPacket)
            descriptor = writer.descriptor
            self.writer = consume writer
        } catch {
            throw Self.failure(error)
        }
    }

    /// Whether packets are to be written.
    var isOpen: Bool { writer != nil }

    /// Adds the analyzer's next interface.
    mutating func addInterface(_ interface: CaptureInterface) {
        numbers.append(writer?.addInterface(interface) ?? 0)
    }

    /// Puts another interface in the place of one of the analyzer's.
    mutating func replaceInterface(_ number: Int, by interface: CaptureInterface) {
        numbers[number] = writer?.replaceInterface(numbers[number], by: interface) ?? 0
    }

    /// Appends a packet of one of the analyzer's interfaces.
    mutating func write(_ frame: borrowing CapturedFrame, interface: Int) throws(CommandFailure) {
        guard writer != nil else { return }
        do {
            try writer!.write(frame, interface: numbers[interface])
        } catch {
            try giveUp(error)
        }
    }

    /// Appends since when an interface is captured from, nil where that is not known, up to when so
    /// far, and what a live capture knows of its losses.
    mutating func writeStatistics(
        interface: Int, since start: Timestamp? = nil, at time: Timestamp, received: UInt64? = nil,
        droppedByKernel: UInt64? = nil, droppedByInterface: UInt64? = nil
    ) throws(CommandFailure) {
        guard writer != nil else { return }
        do {
            try writer!.writeStatistics(
                interface: numbers[interface], since: start, at: time, received: received,
                droppedByInterface: droppedByInterface, droppedByKernel: droppedByKernel)
        } catch {
            try giveUp(error)
        }
    }

    /// Hands what was written so far to the system.
    mutating func flush() throws(CommandFailure) {
        do {
            try writer?.flush()
        } catch {
            try giveUp(error)
        }
    }

    mutating func close() throws(CommandFailure) {
        do {
            try writer?.close()
        } catch {
            try giveUp(error)
        }
    }

    /// Why it could not be written to its end, once.
    mutating func takeUntold() -> String? {
        defer { untold = nil }
        return untold
    }

    private mutating func giveUp(_ error: CaptureFileError) throws(CommandFailure) {
        guard error.fileName != "-" else { throw Self.failure(error) }
        writer = nil
        hasFailed = true
        untold = error.description
    }

    /// A reader of standard output that has gone away ends the program quietly.
    private static func failure(_ error: CaptureFileError) -> CommandFailure {
        if error.fileName == "-", error.reason == .system(call: .write, errorNumber: EPIPE) {
            exit(ExitStatus.done.rawValue)
        }
        return CommandFailure(status: .couldNotRead, message: error.description)
    }
}

extension WrittenFile {
    /// Opening a file for writing empties it: none that is read may be it.
    static func check(_ capture: CaptureOptions) throws(CommandFailure) {
        guard let path = capture.writeFile, let written = identity(path) else { return }
        for file in capture.files where file != "-" {
            guard let read = identity(file), read == written else { continue }
            throw CommandFailure(status: .badUsage, message: "\(path): cannot be written while it is read")
        }
    }

    /// What is the same for two names of one regular file; nil for anything else.
    private static func identity(_ path: String) -> [UInt64]? {
        var status = stat()
        // The call fills in the structure; the path lives for the call.
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return [UInt64(status.st_dev), UInt64(status.st_ino)]
    }
}
