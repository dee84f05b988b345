import Testing

@testable import IGMPTracking

@Suite("StateMap")
struct StateMapTests {
    static let events: [MembershipEvent] = [
        .v1Query, .v2Query, .v1ReportHeard(routerIsV1: false), .v1ReportHeard(routerIsV1: true), .v2ReportHeard,
        .reportSent,
    ]
    static let older = MemberState.allCases.prefix(MemberState.olderHostCount)

    @Test("A map takes every state where its event takes it", arguments: events)
    func followsEvent(event: MembershipEvent) {
        let map = StateMap(event)
        for state in Self.older { #expect(map.target(of: Int(state.rawValue)) == Int(state.after(event).rawValue)) }
    }

    @Test("A map made of two events is the one after the other", arguments: events, events)
    func composition(first: MembershipEvent, second: MembershipEvent) {
        let both = StateMap { $0.after(first).after(second) }
        for state in Self.older {
            let middle = StateMap(first).target(of: Int(state.rawValue))
            #expect(both.target(of: Int(state.rawValue)) == StateMap(second).target(of: middle))
        }
    }

    @Test("The maps kept ready are those of their events")
    func constants() {
        #expect(StateMap.v1Query == StateMap(.v1Query))
        #expect(StateMap.v2Query == StateMap(.v2Query))
        #expect(StateMap.v2ReportHeard == StateMap(.v2ReportHeard))
        #expect(StateMap.v1ReportHeard == StateMap(.v1ReportHeard(routerIsV1: false)))
        #expect(StateMap.v1ReportHeardFromV1Router == StateMap(.v1ReportHeard(routerIsV1: true)))
    }

    @Test("Several general queries are one of version 1, or two of version 2")
    func queriesInARow() {
        // What lets a tracker keep only how many came, and whether one was of version 1.
        let v2 = MembershipEvent.v2Query
        for state in Self.older {
            #expect(state.after(v2).after(v2) == state.after(.v1Query))
            #expect(state.after(v2).after(v2).after(v2) == state.after(.v1Query))
            #expect(state.after(.v1Query).after(v2) == state.after(.v1Query))
            #expect(state.after(v2).after(.v1Query) == state.after(.v1Query))
        }
    }
}
