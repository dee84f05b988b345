/// What a query asks for (RFC 9776 section 4.1).
public enum QueryScope: UInt8, CaseIterable, Hashable, Sendable {
    /// Every group of every host; queries of version 1 are of this kind.
    case general
    /// One group.
    case group
    /// Certain sources of one group.
    case groupAndSource

    /// Its name in reports.
    public var name: StaticString {
        switch self {
        case .general: "general"
        case .group: "group"
        case .groupAndSource: "group_source"
        }
    }
}
