public import IGMPWire

/// What is known of one of the files of a ``CaptureMerge``.
public struct CaptureSource: Hashable, Sendable {
    /// As it was named to be opened; `-` for standard input.
    public let name: String
    /// nil where the file could not be opened or is not a capture file.
    public internal(set) var format: CaptureFormat?
    /// How many of its frames have been read.
    public internal(set) var packetCount: UInt64 = 0
    /// How many of these were passed over, their interface being one too many.
    public internal(set) var leftOutCount: UInt64 = 0
    /// Whether it has been read to its end, or to where it is damaged.
    public internal(set) var isAtEnd = false
    /// What kept the file from being read to its end.
    public internal(set) var error: CaptureFileError?
    public internal(set) var interfaces: [CaptureInterface] = []
}

/// Reads several capture files as one run in time order.
///
/// Each file is read in its own order; among their next frames the earliest goes
/// first, and of equal ones that of the file named first. A file that is damaged
/// delivers what lies before the damage, and the others go on.
///
///     var merge = CaptureMerge(paths: ["a.pcap", "b.pcapng"])
///     while merge.advance() {
///         observe(merge.frame, of: merge.sourceIndex)
///     }
// `readers` is allocated in `init` and freed in `deinit`; indices into it are those of `openedSources`.
@safe
public struct CaptureMerge: ~Copyable {
    /// A file's next frame.
    @usableFromInline
    struct Head {
        @usableFromInline var time: Timestamp
        /// Its place among the opened files, which are in the order of the paths.
        @usableFromInline var reader: Int

        func goesBefore(_ other: Head) -> Bool {
            (time, reader) < (other.time, other.reader)
        }
    }

    @usableFromInline let readers: UnsafeMutableBufferPointer<CaptureFileReader>
    /// Which source each of the readers reads.
    @usableFromInline let openedSources: [Int]
    /// The files that are not at their end: a heap, with the one whose frame is lent at its root.
    @usableFromInline var heads: [Head] = []
    /// Which reader lends the frame.
    @usableFromInline var current = 0
    /// Whether `current` is the only reader that is left, and needs no comparing.
    @usableFromInline var isAlone = false
    private var hasBegun = false
    /// What is wrong with each of the sources.
    private var errors: [CaptureFileError?]
    private let names: [String]

    /// Opens all of `paths`, of which one may be `-`, standard input.
    ///
    /// What cannot be opened has its ``CaptureSource/error`` at once.
    ///
    /// - Parameters:
    ///   - interfaceLimit: how many interfaces of each file are kept.
    ///   - beforeWaiting: called before a read that would wait.
    public init(
        paths: [String], interfaceLimit: Int = CaptureFileReader.defaultInterfaceLimit, beforeWaiting: InputWait? = nil
    ) {
        self.init(paths.map { OpenedFile(path: $0) }, interfaceLimit: interfaceLimit, beforeWaiting: beforeWaiting)
    }

    /// The same for files that are open.
    public init(
        _ files: [OpenedFile], interfaceLimit: Int = CaptureFileReader.defaultInterfaceLimit,
        beforeWaiting: InputWait? = nil
    ) {
        names = files.map(\.path)
        unsafe readers = .allocate(capacity: files.count)
        errors = Array(repeating: nil, count: files.count)
        var opened: [Int] = []
        for (source, file) in files.enumerated() {
            do throws(CaptureFileError) {
                let reader = try CaptureFileReader(
                    file, interfaceLimit: interfaceLimit, beforeWaiting: beforeWaiting)
                // The next of at most `files.count` places.
                unsafe readers.initializeElement(at: opened.count, to: reader)
                opened.append(source)
            } catch {
                errors[source] = error
            }
        }
        openedSources = opened
    }

    deinit {
        // As many were initialised as were opened.
        unsafe readers.extracting(..<openedSources.count).deinitialize()
        unsafe readers.deallocate()
    }

    /// The frame that the last ``advance()`` found; one without bytes if it found none.
    @inlinable
    public var frame: CapturedFrame {
        @inline(__always) @_lifetime(borrow self)
        get {
            // The reader stays where it is, and its bytes until the next `advance()`, which needs `self` alone.
            let reader = unsafe openedSources.isEmpty ? nil : readers.baseAddress.map { unsafe $0 + current }
            guard let reader = unsafe reader else {
                let nothing = unsafe _overrideLifetime(
                    Bytes(UnsafeRawBufferPointer(start: nil, count: 0)), borrowing: self)
                return CapturedFrame(
                    bytes: nothing, originalLength: 0, timestamp: Timestamp(nanoseconds: 0), linkType: .null)
            }
            let bytes = unsafe _overrideLifetime(
                Bytes(
                    UnsafeRawBufferPointer(
                        start: reader.pointee.frameStart, count: reader.pointee.capturedLength)),
                borrowing: self)
            return unsafe CapturedFrame(
                bytes: bytes, originalLength: reader.pointee.originalLength, timestamp: reader.pointee.timestamp,
                linkType: reader.pointee.linkType, direction: reader.pointee.direction,
                interface: reader.pointee.interface, number: reader.pointee.frameCount)
        }
    }

    /// Goes to the next frame that has not been looked at ahead, as
    /// ``CaptureFileReader/lookAhead(_:)`` does; false always while several files are left.
    @inlinable
    public mutating func lookAhead(_ distance: Int) -> Bool {
        // `current` is one of the readers that were opened.
        unsafe isAlone && readers[current].lookAhead(distance)
    }

