/// The 8-bit code of Max Resp Code and of QQIC (RFC 9776 sections 4.1.1 and 4.1.7).
///
///      0 1 2 3 4 5 6 7
///     |1| exp | mant  |
///
/// Below 128 it is the value itself; from 128 on `(mant | 0x10) << (exp + 3)`,
/// 128 to 31744. The unit is a tenth of a second in Max Resp Code, a second in QQIC.
@frozen
public struct FloatingPointCode: Hashable, Sendable, RawRepresentable {
    public var rawValue: UInt8

    @inlinable
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The value that the code stands for.
    @inlinable
    public var value: Int {
        rawValue < 128 ? Int(rawValue) : Int(rawValue & 0x0F | 0x10) << (Int(rawValue >> 4 & 7) + 3)
    }
}
