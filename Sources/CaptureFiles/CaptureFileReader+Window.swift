import IGMPWire

extension CaptureFileReader {
    /// Reads what a file of either format begins with.
    mutating func readFileHeader() throws(CaptureFileError) {
        do throws(CaptureFileError.Reason) {
            try recogniseFormat()
        } catch {
            throw CaptureFileError(fileName: fileName, offset: 0, record: 0, reason: error)
        }
    }

    private mutating func recogniseFormat() throws(CaptureFileError.Reason) {
        let present = try available(PCAPFileHeader.magicLength)
        guard present > 0 else { throw .empty }
        guard present >= PCAPFileHeader.magicLength else { throw .notACaptureFile }
        let magic = load(0)
        if let variant = PCAPFileHeader.variant(magic: magic) {
            try readPCAPHeader(variant)
        } else if magic == PcapNGFormat.BlockType.sectionHeader {
            format = .pcapng
            do throws(CaptureFileError.Reason) {
                try beginSection()
            } catch .badByteOrderMagic {
                // The block type alone is a line ending and says little.
                throw .notACaptureFile
            }
        } else {
            throw .notACaptureFile
        }
    }

    /// The way around everything that the short ways leave: the end of the
    /// window, the other byte order, blocks without frames, damage.
    @usableFromInline @inline(never)
    mutating func advanceInGeneral() throws(CaptureFileError) -> Bool {
        // The window may move, and the last frame's bytes with it.
        capturedLength = 0
        originalLength = 0
        if layout == .ended { return false }
        do throws(CaptureFileError.Reason) {
            let found = try format == .pcap ? nextRecord() : nextBlockWithFrame()
            if !found { layout = .ended }
            return found
        } catch {
            layout = .ended
            throw CaptureFileError(
                fileName: fileName, offset: recordOffset, record: frameCount + 1, reason: error)
        }
    }

    /// Notes that a record starts at the cursor, for an error to name its place.
    mutating func beginRecord() {
        // Both pointers are into the same window.
        recordOffset = windowOffset + (unsafe cursor - windowStart)
    }

    /// Makes `needed` bytes readable from the cursor on, and returns how many are:
    /// fewer only where the file ends before.
    mutating func available(_ needed: Int) throws(CaptureFileError.Reason) -> Int {
        // Pointers into the same window.
        let present = unsafe limit - cursor
        if present >= needed { return present }
        let consumed = unsafe cursor - windowStart
        let window = try unsafe input.window(droppingFirst: consumed, needed: needed)
        // What a window consists of is readable until the next is asked for.
        guard let start = window.baseAddress else { return 0 }
        windowOffset += consumed
        unsafe windowStart = start
        unsafe cursor = start
        unsafe limit = start + window.count
        unsafe frameStart = start
        // What lay ahead is not there any more.
        scoutCount = 0
        return window.count
    }

    /// Makes `needed` bytes readable from the cursor on.
    mutating func require(_ needed: Int) throws(CaptureFileError.Reason) {
        let present = try available(needed)
        guard present >= needed else { throw .truncated(needed: needed, available: present) }
    }

    /// The first `count` bytes from the cursor on, which have been required.
    @_lifetime(borrow self)
    func bytes(_ count: Int) -> OrderedBytes {
        // Within the window, since they were required; they stay until it moves.
        let bytes = unsafe _overrideLifetime(
            Bytes(UnsafeRawBufferPointer(start: cursor, count: min(count, limit - cursor))), borrowing: self)
        return OrderedBytes(bytes, isSwapped: isSwapped)
    }

    /// Lends the bytes from `offset` after the cursor as the frame, and goes `length` bytes on.
    mutating func deliver(
        from offset: Int, captured: Int, original: Int, at time: Timestamp, leaving length: Int
    ) {
        timestamp = time
        capturedLength = captured
        originalLength = max(captured, original)
        // The record of `length` bytes was required, and the frame lies within it.
        unsafe frameStart = cursor + offset
        unsafe cursor = cursor + length
        frameCount += 1
    }
}
