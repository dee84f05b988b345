import IGMPWire

/// The options at the end of a block, one after another (draft-ietf-opsawg-pcapng section 3.5).
///
///     |          Option Code          |         Option Length         |
///     |             Value, padded to a multiple of 4 bytes            |
struct PcapNGOptions: ~Escapable {
    private let bytes: OrderedBytes
    private var offset = 0

    /// An option, whose value lies within the bytes.
    struct Option: ~Escapable {
        let code: UInt16
        let value: OrderedBytes

        @_lifetime(copy value)
        init(code: UInt16, value: OrderedBytes) {
            self.code = code
            self.value = value
        }
    }

    /// `bytes` is what a block has after its fixed part and before its closing length.
    @_lifetime(copy bytes)
    init(_ bytes: OrderedBytes) {
        self.bytes = bytes
    }

    /// The next option; nil at the end, said or not.
    @_lifetime(copy self)
    mutating func next() throws(CaptureFileError.Reason) -> Option? {
        let headerLength = PcapNGFormat.Option.headerLength
        guard bytes.count - offset >= headerLength else { return nil }
        let code = bytes.uint16(at: offset)
        let length = Int(bytes.uint16(at: offset + 2))
        guard code != PcapNGFormat.Option.end else { return nil }
        let start = offset + headerLength
        guard length <= bytes.count - start else {
            throw .badOption(code: code, length: length, available: bytes.count - start)
        }
        offset = min(start + PcapNGFormat.padded(length), bytes.count)
        return Option(code: code, value: bytes.slice(from: start, count: length))
    }
}
