import IGMPWire
import TestSupport
import Testing

@testable import IGMPTracking

@Suite("RouterFilter")
struct RouterFilterTests {
    /// How many random steps are compared with the model; a million once in a while.
    static let randomSteps = 40_000

    private static func at(_ time: Int) -> Timestamp { Timestamp(nanoseconds: Int64(time)) }

    private func agrees(_ filter: borrowing RouterFilter, _ model: RouterFilterModel) -> Bool {
        guard (filter.mode == .exclude) == model.isExclude,
            filter.sources.count == model.timers.count + model.blocked.count,
            filter.isForwarding == (model.isExclude || !model.timers.isEmpty)
        else { return false }
        let end = model.isExclude ? model.groupTimer : model.timers.values.max()
        guard filter.expiresAt == end.map(Self.at) else { return false }
        var last: IPv4Address?
        for entry in filter.sources {
            if let last, last >= entry.source { return false }
            last = entry.source
            if let expiry = entry.expiresAt {
                guard model.timers[entry.source.rawValue].map(Self.at) == expiry else { return false }
            } else {
                guard model.blocked.contains(entry.source.rawValue) else { return false }
            }
        }
        return true
    }

    @Test("Random records, queries and spans of time leave what the tables of RFC 9776 say", arguments: 0..<4)
    func againstModel(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var filter = RouterFilter()
        var model = RouterFilterModel()
        var scratch = Slab<SourceTimer>()
        var now = 0
        var everyMode: Set<Bool> = []
        for step in 0..<Self.randomSteps / 4 {
            // Mostly a little later; at times much, so that everything runs out.
            now += Int.random(in: 0..<40, using: &random) == 0 ? 300 : Int.random(in: 0..<12, using: &random)
            filter.expire(at: Self.at(now))
            model.expire(now: now)
            everyMode.insert(model.isExclude)
            let listed = Set(
                (0..<Int.random(in: 0..<6, using: &random)).map { _ in
                    UInt32.random(in: 1...12, using: &random)
                })
            let sorted = listed.sorted()
            let interval = Int.random(in: 100...260, using: &random)
            let full = Self.at(now + interval)
            var lost = 0
            switch Int.random(in: 0..<9, using: &random) {
            case 6:
                let deadline = now + Int.random(in: 0...20, using: &random)
                filter.lowerGroupTimer(to: Self.at(deadline))
                model.lowerGroupTimer(to: deadline)
            case 7, 8:
                let deadline = now + Int.random(in: 0...20, using: &random)
                filter.lowerSourceTimers(Slab(sorted), to: Self.at(deadline))
                model.lowerSourceTimers(listed, to: deadline)
            case let choice:
                let record = RouterFilterModel.Record.allCases[choice]
                switch record {
                case .isIn, .toIn, .allow:
                    lost = filter.allow(Slab(sorted), until: full, scratch: &scratch, limit: 100)
                case .isEx, .toEx:
                    lost = filter.exclude(
                        Slab(sorted), until: full, isModeChange: record == .toEx, scratch: &scratch, limit: 100)
                case .block:
                    lost = filter.block(Slab(sorted), scratch: &scratch, limit: 100)
                }
                model.hear(record, listed, now: now, membershipInterval: interval)
            }
            #expect(lost == 0)
            guard agrees(filter, model) else {
                Issue.record("step \(step) at \(now): \(filter.sources) is not \(model)")
                return
            }
        }
        #expect(everyMode == [false, true])
    }

    @Test("Nothing is forwarded before a report")
    func empty() {
        var filter = RouterFilter()
        #expect(filter.isForwarding == false)
        #expect(filter.expiresAt == nil)
        filter.expire(at: Self.at(.max))
        #expect(filter.isForwarding == false)
    }

    @Test("EXCLUDE mode ends when its timer does, not a moment before")
    func groupTimer() {
        var filter = RouterFilter()
        var scratch = Slab<SourceTimer>()
        #expect(filter.exclude(Slab([]), until: Self.at(100), isModeChange: true, scratch: &scratch, limit: 9) == 0)
        filter.expire(at: Self.at(99))
        #expect(filter.mode == .exclude)
        #expect(filter.expiresAt == Self.at(100))
        filter.expire(at: Self.at(100))
        #expect(filter.mode == .include)
        #expect(filter.isForwarding == false)
    }

