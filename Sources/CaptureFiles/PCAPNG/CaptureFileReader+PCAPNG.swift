import IGMPWire

/// pcapng: sections of blocks (draft-ietf-opsawg-pcapng section 3).
///
///     |                          Block Type                           |
///     |                      Block Total Length                       |
///     |              Block Body, a multiple of 4 bytes                |
///     |                      Block Total Length                       |
extension CaptureFileReader {
    private typealias BlockType = PcapNGFormat.BlockType

    /// Reads blocks up to one with a frame; false if the file ends before.
    mutating func nextBlockWithFrame() throws(CaptureFileError.Reason) -> Bool {
        beginRecord()
        while try available(PcapNGFormat.Block.minimumLength) > 0 {
            beginRecord()
            try require(PcapNGFormat.Block.minimumLength)
            let type = bytes(PcapNGFormat.Block.minimumLength).uint32(at: 0)
            if type == BlockType.sectionHeader {
                try beginSection()
                continue
            }
            let length = try blockLength(atLeast: PcapNGFormat.Block.minimumLength)
            switch type {
            case BlockType.enhancedPacket, BlockType.packet:
                if try readPacket(length, isObsolete: type == BlockType.packet) { return true }
            case BlockType.simplePacket:
                if try readSimplePacket(length) { return true }
            case BlockType.interfaceDescription:
                try readInterfaceDescription(length)
            case BlockType.interfaceStatistics:
                try readInterfaceStatistics(length)
            default:
                try skipBlock(length)
            }
        }
        return false
    }

    /// The length that the block at the cursor claims, whose first 8 bytes have been required.
    private func blockLength(atLeast minimum: Int) throws(CaptureFileError.Reason) -> Int {
        let length = bytes(PcapNGFormat.Block.headerLength).uint32(at: PcapNGFormat.Block.length)
        guard length >= minimum, length % 4 == 0 else { throw .badBlockLength(length) }
        return Int(length)
    }

    /// Requires all of a block and that its two lengths are the same.
    private mutating func requireBlock(
        _ length: Int, minimum: Int, limit: Int
    ) throws(CaptureFileError.Reason) {
        guard length >= minimum else { throw .badBlockLength(UInt32(length)) }
        guard length <= limit else { throw .blockTooLong(length: length, limit: limit) }
        try require(length)
        try check(bytes(length).uint32(at: length - PcapNGFormat.Block.trailerLength), equals: length)
    }

    private func check(_ last: UInt32, equals length: Int) throws(CaptureFileError.Reason) {
        guard last == length else { throw .blockLengthMismatch(first: UInt32(length), last: last) }
    }

    /// Goes past a block of any length without keeping it.
    private mutating func skipBlock(_ length: Int) throws(CaptureFileError.Reason) {
        var remaining = length - PcapNGFormat.Block.trailerLength
        while remaining > 0 {
            let step = min(try available(1), remaining)
            guard step > 0 else { throw .truncated(needed: length, available: length - 4 - remaining) }
            // As many bytes are in the window.
            unsafe cursor += step
            remaining -= step
        }
        try require(PcapNGFormat.Block.trailerLength)
        try check(bytes(PcapNGFormat.Block.trailerLength).uint32(at: 0), equals: length)
        unsafe cursor += PcapNGFormat.Block.trailerLength
    }

    /// Reads the section header at the cursor; a section has its own byte order and interfaces.
    mutating func beginSection() throws(CaptureFileError.Reason) {
        typealias Field = PcapNGFormat.SectionHeader
        try require(Field.magicOffset + 4)
        isSwapped = false
        let magic = bytes(Field.magicOffset + 4).uint32(at: Field.magicOffset)
        guard magic == Field.magic || magic.byteSwapped == Field.magic else { throw .badByteOrderMagic(magic) }
        isSwapped = magic != Field.magic
        let length = try blockLength(atLeast: Field.minimumLength)
        try require(Field.minimumLength)
        let major = bytes(Field.minimumLength).uint16(at: Field.majorVersion)
        let minor = bytes(Field.minimumLength).uint16(at: Field.minorVersion)
        // 1.2 was written by mistake for 1.0, and means the same.
        guard major == 1, minor == 0 || minor == 2 else {
            throw .unsupportedVersion(.pcapng, major: major, minor: minor)
        }
        try skipBlock(length)
        firstInterface = interfaces.count
        describedCount = 0
        sectionCount += 1
        layout = isSwapped ? .general : .plainPCAPNG
    }

