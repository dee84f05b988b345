/// Whether a source list says what is wanted or what is not (RFC 9776 section 3.1).
public enum FilterMode: UInt8, Hashable, Sendable {
    case include, exclude

    /// Its name in reports.
    public var name: StaticString {
        switch self {
        case .include: "include"
        case .exclude: "exclude"
        }
    }
}
