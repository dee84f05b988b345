/// What can happen to a membership of a version 1 or 2 host through packets.
public enum MembershipEvent: Hashable, Sendable {
    /// A query with Max Resp Code 0, to 224.0.0.1.
    case v1Query
    /// A query with another Max Resp Code, to 224.0.0.1 or to the group itself.
    case v2Query
    /// Another host's version 1 report; what it does depends on which router
    /// version this host believes in.
    case v1ReportHeard(routerIsV1: Bool)
    /// Another host's version 2 report.
    case v2ReportHeard
    /// A report of the host's own: its timer expired, or it joined anew.
    case reportSent
}

extension MemberState {
    /// The state after `event`: the transitions of `igmp_input`,
    /// `igmp_fasttimo` and `igmp_joingroup` (NetBSD igmp.c 1.49). States of
    /// version 3 hosts stay as they are.
    public func after(_ event: MembershipEvent) -> MemberState {
        guard rawValue < Self.olderHostCount else { return self }
        return switch event {
        case .v1Query: .delaying
        case .v2Query: self == .sleeping ? .awakening : .delaying
        case .v1ReportHeard(let routerIsV1): self == .delaying && routerIsV1 ? .lazy : .sleeping
        case .v2ReportHeard: self == .sleeping ? .sleeping : .lazy
        // Only a running timer sends; a report from any other state is a new
        // join after a leave that was silent.
        case .reportSent: self == .delaying ? .idle : .delaying
        }
    }
}