    /// The frame that the last ``lookAhead(_:)`` came to, if it came to one: its bytes, interface and link
    /// type.
    @inlinable
    public var frameAhead: CapturedFrame {
        @inline(__always) @_lifetime(borrow self)
        get {
            // The reader stays where it is, and its bytes until the window moves, which needs `self` alone.
            let bytes = unsafe _overrideLifetime(
                Bytes(
                    UnsafeRawBufferPointer(
                        start: readers[current].aheadStart, count: readers[current].aheadLength)), borrowing: self)
            return unsafe CapturedFrame(
                bytes: bytes, originalLength: bytes.count, timestamp: readers[current].timestamp,
                linkType: readers[current].aheadLinkType, interface: readers[current].aheadInterface,
                number: readers[current].scoutCount)
        }
    }

    /// Which of the paths the frame came from, counted from 0.
    @inlinable
    public var sourceIndex: Int { openedSources.isEmpty ? 0 : openedSources[current] }

    /// Goes to the next frame that may carry IGMP, like ``advance()``, and tallies in
    /// `others` those that it passes over: frames of up to `end` that certainly carry none.
    ///
    /// Of several files none is passed over: the order among them is kept frame by frame.
    @inlinable
    public mutating func advance(over others: inout FrameTally, until end: Timestamp) -> Bool {
        guard isAlone else { return advanceAmongSeveral() }
        do throws(CaptureFileError) {
            // `current` is one of the readers that were opened.
            if unsafe try readers[current].advance(over: &others, until: end) { return true }
            self.end(nil)
        } catch {
            self.end(error)
        }
        return false
    }

    /// Goes to the next frame in time; false when all files are at their end.
    @inlinable
    public mutating func advance() -> Bool {
        if isAlone {
            do throws(CaptureFileError) {
                // `current` is one of the readers that were opened.
                if unsafe try readers[current].advance() { return true }
                end(nil)
            } catch {
                end(error)
            }
            return false
        }
        return advanceAmongSeveral()
    }
}

extension CaptureMerge {
    /// The files, in the order of the paths.
    public var sources: [CaptureSource] {
        var sources = zip(names, errors).map { CaptureSource(name: $0, error: $1) }
        for (reader, source) in openedSources.enumerated() {
            // As many readers were initialised.
            sources[source].format = unsafe readers[reader].format
            sources[source].packetCount = unsafe readers[reader].packetCount
            sources[source].leftOutCount = unsafe readers[reader].leftOutCount
            sources[source].isAtEnd = unsafe readers[reader].isAtEnd
            sources[source].interfaces = unsafe readers[reader].interfaces
        }
        return sources
    }

    /// The interfaces of a source that have been described so far.
    public func interfaces(ofSource source: Int) -> [CaptureInterface] {
        guard let reader = openedSources.firstIndex(of: source) else { return [] }
        // As many readers were initialised.
        return unsafe readers[reader].interfaces
    }

    /// How many bytes of the files, as they lie on the disk, have been read; for showing progress.
    public var bytesRead: Int {
        // As many readers were initialised.
        openedSources.indices.reduce(0) { $0 + (unsafe readers[$1].bytesRead) }
    }

    /// How many bytes the files have on the disk; nil if one of them is a pipe.
    public var size: Int? {
        var total = 0
        for reader in openedSources.indices {
            // As many readers were initialised.
            guard let size = unsafe readers[reader].size else { return nil }
            total += size
        }
        return total
    }

    /// Notes that the only file left has ended.
    @usableFromInline
    mutating func end(_ error: CaptureFileError?) {
        isAlone = false
        heads.removeAll()
        errors[openedSources[current]] = error
    }

    @usableFromInline @inline(never)
    mutating func advanceAmongSeveral() -> Bool {
        if hasBegun {
            advanceRoot()
        } else {
            hasBegun = true
            begin()
        }
        guard let root = heads.first else { return false }
        current = root.reader
        isAlone = heads.count == 1
        return true
    }

    /// Finds the first frame of every file.
    private mutating func begin() {
        for reader in openedSources.indices {
            if let time = nextTime(of: reader) {
                heads.append(Head(time: time, reader: reader))
            }
        }
        // A sorted array is a heap.
        heads.sort { $0.goesBefore($1) }
    }

    /// Replaces the root by the next frame of its file, or removes it.
    private mutating func advanceRoot() {
        guard let root = heads.first else { return }
        if let time = nextTime(of: root.reader) {
            heads[0].time = time
        } else {
            let last = heads.removeLast()
            if !heads.isEmpty { heads[0] = last }
        }
        siftDown()
    }

    /// The time of a file's next frame; nil at its end, whose error is kept.
    private mutating func nextTime(of reader: Int) -> Timestamp? {
        do throws(CaptureFileError) {
            // As many readers were initialised.
            return unsafe try readers[reader].advance() ? readers[reader].timestamp : nil
        } catch {
            errors[openedSources[reader]] = error
            return nil
        }
    }

    /// Lets the root sink to where both children go after it.
    private mutating func siftDown() {
        var parent = 0
        while true {
            let left = 2 * parent + 1
            guard left < heads.count else { return }
            let right = left + 1
            let child = right < heads.count && heads[right].goesBefore(heads[left]) ? right : left
            guard heads[child].goesBefore(heads[parent]) else { return }
            heads.swapAt(child, parent)
            parent = child
        }
    }
}
