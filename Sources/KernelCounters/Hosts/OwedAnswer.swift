import IGMPWire

/// Whether a host has yet to answer a query about a group, and how often it did not:
/// in versions 1 and 2 that is how one learns of a leave that was silent.
struct OwedAnswer: Hashable, Sendable {
    /// One answer may have been lost.
    private static let patience = 2

    /// When it is overdue; nil while none is owed.
    private(set) var deadline: Timestamp?
    private var missed = 0

    /// Takes in a query. A timer that runs out sooner stays.
    mutating func ask(until time: Timestamp) {
        deadline = min(deadline ?? time, time)
    }

    /// The host has answered, or heard another do so.
    mutating func settle() {
        deadline = nil
        missed = 0
    }

    /// Whether so many queries went unanswered that the host must have left.
    mutating func isHopeless(at now: Timestamp) -> Bool {
        if let deadline, deadline < now {
            self.deadline = nil
            missed += 1
        }
        return missed >= Self.patience
    }
}
