/// What an event, or several, do to each of the five states of a version 1 or 2
/// host: a function from states to states, three bits each.
struct StateMap: Hashable, Sendable {
    private var bits: UInt16 = 0

    init(_ transition: (MemberState) -> MemberState) {
        for state in MemberState.allCases.prefix(MemberState.olderHostCount) {
            bits |= UInt16(transition(state).rawValue) << (3 * UInt16(state.rawValue))
        }
    }

    init(_ event: MembershipEvent) {
        self.init { $0.after(event) }
    }

    /// Where the map takes the state with this raw value.
    @inline(__always)
    func target(of state: Int) -> Int {
        Int(bits >> (3 * UInt16(truncatingIfNeeded: state)) & 7)
    }

    static let v1Query = StateMap(.v1Query)
    static let v2Query = StateMap(.v2Query)
    static let v2ReportHeard = StateMap(.v2ReportHeard)
    static let v1ReportHeard = StateMap(.v1ReportHeard(routerIsV1: false))
    static let v1ReportHeardFromV1Router = StateMap(.v1ReportHeard(routerIsV1: true))
}
