public import IGMPWire

/// Reads a capture file frame by frame, in the order of the file.
///
/// pcap and pcapng in every byte order and resolution, plain or compressed by
/// gzip or zstd, are told apart by their content. A frame is lent in place and
/// is gone with the next ``advance()``; nothing is allocated for it.
///
///     var reader = try CaptureFileReader(path: "trunk.pcapng")
///     while try reader.advance() {
///         observe(reader.frame)
///     }
///
/// Memory stays bounded whatever the file's size.
// Every pointer is into the window that `input` holds, and every use is behind a
// comparison with its end.
@safe
public struct CaptureFileReader: ~Copyable {
    /// How the records that follow can be read.
    @usableFromInline
    enum Layout {
        /// pcap in this machine's byte order, with nothing special about its records.
        case plainPCAP
        /// pcapng, in a section of this machine's byte order.
        case plainPCAPNG
        /// Anything else, field by field.
        case general
        /// There is nothing left, or nothing that can be read.
        case ended
    }

    @usableFromInline var layout = Layout.general
    /// The first byte of the next record or block.
    @usableFromInline var cursor: UnsafeRawPointer
    /// The end of the bytes that can be read without asking for more.
    @usableFromInline var limit: UnsafeRawPointer

    @usableFromInline var frameStart: UnsafeRawPointer
    @usableFromInline var capturedLength = 0
    @usableFromInline var originalLength = 0
    @usableFromInline var timestamp = Timestamp(nanoseconds: 0)
    @usableFromInline var linkType = LinkType.null
    @usableFromInline var direction = FrameDirection.unknown
    @usableFromInline var interface = 0
    @usableFromInline var frameCount: UInt64 = 0
    /// Behind the record that ``lookAhead(_:)`` came to last, and which frame that was.
    @usableFromInline var scout: UnsafeRawPointer
    @usableFromInline var scoutCount: UInt64 = 0
    @usableFromInline var aheadStart: UnsafeRawPointer
    @usableFromInline var aheadLength = 0
    @usableFromInline var aheadInterface = 0
    @usableFromInline var aheadLinkType = LinkType.null

    /// pcap: nanoseconds in a unit of a record's fraction of a second.
    @usableFromInline var fractionUnit: Int64 = 1
    /// pcapng: the clocks of all interfaces of the file.
    @usableFromInline var clocks: [InterfaceClock] = []
    /// pcapng: where the interfaces of this section begin among those of the file.
    @usableFromInline var firstInterface = 0
    /// pcapng: how many sections have begun, and how many interfaces this one has described.
    var sectionCount = 0
    var describedCount = 0
    let interfaceLimit: Int

    /// The file as it was named to be opened; `-` for standard input.
    public let fileName: String
    /// pcap or pcapng, whatever the compression around it.
    public internal(set) var format = CaptureFormat.pcap
    /// The interfaces described so far; pcapng may add more, and statistics, as it is read.
    public internal(set) var interfaces: [CaptureInterface] = []
    /// Frames that were passed over, since their interface was one too many to be kept.
    public internal(set) var leftOutCount: UInt64 = 0

    /// How many interfaces of a file are kept.
    public static let defaultInterfaceLimit = 65_536

    let input: StreamInput
    /// Where the window starts, in memory and in the uncompressed file.
    var windowStart: UnsafeRawPointer
    var windowOffset = 0
    /// Where the record that is being read starts, in the uncompressed file.
    var recordOffset = 0
    var isSwapped = false
    var pcapHeader: PCAPFileHeader?

    /// Opens a capture file and reads its header; `-` is standard input.
    ///
    /// - Parameters:
    ///   - interfaceLimit: how many of its interfaces are kept.
    ///   - beforeWaiting: called before a read that would wait.
    /// - Throws: ``CaptureFileError`` if it cannot be read or is not a capture file.
    public init(
        path: String, interfaceLimit: Int = defaultInterfaceLimit, beforeWaiting: InputWait? = nil
    ) throws(CaptureFileError) {
        try self.init(OpenedFile(path: path), interfaceLimit: interfaceLimit, beforeWaiting: beforeWaiting)
    }

