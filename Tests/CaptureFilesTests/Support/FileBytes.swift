/// The bytes of a file in the making, integers in a byte order of choice: written
/// plainly from the formats' descriptions, to hold the reader against.
struct FileBytes {
    enum Order: CaseIterable {
        case little
        case big
    }

    let order: Order
    var bytes: [UInt8] = []

    init(_ order: Order = .little) {
        self.order = order
    }

    mutating func add(_ value: some FixedWidthInteger) {
        for byte in 0..<value.bitWidth / 8 {
            let shift = order == .little ? byte * 8 : value.bitWidth - 8 - byte * 8
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    mutating func add(_ more: [UInt8]) {
        bytes += more
    }

    mutating func pad() {
        while bytes.count % 4 != 0 { bytes.append(0) }
    }
}

/// Builds pcap files.
struct PCAPBuilder {
    var file: FileBytes
    let isPatched: Bool

    init(
        _ order: FileBytes.Order = .little, magic: UInt32 = 0xa1b2_c3d4, major: UInt16 = 2, minor: UInt16 = 4,
        snapLength: UInt32 = 65_535, linkType: UInt32 = 1
    ) {
        file = FileBytes(order)
        isPatched = magic == 0xa1b2_cd34
        file.add(magic)
        file.add(major)
        file.add(minor)
        file.add(UInt32(0))
        file.add(UInt32(0))
        file.add(snapLength)
        file.add(linkType)
    }

    mutating func record(_ seconds: UInt32, _ fraction: UInt32, _ data: [UInt8], original: UInt32? = nil) {
        record(seconds, fraction, lengths: (UInt32(data.count), original ?? UInt32(data.count)), data)
    }

    mutating func record(_ seconds: UInt32, _ fraction: UInt32, lengths: (UInt32, UInt32), _ data: [UInt8]) {
        file.add(seconds)
        file.add(fraction)
        file.add(lengths.0)
        file.add(lengths.1)
        if isPatched { file.add([UInt8](repeating: 0xee, count: 8)) }
        file.add(data)
    }
}

/// Builds pcapng files.
struct PcapNGBuilder {
    var file: FileBytes

    init(_ order: FileBytes.Order = .little) {
        file = FileBytes(order)
        section()
    }

    mutating func block(_ type: UInt32, length: UInt32? = nil, last: UInt32? = nil, _ body: (inout FileBytes) -> Void) {
        var content = FileBytes(file.order)
        body(&content)
        content.pad()
        let whole = length ?? UInt32(content.bytes.count + 12)
        file.add(type)
        file.add(whole)
        file.add(content.bytes)
        file.add(last ?? whole)
    }

    mutating func section(major: UInt16 = 1, minor: UInt16 = 0) {
        block(0x0a0d_0d0a) {
            $0.add(UInt32(0x1a2b_3c4d))
            $0.add(major)
            $0.add(minor)
            $0.add(UInt64.max)
        }
    }

    /// Another section, in its own byte order.
    mutating func append(_ other: PcapNGBuilder) {
        file.bytes += other.file.bytes
    }

    typealias Option = (code: UInt16, value: [UInt8])

    mutating func interface(linkType: UInt16 = 1, snapLength: UInt32 = 0, _ options: [Option] = []) {
        block(1) {
            $0.add(linkType)
            $0.add(UInt16(0))
            $0.add(snapLength)
            Self.add(options, to: &$0)
        }
    }

    mutating func packet(
        interface: UInt32 = 0, _ time: UInt64 = 0, _ data: [UInt8], original: UInt32? = nil, _ options: [Option] = []
    ) {
        block(6) {
            $0.add(interface)
            $0.add(UInt32(time >> 32))
            $0.add(UInt32(truncatingIfNeeded: time))
            $0.add(UInt32(data.count))
            $0.add(original ?? UInt32(data.count))
            $0.add(data)
            $0.pad()
            Self.add(options, to: &$0)
        }
    }

    mutating func obsoletePacket(interface: UInt16, _ time: UInt64, _ data: [UInt8], _ options: [Option] = []) {
        block(2) {
            $0.add(interface)
            $0.add(UInt16(7))
            $0.add(UInt32(time >> 32))
            $0.add(UInt32(truncatingIfNeeded: time))
            $0.add(UInt32(data.count))
            $0.add(UInt32(data.count))
            $0.add(data)
            $0.pad()
            Self.add(options, to: &$0)
        }
    }

    mutating func simplePacket(_ data: [UInt8], original: UInt32) {
        block(3) {
            $0.add(original)
            $0.add(data)
        }
    }

    /// The bytes of an integer in this file's order, for an option.
    func octets(_ value: some FixedWidthInteger) -> [UInt8] {
        var bytes = FileBytes(file.order)
        bytes.add(value)
        return bytes.bytes
    }

    static func add(_ options: [Option], to bytes: inout FileBytes) {
        for option in options {
            bytes.add(option.code)
            bytes.add(UInt16(option.value.count))
            bytes.add(option.value)
            bytes.pad()
        }
        if !options.isEmpty { bytes.add(UInt32(0)) }
    }
}
