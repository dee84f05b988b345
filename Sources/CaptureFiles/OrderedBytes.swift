import IGMPWire

/// Bytes whose integers are in the byte order of the machine that wrote the file.
struct OrderedBytes: ~Escapable {
    let bytes: Bytes
    /// Whether that order is not this machine's.
    let isSwapped: Bool

    @_lifetime(copy bytes)
    init(_ bytes: Bytes, isSwapped: Bool) {
        self.bytes = bytes
        self.isSwapped = isSwapped
    }

    var count: Int { bytes.count }

    func uint16(at offset: Int) -> UInt16 { integer(at: offset) }
    func uint32(at offset: Int) -> UInt32 { integer(at: offset) }
    func uint64(at offset: Int) -> UInt64 { integer(at: offset) }

    /// The 64-bit number that pcapng keeps as two halves, the upper one first, in either byte order.
    func highLow(at offset: Int) -> UInt64 {
        UInt64(uint32(at: offset)) << 32 | UInt64(uint32(at: offset + 4))
    }

    /// The `count` bytes from `offset` on.
    @_lifetime(copy self)
    func slice(from offset: Int, count: Int) -> OrderedBytes {
        OrderedBytes(bytes.slice(from: offset, count: count), isSwapped: isSwapped)
    }

    private func integer<Value: FixedWidthInteger & BitwiseCopyable>(at offset: Int) -> Value {
        let value: Value = bytes.load(at: offset)
        return isSwapped ? value.byteSwapped : value
    }
}
