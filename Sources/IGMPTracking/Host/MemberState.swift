/// What a host's kernel holds of one membership.
///
/// The first five are the states of a version 1 or 2 host, named as in NetBSD's
/// `igmp_var.h`; the others are those of a version 3 host.
public enum MemberState: UInt8, CaseIterable, Hashable, Sendable {
    /// Its timer runs: it reports when that expires, unless another does before.
    case delaying
    /// It was the last to report: a leave will be sent.
    case idle
    /// Another version 2 host reported last: it leaves in silence.
    case lazy
    /// A version 1 host reported last: it need not answer the next version 2 query.
    case sleeping
    /// Sleeping, and queried once since.
    case awakening
    /// Version 3: nothing is asked of it.
    case reporting
    /// Version 3: a query that it must answer is open.
    case queryPending
    /// Version 3: it has left, and may still repeat the record that said so.
    case leaving

    /// Its name in reports.
    public var name: StaticString {
        switch self {
        case .delaying: "delaying"
        case .idle: "idle"
        case .lazy: "lazy"
        case .sleeping: "sleeping"
        case .awakening: "awakening"
        case .reporting: "reporting"
        case .queryPending: "query_pending"
        case .leaving: "leaving"
        }
    }

    /// How many states a version 1 or 2 host has.
    static let olderHostCount = 5
}
