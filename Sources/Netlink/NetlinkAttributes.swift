/// The attributes in a netlink message, or nested in one of them (netlink(7), rtnetlink(7)).
///
///     |       length (2)      |        type (2)       |  value … padded to 4  |
///
/// The length counts itself and the type, not the padding; numbers are in the order
/// of the machine. Whatever the bytes are, nothing outside them is read: an
/// attribute that does not fit ends the list.
package struct NetlinkAttributes: Hashable, Sendable {
    private static let headerLength = 4
    /// Beside the type: "nested", and "in network byte order".
    private static let typeMask: UInt16 = 0x3FFF

    /// What the list, or the value, consists of.
    package let bytes: ArraySlice<UInt8>

    package init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    /// The value of the first attribute of a type; nil where there is none.
    package subscript(type: Int) -> NetlinkAttributes? {
        var rest = bytes
        while let length = Self(rest).integer(at: 0, as: UInt16.self).map(Int.init), length >= Self.headerLength,
            length <= rest.count, let found = Self(rest).integer(at: 2, as: UInt16.self)
        {
            if Int(found & Self.typeMask) == type { return Self(rest.prefix(length).dropFirst(Self.headerLength)) }
            rest = rest.dropFirst((length + 3) & ~3)
        }
        return nil
    }

    /// The integer at `offset`; nil where the bytes end before its end.
    package func integer<Value: FixedWidthInteger & UnsignedInteger>(at offset: Int = 0, as type: Value.Type) -> Value?
    {
        let size = MemoryLayout<Value>.size
        guard offset >= 0, offset <= bytes.count - size else { return nil }
        var value: Value = 0
        for byte in bytes.dropFirst(offset).prefix(size) { value = value << 8 | Value(byte) }
        // As read so far the first byte is the highest, which is what it is where memory is big-endian.
        return Value(bigEndian: value)
    }

    package var uint8: UInt8? { integer(as: UInt8.self) }
    package var uint16: UInt16? { integer(as: UInt16.self) }
    package var uint32: UInt32? { integer(as: UInt32.self) }

    /// The text up to the zero byte that ends it.
    package var string: String { String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }
}