    @Test("A source in INCLUDE mode ends when its timer does, not a moment before")
    func sourceTimer() {
        var filter = RouterFilter()
        var scratch = Slab<SourceTimer>()
        #expect(filter.allow(Slab([5]), until: Self.at(100), scratch: &scratch, limit: 9) == 0)
        #expect(filter.allow(Slab([6]), until: Self.at(200), scratch: &scratch, limit: 9) == 0)
        filter.expire(at: Self.at(99))
        #expect(filter.sources.map(\.source.rawValue) == [5, 6])
        filter.expire(at: Self.at(100))
        #expect(filter.sources.map(\.source.rawValue) == [6])
        #expect(filter.expiresAt == Self.at(200))
    }

    /// The ways in which a record can bring more sources than there is room for.
    enum Growth: CaseIterable {
        case allowAbove, allowBelow, allowBetween, exclude, excludeAgain, block
    }

    @Test(
        "No more sources are kept than the limit, however they come, and those that went are told",
        arguments: Growth.allCases)
    func limit(growth: Growth) {
        let limit = 8
        var filter = RouterFilter()
        var scratch = Slab<SourceTimer>()
        let held = (0..<UInt32(limit)).map { 1_000 + 10 * $0 }
        let isExclude = growth == .block || growth == .excludeAgain
        if isExclude {
            #expect(
                filter.exclude(Slab(held), until: Self.at(9), isModeChange: true, scratch: &scratch, limit: limit) == 0)
        } else {
            #expect(filter.allow(Slab(held), until: Self.at(9), scratch: &scratch, limit: limit) == 0)
        }
        #expect(filter.sources.count == limit)
        var lost = 0
        var new: [UInt32] = [1, 2]
        switch growth {
        case .allowAbove:
            new = [2_000, 2_001]
            lost = filter.allow(Slab(new), until: Self.at(10), scratch: &scratch, limit: limit)
        case .allowBelow:
            lost = filter.allow(Slab(new), until: Self.at(10), scratch: &scratch, limit: limit)
        case .allowBetween:
            new = [1_000, 1_005, 1_010, 1_015]
            lost = filter.allow(Slab(new), until: Self.at(10), scratch: &scratch, limit: limit)
        case .exclude, .excludeAgain:
            let listed = new + held
            lost = filter.exclude(Slab(listed), until: Self.at(9), isModeChange: true, scratch: &scratch, limit: limit)
            new = []
        case .block:
            lost = filter.block(Slab(new), scratch: &scratch, limit: limit)
        }
        #expect(filter.sources.count == limit)
        #expect(lost == 2)
        let addresses = filter.sources.map(\.source)
        #expect(addresses == addresses.sorted())
        #expect(Set(addresses.map(\.rawValue)).isSuperset(of: new))
    }

    @Test("Of too many sources those go that would run out first, blocked ones before all")
    func firstToGo() {
        var filter = RouterFilter()
        var scratch = Slab<SourceTimer>()
        #expect(
            filter.exclude(Slab([10, 11]), until: Self.at(9), isModeChange: true, scratch: &scratch, limit: 5) == 0)
        #expect(filter.allow(Slab([20]), until: Self.at(7), scratch: &scratch, limit: 5) == 0)
        #expect(filter.allow(Slab([5]), until: Self.at(6), scratch: &scratch, limit: 5) == 0)
        #expect(filter.allow(Slab([6]), until: Self.at(8), scratch: &scratch, limit: 5) == 0)
        #expect(filter.allow(Slab([30, 31, 32]), until: Self.at(9), scratch: &scratch, limit: 5) == 3)
        #expect(filter.sources.map(\.source.rawValue) == [6, 20, 30, 31, 32])
        #expect(filter.removeSources(dueUntil: Self.at(8), atMost: 1) == 1)
        #expect(filter.sources.map(\.source.rawValue) == [20, 30, 31, 32])
        #expect(filter.removeSources(dueUntil: Self.at(8), atMost: 9) == 1)
        #expect(filter.removeSources(dueUntil: Self.at(8), atMost: 9) == 0)
        #expect(filter.sources.map(\.source.rawValue) == [30, 31, 32])
    }
}
