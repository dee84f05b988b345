public import IGMPTracking
public import IGMPWire

/// Something that is told of a link when it happens.
public enum LinkEvent: Hashable, Sendable {
    case change(Change)
    /// A finding that was not there before.
    case finding(Finding)

    /// When it happened.
    public var at: Timestamp {
        switch self {
        case .change(let change): change.at
        case .finding(let finding): finding.firstAt
        }
    }

    /// Both lists, each in the order of time already, as one.
    static func merged(_ changes: [Change], _ findings: [Finding]) -> [LinkEvent] {
        var events: [LinkEvent] = []
        events.reserveCapacity(changes.count + findings.count)
        var next = findings.startIndex
        for change in changes {
            while next < findings.endIndex, findings[next].firstAt < change.at {
                events.append(.finding(findings[next]))
                next += 1
            }
            events.append(.change(change))
        }
        return events + findings[next...].map { .finding($0) }
    }
}
