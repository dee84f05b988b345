import IGMPWire

/// The blocks of pcapng as they are written, with the layouts of ``PcapNGFormat``.
extension OutputBuffer {
    private typealias Block = PcapNGFormat.Block
    private typealias Option = PcapNGFormat.Option

    /// Nanoseconds: ten to the minus ninth.
    private static let nanosecondResolution: UInt8 = 9
    private static let sectionOfUnknownLength = UInt64.max

    mutating func writeSectionHeader() throws(CaptureFileError.Reason) {
        let length = UInt32(PcapNGFormat.SectionHeader.minimumLength)
        try beginBlock(PcapNGFormat.BlockType.sectionHeader, length: length)
        try append(PcapNGFormat.SectionHeader.magic)
        try append(UInt16(1))
        try append(UInt16(0))
        try append(Self.sectionOfUnknownLength)
        try append(length)
    }

    mutating func writeInterfaceDescription(_ interface: CaptureInterface) throws(CaptureFileError.Reason) {
        let name = Self.text(interface.name, limit: CaptureInterface.longestName)
        let description = Self.text(interface.description, limit: CaptureInterface.longestDescription)
        let options =
            Self.optionLength(name.count) + Self.optionLength(description.count) + Self.optionLength(1)
            + Option.headerLength
        let length = UInt32(PcapNGFormat.InterfaceDescription.minimumLength + options)
        try beginBlock(PcapNGFormat.BlockType.interfaceDescription, length: length)
        try append(interface.linkType.rawValue)
        try append(UInt16(0))
        try append(UInt32(clamping: interface.snapLength))
        try appendOption(Option.interfaceName, name)
        try appendOption(Option.interfaceDescription, description)
        try appendOption(Option.timestampResolution, [Self.nanosecondResolution])
        try appendEndOfOptions()
        try append(length)
    }

    mutating func writePacket(_ frame: CapturedFrame, interface: UInt32) throws(CaptureFileError.Reason) {
        let captured = frame.bytes.count
        let flags: UInt32? =
            switch frame.direction {
            case .unknown: nil
            case .inbound: Option.inbound
            case .outbound: Option.outbound
            }
        let options = flags == nil ? 0 : Self.optionLength(4) + Option.headerLength
        let length = UInt32(
            PcapNGFormat.EnhancedPacket.minimumLength + PcapNGFormat.padded(captured) + options)
        try beginBlock(PcapNGFormat.BlockType.enhancedPacket, length: length)
        try append(interface)
        try appendTime(frame.timestamp)
        try append(UInt32(captured))
        try append(UInt32(clamping: frame.originalLength))
        // The frame's bytes stay where they are while they are copied.
        try unsafe frame.bytes.withUnsafeBytes { bytes throws(CaptureFileError.Reason) in
            try unsafe append(bytes)
        }
        try pad(after: captured)
        if let flags {
            try append(Option.packetFlags)
            try append(UInt16(4))
            try append(flags)
            try appendEndOfOptions()
        }
        try append(length)
    }

    mutating func writeStatistics(
        interface: UInt32, since start: Timestamp?, at time: Timestamp, counters: [(code: UInt16, count: UInt64)]
    ) throws(CaptureFileError.Reason) {
        let count = counters.count + (start == nil ? 0 : 1)
        let options = count * Self.optionLength(8) + Option.headerLength
        let length = UInt32(PcapNGFormat.InterfaceStatistics.minimumLength + options)
        try beginBlock(PcapNGFormat.BlockType.interfaceStatistics, length: length)
        try append(interface)
        try appendTime(time)
        if let start {
            try append(Option.startTime)
            try append(UInt16(8))
            try appendTime(start)
        }
        for counter in counters {
            try append(counter.code)
            try append(UInt16(8))
            try append(counter.count)
        }
        try appendEndOfOptions()
        try append(length)
    }

    private mutating func beginBlock(_ type: UInt32, length: UInt32) throws(CaptureFileError.Reason) {
        try beginRecord(Int(length))
        try append(type)
        try append(length)
    }

    private mutating func appendTime(_ time: Timestamp) throws(CaptureFileError.Reason) {
        let nanoseconds = UInt64(clamping: time.nanoseconds)
        try append(UInt32(truncatingIfNeeded: nanoseconds >> 32))
        try append(UInt32(truncatingIfNeeded: nanoseconds))
    }

    /// Appends an option, but none at all for an empty value.
    private mutating func appendOption(_ code: UInt16, _ value: [UInt8]) throws(CaptureFileError.Reason) {
        guard !value.isEmpty else { return }
        try append(code)
        try append(UInt16(value.count))
        for byte in value {
            try append(byte)
        }
        try pad(after: value.count)
    }

    private mutating func appendEndOfOptions() throws(CaptureFileError.Reason) {
        try append(Option.end)
        try append(UInt16(0))
    }

    /// The bytes that an option takes, padding included; none for an empty value.
    private static func optionLength(_ count: Int) -> Int {
        count == 0 ? 0 : Option.headerLength + PcapNGFormat.padded(count)
    }

    private static func text(_ text: String?, limit: Int) -> [UInt8] {
        Array((text ?? "").utf8.prefix(limit))
    }
}
