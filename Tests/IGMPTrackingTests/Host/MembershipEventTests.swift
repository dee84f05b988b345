import IGMPTracking
import Testing

@Suite("MembershipEvent")
struct MembershipEventTests {
    /// One line of the table of transitions: what becomes of delaying, idle, lazy,
    /// sleeping and awakening members (NetBSD igmp.c 1.49, `igmp_input`,
    /// `igmp_joingroup` and `igmp_fasttimo`).
    struct Line: Sendable, CustomTestStringConvertible {
        let event: MembershipEvent
        let after: [MemberState]

        var testDescription: String { "\(event)" }
    }

    static let older: [MemberState] = [.delaying, .idle, .lazy, .sleeping, .awakening]
    static let table = [
        Line(event: .v1Query, after: [.delaying, .delaying, .delaying, .delaying, .delaying]),
        Line(event: .v2Query, after: [.delaying, .delaying, .delaying, .awakening, .delaying]),
        Line(
            event: .v1ReportHeard(routerIsV1: false), after: [.sleeping, .sleeping, .sleeping, .sleeping, .sleeping]),
        Line(event: .v1ReportHeard(routerIsV1: true), after: [.lazy, .sleeping, .sleeping, .sleeping, .sleeping]),
        Line(event: .v2ReportHeard, after: [.lazy, .lazy, .lazy, .sleeping, .lazy]),
        Line(event: .reportSent, after: [.idle, .delaying, .delaying, .delaying, .delaying]),
    ]

    @Test("Each event takes each state where the kernel's table says", arguments: table)
    func transitions(line: Line) {
        #expect(Self.older.map { $0.after(line.event) } == line.after)
    }

    @Test("The states of version 3 hosts stay as they are", arguments: table)
    func versionThree(line: Line) {
        for state in [MemberState.reporting, .queryPending, .leaving] { #expect(state.after(line.event) == state) }
    }
}
