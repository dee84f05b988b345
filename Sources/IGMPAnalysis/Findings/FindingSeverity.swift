/// How bad a finding is, the mildest first.
public enum FindingSeverity: UInt8, CaseIterable, Comparable, Hashable, Sendable {
    /// Worth knowing: harmless, or so by design.
    case info
    /// A rule is broken, which some receiver will mind, or somebody gets less than
    /// asked for.
    case warning
    /// Somebody's multicast fails, or is about to.
    case error

    public static func < (left: FindingSeverity, right: FindingSeverity) -> Bool { left.rawValue < right.rawValue }

    /// Its name in reports and on the command line.
    public var name: StaticString {
        switch self {
        case .info: "info"
        case .warning: "warning"
        case .error: "error"
        }
    }
}
