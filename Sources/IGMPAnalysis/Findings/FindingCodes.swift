/// A set of codes, in one word.
public struct FindingCodes: Hashable, Sendable {
    private var bits: UInt64 = 0

    public init() {}

    @inline(__always)
    public func contains(_ code: FindingCode) -> Bool { bits & Self.bit(of: code) != 0 }

    public mutating func insert(_ code: FindingCode) { bits |= Self.bit(of: code) }

    @inline(__always)
    private static func bit(of code: FindingCode) -> UInt64 { 1 << UInt64(code.rawValue) }
}
