/// The type of a group record (RFC 9776 section 4.2.13); an open code space.
@frozen
public struct RecordType: Hashable, Sendable, RawRepresentable {
    public var rawValue: UInt8

    @inlinable
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    @inlinable public static var modeIsInclude: RecordType { RecordType(rawValue: 1) }
    @inlinable public static var modeIsExclude: RecordType { RecordType(rawValue: 2) }
    @inlinable public static var changeToInclude: RecordType { RecordType(rawValue: 3) }
    @inlinable public static var changeToExclude: RecordType { RecordType(rawValue: 4) }
    @inlinable public static var allowNewSources: RecordType { RecordType(rawValue: 5) }
    @inlinable public static var blockOldSources: RecordType { RecordType(rawValue: 6) }

    /// Its short name in packet lines and reports.
    @inlinable @inline(__always)
    public var name: StaticString {
        switch self {
        case .modeIsInclude: "is_in"
        case .modeIsExclude: "is_ex"
        case .changeToInclude: "to_in"
        case .changeToExclude: "to_ex"
        case .allowNewSources: "allow"
        case .blockOldSources: "block"
        default: "unknown"
        }
    }
}