    /// Reads an enhanced packet block, or the obsolete packet block; false if its frame is passed over.
    private mutating func readPacket(_ length: Int, isObsolete: Bool) throws(CaptureFileError.Reason) -> Bool {
        typealias Field = PcapNGFormat.EnhancedPacket
        try requireBlock(length, minimum: Field.minimumLength, limit: FrameLimit.frameBlock)
        let packet = try PacketBlock(bytes(length), isObsolete: isObsolete)
        guard let clock = try selectInterface(packet.interface) else {
            leaveOut(length)
            return false
        }
        try checkLength(packet.capturedLength)
        direction = packet.direction
        deliver(
            from: Field.data, captured: packet.capturedLength, original: packet.originalLength,
            at: clock.timestamp(packet.time), leaving: length)
        return true
    }

    /// Reads a simple packet block: a frame of the section's first interface, without a time, which is
    /// taken to be that of the frame before. False if it is passed over.
    private mutating func readSimplePacket(_ length: Int) throws(CaptureFileError.Reason) -> Bool {
        typealias Field = PcapNGFormat.SimplePacket
        try requireBlock(length, minimum: Field.minimumLength, limit: FrameLimit.frameBlock)
        let original = Int(bytes(length).uint32(at: Field.originalLength))
        guard try selectInterface(0) != nil else {
            leaveOut(length)
            return false
        }
        let snapLength = interfaces[interface].snapLength
        let room = min(original, length - Field.minimumLength)
        let captured = snapLength > 0 ? min(room, snapLength) : room
        try checkLength(captured)
        direction = .unknown
        deliver(from: Field.data, captured: captured, original: original, at: timestamp, leaving: length)
        return true
    }

    /// Makes the next frame one of the section's interface `id`; nil for one of
    /// which there are too many.
    private mutating func selectInterface(_ id: Int) throws(CaptureFileError.Reason) -> InterfaceClock? {
        guard id < describedCount else { throw .unknownInterface(id: id, described: describedCount) }
        guard id < interfaces.count - firstInterface else { return nil }
        interface = firstInterface + id
        linkType = clocks[interface].linkType
        return clocks[interface]
    }

    /// Passes over the frame of the block at the cursor, which has been required.
    private mutating func leaveOut(_ length: Int) {
        leftOutCount += 1
        frameCount += 1
        unsafe cursor += length
    }

    private func checkLength(_ captured: Int) throws(CaptureFileError.Reason) {
        let limit = FrameLimit.longest(of: linkType)
        guard captured <= limit else { throw .frameTooLong(length: captured, limit: limit) }
    }

    private mutating func readInterfaceDescription(_ length: Int) throws(CaptureFileError.Reason) {
        let minimum = PcapNGFormat.InterfaceDescription.minimumLength
        try requireBlock(length, minimum: minimum, limit: FrameLimit.descriptionBlock)
        var description = try InterfaceDescription(bytes(length))
        describedCount += 1
        if interfaces.count < interfaceLimit {
            description.interface.section = sectionCount - 1
            interfaces.append(description.interface)
            clocks.append(description.clock)
        }
        // The block was required.
        unsafe cursor += length
    }

    /// Keeps the counters of an interface; those of one that was not described say nothing and are passed over.
    private mutating func readInterfaceStatistics(_ length: Int) throws(CaptureFileError.Reason) {
        let minimum = PcapNGFormat.InterfaceStatistics.minimumLength
        try requireBlock(length, minimum: minimum, limit: FrameLimit.descriptionBlock)
        let statistics = InterfaceStatistics(bytes(length))
        if statistics.interface < interfaces.count - firstInterface {
            let place = firstInterface + statistics.interface
            interfaces[place].keep(statistics)
            if let start = statistics.startTime { interfaces[place].capturedSince = clocks[place].timestamp(start) }
            interfaces[place].capturedUntil = clocks[place].timestamp(statistics.time)
        }
        // The block was required.
        unsafe cursor += length
    }
}

extension CaptureInterface {
    /// Takes over those counters that `statistics` has.
    fileprivate mutating func keep(_ statistics: InterfaceStatistics) {
        received = statistics.received ?? received
        droppedByInterface = statistics.droppedByInterface ?? droppedByInterface
        droppedByKernel = statistics.droppedByKernel ?? droppedByKernel
    }
}