    /// The same for a file that is open.
    public init(
        _ file: OpenedFile, interfaceLimit: Int = defaultInterfaceLimit, beforeWaiting: InputWait? = nil
    ) throws(CaptureFileError) {
        self.init(
            input: OpenInput.input(file, beforeWaiting: beforeWaiting), fileName: file.path,
            interfaceLimit: interfaceLimit)
        try readFileHeader()
    }

    /// A reader that has not read anything yet.
    init(input: StreamInput, fileName: String, interfaceLimit: Int = defaultInterfaceLimit) {
        self.input = input
        self.fileName = fileName
        self.interfaceLimit = interfaceLimit
        // A window without bytes, until the first is asked for.
        let nowhere = unsafe UnsafeRawPointer(bitPattern: 1)!
        unsafe windowStart = nowhere
        unsafe cursor = nowhere
        unsafe limit = nowhere
        unsafe frameStart = nowhere
        unsafe scout = nowhere
        unsafe aheadStart = nowhere
    }

    /// Whether the file has been read to its end, or to where it is damaged.
    public var isAtEnd: Bool { layout == .ended }

    /// How many frames have been read.
    @inlinable
    public var packetCount: UInt64 { frameCount }

    /// How many bytes of the file, as it lies on the disk, have been read; for showing progress.
    public var bytesRead: Int { input.position }

    /// How many bytes the file has on the disk; nil for a pipe.
    public var size: Int? { input.size }

    /// The frame that the last ``advance()`` found; one without bytes if it found none.
    ///
    /// Its captured bytes are never more than its original length: where a file
    /// claims otherwise, the original length is taken to be as much.
    @inlinable
    public var frame: CapturedFrame {
        @_lifetime(borrow self)
        get {
            // The bytes stay where they are until the next `advance()`, which needs `self` alone.
            let bytes = unsafe _overrideLifetime(
                Bytes(UnsafeRawBufferPointer(start: frameStart, count: capturedLength)), borrowing: self)
            return CapturedFrame(
                bytes: bytes, originalLength: originalLength, timestamp: timestamp, linkType: linkType,
                direction: direction, interface: interface, number: frameCount)
        }
    }

    /// Goes to the next frame; false at the end of the file.
    ///
    /// After the end, and after an error, it remains false.
    /// - Throws: ``CaptureFileError`` where the file is damaged or cut; all frames before have been found.
    @inlinable
    public mutating func advance() throws(CaptureFileError) -> Bool {
        switch layout {
        case .plainPCAP:
            if advanceInPlainPCAP() { return true }
        case .plainPCAPNG:
            if advanceInPlainPCAPNG() { return true }
        case .general, .ended:
            break
        }
        return try advanceInGeneral()
    }
}

extension CaptureFileReader {
    /// Goes to the next frame that may carry IGMP, like ``advance()``, and tallies in
    /// `others` those that it passes over: frames of up to `end` that certainly carry none.
    ///
    /// It passes over no more than a window holds, so a frame at its edge may be found
    /// whatever it carries, as may one that is out of order.
    @inlinable
    public mutating func advance(
        over others: inout FrameTally, until end: Timestamp
    ) throws(CaptureFileError) -> Bool {
        switch layout {
        case .plainPCAP:
            passOverPlainPCAP(&others, until: end)
            if advanceInPlainPCAP() { return true }
        case .plainPCAPNG:
            while advanceInPlainPCAPNG() {
                guard linkType.rawValue == 1, timestamp <= end, LinkHeader.certainlyHasNoIGMP(frame.bytes) else {
                    return true
                }
                others.count(bytes: capturedLength, at: timestamp)
            }
        case .general, .ended:
            break
        }
        return try advanceInGeneral()
    }

