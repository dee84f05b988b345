public import IGMPWire

/// Writes frames to a pcapng file (draft-ietf-opsawg-pcapng): one section in this
/// machine's byte order, times in nanoseconds.
///
///     var writer = try PcapNGWriter(path: "igmp.pcapng")
///     let eth0 = writer.addInterface(CaptureInterface(name: "eth0", linkType: .ethernet))
///     try writer.write(frame, interface: eth0)
///     try writer.close()
///
/// What reaches the file does so in whole blocks, so that a file whose writer was
/// killed is readable up to its last block. A writer that is dropped without
/// ``close()`` writes out what it holds, but cannot say whether that worked.
public struct PcapNGWriter: ~Copyable {
    /// Where the file is; `-` for standard output.
    public let fileName: String
    /// Whether every frame goes to the file at once, for somebody who reads along.
    public let flushesEachPacket: Bool
    /// How many frames have been written.
    public private(set) var packetCount: UInt64 = 0

    /// The number of the file's descriptor.
    public var descriptor: Int32 { output.descriptorNumber }

    private var output: OutputBuffer
    /// Those that are not described in the file yet; what comes before them is, and need not be kept.
    private var undescribed: [CaptureInterface] = []
    /// How many are described in the file.
    private var describedCount = 0
    private var isClosed = false

    /// Creates the file, or empties it, and writes the section header; `-` is standard output.
    ///
    /// - Throws: ``CaptureFileError`` if that is not possible.
    public init(path: String, flushEachPacket: Bool = false) throws(CaptureFileError) {
        fileName = path
        flushesEachPacket = flushEachPacket
        output = OutputBuffer(path: path)
        if let failure = output.failure {
            throw CaptureFileError(fileName: path, offset: 0, record: 0, reason: failure)
        }
        do throws(CaptureFileError.Reason) {
            try output.writeSectionHeader()
            if flushEachPacket { try output.flush() }
        } catch {
            throw located(error)
        }
    }

    /// Makes an interface known and returns what ``write(_:interface:)`` calls it,
    /// which is also its id in the file.
    ///
    /// It is described in the file before the first frame of its own or of one
    /// that was added later.
    public mutating func addInterface(_ interface: CaptureInterface) -> Int {
        undescribed.append(interface)
        return describedCount + undescribed.count - 1
    }

    /// Makes another interface known in place of one of which nothing more will come, and returns
    /// what ``write(_:interface:)`` calls it.
    ///
    /// However often it is called, no more is kept than there were interfaces added.
    public mutating func replaceInterface(_ number: Int, by interface: CaptureInterface) -> Int {
        guard number >= describedCount else { return addInterface(interface) }
        undescribed[number - describedCount] = interface
        return number
    }

    /// Appends `frame`, byte for byte, as one of an interface that ``addInterface(_:)`` returned.
    ///
    /// A time before 1970 becomes 1970, which is as early as the format goes.
    /// - Throws: ``CaptureFileError`` if it cannot be written, and for every frame after.
    public mutating func write(_ frame: CapturedFrame, interface: Int) throws(CaptureFileError) {
        do throws(CaptureFileError.Reason) {
            let id = try fileID(of: interface)
            try output.writePacket(frame, interface: id)
            if flushesEachPacket { try output.flush() }
        } catch {
            throw located(error)
        }
        packetCount += 1
    }

    /// Appends what is known of an interface's counters from `start` to `time`, nil being unknown.
    public mutating func writeStatistics(
        interface: Int, since start: Timestamp? = nil, at time: Timestamp, received: UInt64? = nil,
        droppedByInterface: UInt64? = nil,
        droppedByKernel: UInt64? = nil
    ) throws(CaptureFileError) {
        let counters = [
            (PcapNGFormat.Option.received, received),
            (PcapNGFormat.Option.droppedByInterface, droppedByInterface),
            (PcapNGFormat.Option.droppedByKernel, droppedByKernel),
        ].compactMap { code, count in count.map { (code: code, count: $0) } }
        do throws(CaptureFileError.Reason) {
            let id = try fileID(of: interface)
            try output.writeStatistics(interface: id, since: start, at: time, counters: counters)
        } catch {
            throw located(error)
        }
    }

    /// Hands all that was written so far to the system.
    public mutating func flush() throws(CaptureFileError) {
        do throws(CaptureFileError.Reason) {
            try output.flush()
        } catch {
            throw located(error)
        }
    }

    /// Writes out everything and closes the file; nothing can be written any more.
    ///
    /// In a file without frames the interfaces are described all the same, since
    /// some readers refuse a file without any.
    public mutating func close() throws(CaptureFileError) {
        guard !isClosed else { return }
        do throws(CaptureFileError.Reason) {
            if describedCount == 0, !undescribed.isEmpty { _ = try fileID(of: undescribed.count - 1) }
            isClosed = true
            try output.finish()
        } catch {
            isClosed = true
            throw located(error)
        }
    }

    /// The id of an interface in the file; it and those before it are described first.
    private mutating func fileID(of interface: Int) throws(CaptureFileError.Reason) -> UInt32 {
        if interface >= describedCount {
            let count = interface - describedCount + 1
            for new in undescribed.prefix(count) { try output.writeInterfaceDescription(new) }
            undescribed.removeFirst(count)
            describedCount += count
        }
        return UInt32(interface)
    }

    private func located(_ reason: CaptureFileError.Reason) -> CaptureFileError {
        CaptureFileError(fileName: fileName, offset: output.written, record: packetCount + 1, reason: reason)
    }
}
