import TestSupport
import Testing

@testable import IGMPTracking

@Suite("StateClasses")
struct StateClassesTests {
    @Test("A member is in the state that it entered, until an event moves it")
    func oneMember() {
        var classes = StateClasses()
        var roots = StateClasses.Roots()
        let member = classes.enter(.sleeping, of: &roots)
        #expect(classes.state(of: member) == .sleeping)
        classes.apply(.v2Query, to: &roots)
        #expect(classes.state(of: member) == .awakening)
        classes.apply(.v2Query, to: &roots)
        #expect(classes.state(of: member) == .delaying)
        classes.leave(member)
        classes.remove(&roots)
        #expect(classes.count == 0)
    }

    @Test("A state that nobody is in has no class after the next event that changes it")
    func emptyClasses() {
        var classes = StateClasses()
        var roots = StateClasses.Roots()
        for state in MemberState.allCases.prefix(MemberState.olderHostCount) {
            classes.leave(classes.enter(state, of: &roots))
        }
        #expect(classes.count == 5)
        // Who is lazy or sleeping stays so.
        classes.apply(.v2ReportHeard, to: &roots)
        #expect(classes.count == 2)
        classes.apply(.v2Query, to: &roots)
        #expect(classes.count == 0)
    }

    @Test("However many come and go, what is kept for a member that is never looked at stays small")
    func silentMember() {
        var classes = StateClasses()
        var roots = StateClasses.Roots()
        let silent = classes.enter(.idle, of: &roots)
        var most = 0
        for round in 0..<10_000 {
            // One answers a query, by which it is lazy or idle with the others, and goes.
            let passing = classes.enter(.delaying, of: &roots)
            classes.apply(round % 3 == 0 ? .v1ReportHeard : .v2ReportHeard, to: &roots)
            if round % 2 == 0 { classes.apply(.v2Query, to: &roots) }
            classes.leave(passing)
            most = max(most, classes.count)
        }
        #expect(most < 40)
        classes.leave(silent)
        classes.remove(&roots)
        #expect(classes.count == 0)
    }

    @Test("Random events and members, group by group, agree with a state kept for each", arguments: 0..<8)
    func againstNaive(seed: UInt64) {
        struct Entry {
            let group: Int
            var state: MemberState
            var index: StateClasses.ClassIndex
        }
        let older = Array(MemberState.allCases.prefix(MemberState.olderHostCount))
        let maps = StateMapTests.events.map { (event: $0, map: StateMap($0)) }
        var random = SeededGenerator(seed: seed)
        var classes = StateClasses()
        var roots = Array(repeating: StateClasses.Roots(), count: 4)
        var members: [Entry] = []
        for step in 0..<6_000 {
            let group = Int.random(in: roots.indices, using: &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<4 where members.count < 300:
                let state = older.randomElement(using: &random) ?? .idle
                let index = classes.enter(state, of: &roots[group])
                members.append(Entry(group: group, state: state, index: index))
            case 4..<6 where !members.isEmpty:
                let gone = members.swapRemove(at: Int.random(in: members.indices, using: &random))
                classes.leave(gone.index)
            case 6 where !members.isEmpty:
                // Asking in this way also moves the member up to the class that counts.
                let place = Int.random(in: members.indices, using: &random)
                #expect(classes.state(of: &members[place].index) == members[place].state)
            default:
                guard let (event, map) = maps.randomElement(using: &random) else { break }
                classes.apply(map, to: &roots[group])
                for place in members.indices where members[place].group == group {
                    members[place].state = members[place].state.after(event)
                }
            }
            guard step % 50 == 0 else { continue }
            #expect(members.allSatisfy { classes.state(of: $0.index) == $0.state })
            // Every class but the roots holds a member, directly or through another class that does.
            #expect(classes.count <= 2 * members.count + 5 * roots.count)
        }
        for member in members { classes.leave(member.index) }
        for group in roots.indices { classes.remove(&roots[group]) }
        #expect(classes.count == 0)
    }
}

extension Array {
    /// Takes out the element at `index`; the last takes its place.
    mutating func swapRemove(at index: Int) -> Element {
        swapAt(index, count - 1)
        return removeLast()
    }
}
