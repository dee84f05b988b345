/// Why an IGMP packet was not taken as a message: one counter each in reports.
public enum Rejection: UInt8, CaseIterable, Hashable, Sendable {
    /// A kernel would have dropped it before IGMP (``IPv4Header/Fault``).
    case badIPHeader
    /// Fewer bytes than the shortest message has.
    case tooShort
    /// The sum over the whole message is not 0xFFFF.
    case badChecksum
    /// A query that must be ignored: its length, its group, or its sources.
    case badQuery
    /// A report or leave of something that is not a group, or with records that
    /// run past its end.
    case badReport
    /// A message of another type that is shorter than its fixed fields.
    case malformed

    /// Its name in reports.
    public var name: StaticString {
        switch self {
        case .badIPHeader: "bad_ip_header"
        case .tooShort: "too_short"
        case .badChecksum: "bad_checksum"
        case .badQuery: "bad_query"
        case .badReport: "bad_report"
        case .malformed: "malformed"
        }
    }
}
