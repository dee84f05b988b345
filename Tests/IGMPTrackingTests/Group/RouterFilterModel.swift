/// What a router keeps of one group, as RFC 9776 sections 6.2 to 6.6 have it,
/// with sets and a dictionary of timers: slow, plain, and sharing nothing with
/// what it is there to check.
struct RouterFilterModel {
    enum Record: CaseIterable {
        case isIn, isEx, toIn, toEx, allow, block
    }

    private(set) var isExclude = false
    private(set) var groupTimer = 0
    /// Running source timers: all sources in INCLUDE mode, the requested list X in EXCLUDE mode.
    private(set) var timers: [UInt32: Int] = [:]
    /// The exclude list Y: sources with a timer of zero.
    private(set) var blocked: Set<UInt32> = []

    private var running: Set<UInt32> { Set(timers.keys) }

    /// Sections 6.4.1 (current-state records) and 6.4.2 (filter-mode and source-list changes).
    mutating func hear(_ record: Record, _ listed: Set<UInt32>, now: Int, membershipInterval: Int) {
        let full = now + membershipInterval
        switch (isExclude, record) {
        case (false, .isIn), (false, .allow), (false, .toIn):
            // INCLUDE (A+B), (B)=GMI
            for source in listed { timers[source] = full }
        case (false, .block):
            // INCLUDE (A)
            break
        case (false, .isEx), (false, .toEx):
            // EXCLUDE (A*B,B-A), (B-A)=0, Delete (A-B), Group Timer=GMI
            let included = running
            timers = timers.filter { listed.contains($0.key) }
            blocked = listed.subtracting(included)
            isExclude = true
            groupTimer = full
        case (true, .isIn), (true, .allow), (true, .toIn):
            // EXCLUDE (X+A,Y-A), (A)=GMI
            for source in listed { timers[source] = full }
            blocked.subtract(listed)
        case (true, .isEx), (true, .toEx):
            // EXCLUDE (A-Y,Y*A), (A-X-Y)=GMI or Group Timer, Delete (X-A) and (Y-A), Group Timer=GMI
            let new = listed.subtracting(running).subtracting(blocked)
            timers = timers.filter { listed.contains($0.key) }
            blocked.formIntersection(listed)
            for source in new { timers[source] = record == .isEx ? full : groupTimer }
            groupTimer = full
        case (true, .block):
            // EXCLUDE (X+(A-Y),Y), (A-X-Y)=Group Timer
            for source in listed.subtracting(running).subtracting(blocked) { timers[source] = groupTimer }
        }
    }

    /// A group-specific query without the S flag (section 6.6.1).
    mutating func lowerGroupTimer(to deadline: Int) {
        if isExclude { groupTimer = min(groupTimer, deadline) }
    }

    /// A group-and-source-specific query without the S flag (section 6.6.1).
    mutating func lowerSourceTimers(_ listed: Set<UInt32>, to deadline: Int) {
        for source in listed { if let timer = timers[source] { timers[source] = min(timer, deadline) } }
    }

    /// Sections 6.3 and 6.5: what time does.
    mutating func expire(now: Int) {
        let expired = Set(timers.filter { $0.value <= now }.keys)
        for source in expired { timers[source] = nil }
        guard isExclude else { return }
        blocked.formUnion(expired)
        guard groupTimer <= now else { return }
        isExclude = false
        blocked = []
    }
}