    /// Passes over records as ``advance(over:until:)`` does, with all that changes from
    /// one to the next in registers: there may be thousands for one of IGMP.
    @inlinable @inline(__always)
    mutating func passOverPlainPCAP(_ others: inout FrameTally, until end: Timestamp) {
        guard linkType.rawValue == 1 else { return }
        var passed: UInt64 = 0
        var bytes = 0
        var latest = others.inOrderFrom
        var place = unsafe cursor
        let headerLength = 16
        while true {
            let available = unsafe limit - place
            guard available >= headerLength else { break }
            // The header is within the window, and by the second comparison the frame is.
            let captured = unsafe Int(place.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
            guard captured <= min(Self.longestPlainFrame, available &- headerLength) else { break }
            let seconds = unsafe Int64(place.loadUnaligned(as: UInt32.self))
            let fraction = unsafe Int64(place.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
            let time = Timestamp(nanoseconds: seconds &* 1_000_000_000 &+ fraction &* fractionUnit)
            let frame = unsafe UnsafeRawBufferPointer(start: place + headerLength, count: captured)
            guard time <= end, time >= latest, unsafe LinkHeader.certainlyHasNoIGMP(Bytes(frame)) else { break }
            if passed == 0 { others.noteEarliest(time) }
            passed &+= 1
            bytes &+= captured
            latest = time
            unsafe place += headerLength &+ captured
        }
        unsafe cursor = place
        frameCount &+= passed
        others.count(inOrder: passed, bytes: bytes, until: latest)
    }

    /// The longest frame that the short ways below take on; longer ones may be damage.
    @usableFromInline static var longestPlainFrame: Int { 65_535 }

    @inlinable @inline(__always)
    func load(_ offset: Int) -> UInt32 {
        // Callers have compared the offset with the end of the window.
        unsafe cursor.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    }

    /// Takes the next record if all of it is in the window and nothing is odd about it.
    @inlinable @inline(__always)
    mutating func advanceInPlainPCAP() -> Bool {
        let available = unsafe limit - cursor
        let headerLength = 16
        guard available >= headerLength else { return false }
        let captured = Int(load(8))
        guard captured <= min(Self.longestPlainFrame, available &- headerLength) else { return false }
        // 32 bits of seconds and of fraction cannot overflow 64 bits of nanoseconds.
        timestamp = Timestamp(
            nanoseconds: Int64(load(0)) &* 1_000_000_000 &+ Int64(load(4)) &* fractionUnit)
        capturedLength = captured
        originalLength = max(captured, Int(load(12)))
        // The record ends within the window, as compared above.
        unsafe frameStart = cursor + headerLength
        unsafe cursor = frameStart + captured
        frameCount &+= 1
        return true
    }

    /// Takes the next block if it is an enhanced packet, all of it is in the window and nothing is odd about it.
    @inlinable @inline(__always)
    mutating func advanceInPlainPCAPNG() -> Bool {
        typealias Field = PcapNGFormat.EnhancedPacket
        let available = unsafe limit - cursor
        guard available >= Field.minimumLength, load(0) == PcapNGFormat.BlockType.enhancedPacket else { return false }
        let length = Int(load(PcapNGFormat.Block.length))
        let captured = Int(load(Field.capturedLength))
        let data = PcapNGFormat.padded(captured)
        guard length <= available, captured <= Self.longestPlainFrame, length == Field.minimumLength &+ data,
            Int(load(length &- 4)) == length
        else { return false }
        let id = firstInterface &+ Int(load(Field.interface))
        guard id < clocks.count else { return false }
        let clock = clocks[id]
        let units = UInt64(load(Field.timestampHigh)) << 32 | UInt64(load(Field.timestampLow))
        guard units <= clock.largestPlain else { return false }
        timestamp = Timestamp(nanoseconds: Int64(truncatingIfNeeded: units &* clock.multiplier) &+ clock.offset)
        linkType = clock.linkType
        direction = .unknown
        interface = id
        capturedLength = captured
        originalLength = max(captured, Int(load(Field.originalLength)))
        // The block ends within the window, as compared above.
        unsafe frameStart = cursor + Field.data
        unsafe cursor = cursor + length
        frameCount &+= 1
        return true
    }
}
