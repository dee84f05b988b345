import IGMPWire

/// What an interface description block says (draft-ietf-opsawg-pcapng section 4.2).
///
///     |           LinkType            |           Reserved            |
///     |                            SnapLen                            |
///     |                            Options                            |
struct InterfaceDescription {
    private typealias Field = PcapNGFormat.InterfaceDescription

    var interface: CaptureInterface
    var clock: InterfaceClock

    /// Reads `block`, which is a whole block of at least the minimum length.
    init(_ block: OrderedBytes) throws(CaptureFileError.Reason) {
        interface = CaptureInterface(
            linkType: LinkType(rawValue: block.uint16(at: Field.linkType)),
            snapLength: Int(block.uint32(at: Field.snapLength)))
        var resolution = InterfaceClock.Resolution.microseconds
        var offsetSeconds: Int64 = 0
        var options = PcapNGOptions(block.slice(from: Field.options, count: block.count - Field.minimumLength))
        while let option = try options.next() {
            switch (option.code, option.value.count) {
            case (PcapNGFormat.Option.interfaceName, _):
                interface.name = Self.text(option.value, limit: CaptureInterface.longestName)
            case (PcapNGFormat.Option.interfaceDescription, _):
                interface.description = Self.text(option.value, limit: CaptureInterface.longestDescription)
            case (PcapNGFormat.Option.timestampResolution, 1):
                resolution = .init(octet: option.value.bytes.uint8(at: 0))
            case (PcapNGFormat.Option.timestampOffset, 8):
                offsetSeconds = Int64(bitPattern: option.value.uint64(at: 0))
            default: continue
            }
        }
        clock = InterfaceClock(linkType: interface.linkType, resolution: resolution, offsetSeconds: offsetSeconds)
    }

    /// The text of an option, up to a NUL and at most `limit` bytes of it; what is not UTF-8 is repaired.
    private static func text(_ value: OrderedBytes, limit: Int) -> String {
        var octets: [UInt8] = []
        for offset in 0..<min(value.count, limit) {
            let octet = value.bytes.uint8(at: offset)
            if octet == 0 { break }
            octets.append(octet)
        }
        return String(decoding: octets, as: UTF8.self)
    }
}

/// The counters of an interface statistics block (draft-ietf-opsawg-pcapng section 4.6).
///
///     |                         Interface ID                          |
///     |                   Timestamp (upper 32 bits)                   |
///     |                   Timestamp (lower 32 bits)                   |
///     |                            Options                            |
struct InterfaceStatistics {
    private typealias Field = PcapNGFormat.InterfaceStatistics

    let interface: Int
    /// In units of the interface's clock.
    let time: UInt64
    /// When the capture began, in the same units.
    private(set) var startTime: UInt64?
    private(set) var received: UInt64?
    private(set) var droppedByInterface: UInt64?
    private(set) var droppedByKernel: UInt64?

    /// Reads `block`, which is a whole block of at least the minimum length; damaged options end it.
    init(_ block: OrderedBytes) {
        interface = Int(block.uint32(at: Field.interface))
        time = UInt64(block.uint32(at: Field.timestampHigh)) << 32 | UInt64(block.uint32(at: Field.timestampLow))
        var options = PcapNGOptions(block.slice(from: Field.options, count: block.count - Field.minimumLength))
        while let option = try? options.next() {
            guard option.value.count == 8 else { continue }
            let count = option.value.uint64(at: 0)
            switch option.code {
            case PcapNGFormat.Option.startTime: startTime = option.value.highLow(at: 0)
            case PcapNGFormat.Option.received: received = count
            case PcapNGFormat.Option.droppedByInterface: droppedByInterface = count
            case PcapNGFormat.Option.droppedByKernel: droppedByKernel = count
            default: continue
            }
        }
    }
}
