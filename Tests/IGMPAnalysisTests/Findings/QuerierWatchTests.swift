import IGMPWire
import TestSupport
import Testing

@testable import IGMPAnalysis

@Suite("What is remembered of queriers")
struct QuerierWatchTests {
    private static let start = Timestamp(nanoseconds: 7)
    private static let patience = NoQuerierRule.patience

    /// What is due up to a time: how often nobody was found to query, and who was lost.
    private func taken(from watch: inout QuerierWatch, upTo time: Timestamp) -> (absences: UInt64, lost: [IPv4Address])
    {
        var (absences, lost): (UInt64, [IPv4Address]) = (0, [])
        while let (due, _) = watch.takeDue(upTo: time) {
            switch due {
            case .absence(let times, _): absences += times
            case .loss(let loss): lost.append(loss.address)
            }
        }
        return (absences, lost)
    }

    @Test("That nobody queries is due each time the patience is over, not a nanosecond before")
    func patience() {
        var watch = QuerierWatch(since: Self.start)
        let due = Self.start.advanced(by: Self.patience)
        #expect(taken(from: &watch, upTo: due.advanced(by: Interval(nanoseconds: -1))).absences == 0)
        #expect(taken(from: &watch, upTo: due).absences == 1)
        #expect(taken(from: &watch, upTo: due).absences == 0)
        #expect(watch.nextDeadline == due.advanced(by: Self.patience))
    }

    @Test("However often it is asked, it comes to the same")
    func leap() {
        let steps: [Int] = [0, 1, 254, 255, 256, 509, 510, 1000, 1275, 1276, 100_000]
        var (stepping, total): (QuerierWatch, UInt64) = (QuerierWatch(since: Self.start), 0)
        for seconds in steps {
            let time = Self.start.advanced(by: .seconds(seconds))
            total += taken(from: &stepping, upTo: time).absences
            var leaping = QuerierWatch(since: Self.start)
            #expect(taken(from: &leaping, upTo: time).absences == total)
            #expect(leaping.nextDeadline == stepping.nextDeadline)
        }
        #expect(total == 100_000 / 255)
    }

    @Test("A clock that leaps to the end of time, from wherever, is at an end there")
    func endOfTime() {
        for first: Int64 in [.min, 0, 7, .max - 5, .max] {
            var watch = QuerierWatch(since: Timestamp(nanoseconds: first))
            let end = Timestamp(nanoseconds: .max)
            let absences = taken(from: &watch, upTo: end).absences
            #expect(absences > 0 || first > .max - 300_000_000_000)
            #expect(watch.nextDeadline == end)
            #expect(taken(from: &watch, upTo: end).absences == 0)
        }
    }

    private static func loss(of querier: IPv4Address) -> QuerierWatch.Loss {
        QuerierWatch.Loss(address: querier, mac: nil, silentSince: start, deathAt: nil)
    }

    @Test("A loss has an end to tell when it was found before somebody is elected")
    func endOfLoss() {
        let querier = IPv4Address(10, 0, 0, 1)
        for (seconds, isFound) in [(4, false), (5, true)] {
            var watch = QuerierWatch(since: Self.start)
            #expect(watch.endLoss()?.address == nil)
            watch.lost(Self.loss(of: querier), at: Self.start)
            _ = taken(from: &watch, upTo: Self.start.advanced(by: .seconds(seconds)))
            #expect((watch.endLoss()?.address == querier) == isFound)
            #expect(watch.endLoss()?.address == nil)
        }
    }

    @Test("A querier that is lost is told of once, when its grace is over")
    func loss() {
        var watch = QuerierWatch(since: Self.start)
        let querier = IPv4Address(10, 0, 0, 1)
        _ = watch.elected(querier, at: Self.start)
        watch.lost(Self.loss(of: querier), at: Self.start)
        let due = Self.start.advanced(by: QuerierLostRule.grace)
        #expect(taken(from: &watch, upTo: due.advanced(by: Interval(nanoseconds: -1))).lost == [])
        let found = taken(from: &watch, upTo: due.advanced(by: .seconds(100_000)))
        #expect(found.lost == [querier] && found.absences == 0)
        #expect(watch.nextDeadline.nanoseconds == .max)
    }
}
