import IGMPWire
import Testing

@testable import IGMPTracking

@Suite("LinkTracker: what hosts report of their own accord")
struct LinkTrackerStateChangesTests {
    private let group = IPv4Address(239, 1, 1, 1)
    private let host = IPv4Address(10, 0, 0, 11)
    private let sources = (1...3).map { IPv4Address(192, 0, 2, $0) }

    private func counts(_ link: borrowing TrackedLink) -> StateChangeCounts {
        let timing = link.tracker.timingSnapshot()
        var ofHosts = StateChangeCounts()
        link.tracker.forEachHost(timing) { ofHosts.add($0.stateChanges) }
        #expect(ofHosts == timing.stateChanges)
        return timing.stateChanges
    }

    private func expect(
        _ link: borrowing TrackedLink, _ changes: UInt64, repeats: UInt64 = 0, below: UInt64 = 0, above: UInt64 = 0,
        unsolicited: UInt64 = 0, _ location: SourceLocation = #_sourceLocation
    ) {
        var expected = StateChangeCounts()
        expected.changes = changes
        expected.repeats = repeats
        expected.belowRobustness = below
        expected.aboveRobustness = above
        expected.unsolicited = unsolicited
        #expect(counts(link) == expected, sourceLocation: location)
    }

    @Test("A change is said as often as the robustness asks for: less is told, and more")
    func robustness() {
        for (copies, below, above) in [(1, 1, 0), (2, 1, 0), (3, 0, 0), (4, 0, 1), (6, 0, 1)] {
            var link = TrackedLink()
            link.queryV3(robustness: 3)
            link.wait(.seconds(60))
            for _ in 0..<copies {
                link.record(.changeToExclude, group, from: host)
                link.wait(.milliseconds(400))
            }
            link.advance(.milliseconds(1_100))
            expect(link, 1, repeats: UInt64(copies - 1), above: UInt64(above))
            link.advance(.milliseconds(1))
            expect(link, 1, repeats: UInt64(copies - 1), below: UInt64(below), above: UInt64(above))
            // Counted once, also when it is followed by another.
            link.record(.changeToInclude, group, from: host)
            expect(link, 2, repeats: UInt64(copies - 1), below: UInt64(below), above: UInt64(above))
        }
    }

    @Test("A copy comes within a second and a half of the one before; what comes later is another change")
    func gap() {
        for (wait, repeats) in [(1_500, 1), (1_501, 0)] {
            var link = TrackedLink()
            link.record(.changeToExclude, group, from: host)
            link.wait(.milliseconds(wait))
            link.record(.changeToExclude, group, from: host)
            #expect(counts(link).repeats == UInt64(repeats))
            #expect(counts(link).changes == UInt64(2 - repeats))
            #expect(link.tracker.timing.stateChanges.repeatInterval.kept.count == repeats)
        }
    }

    @Test("Another type or other sources make another change, which is not judged so soon after")
    func others() {
        var link = TrackedLink()
        link.record(.allowNewSources, group, [sources[0]], from: host)
        link.wait(.milliseconds(300))
        link.record(.allowNewSources, group, [sources[1]], from: host)
        link.wait(.milliseconds(300))
        link.record(.allowNewSources, group, [sources[1], sources[2]], from: host)
        link.wait(.milliseconds(300))
        link.record(.changeToInclude, group, [sources[1], sources[2]], from: host)
        link.advance(.seconds(60))
        expect(link, 4)
        link.record(.blockOldSources, group, [sources[1]], from: host)
        link.advance(.seconds(60))
        expect(link, 5, below: 1)
    }

    @Test("The copy of a leave is one too")
    func leave() {
        var link = TrackedLink()
        link.record(.changeToExclude, group, from: host)
        link.wait(.milliseconds(100))
        link.record(.changeToExclude, group, from: host)
        link.wait(.seconds(60))
        link.record(.changeToInclude, group, from: host)
        link.wait(.milliseconds(700))
        link.record(.changeToInclude, group, from: host)
        link.advance(.seconds(60))
        expect(link, 2, repeats: 2)
    }

    @Test("Before version 3 a join may be repeated for ten seconds and a half, and need not be")
    func older() {
        for (wait, repeats, unsolicited) in [(10_500, 1, 0), (10_501, 0, 1)] {
            var link = TrackedLink()
            link.report(group, from: host)
            link.wait(.milliseconds(wait))
            link.report(group, from: host)
            link.advance(.seconds(60))
            expect(link, 1, repeats: UInt64(repeats), unsolicited: UInt64(unsolicited))
        }
    }

    @Test("A report is unsolicited where no query is open and nothing has changed")
    func unsolicited() {
        var link = TrackedLink()
        link.record(.modeIsExclude, group, from: host)
        expect(link, 0, unsolicited: 1)
        link.wait(.seconds(20))
        link.record(.modeIsExclude, group, from: host)
        expect(link, 0, unsolicited: 2)
        link.queryV3()
        // An answer, and what comes while others answer.
        link.wait(.seconds(1))
        link.record(.modeIsExclude, group, from: host)
        link.wait(.seconds(1))
        link.record(.modeIsExclude, group, from: host)
        expect(link, 0, unsolicited: 2)
        link.wait(.milliseconds(8_501))
        link.record(.modeIsExclude, group, from: host)
        expect(link, 0, unsolicited: 3)
        link.report(IPv4Address(224, 0, 0, 9), from: host)
        link.record(.modeIsExclude, IPv4Address(224, 0, 0, 9), from: host)
        #expect(counts(link).unsolicited == 3)
    }

    @Test("A member takes no more than a cache line")
    func size() {
        #expect(MemoryLayout<Member>.stride <= 64)
    }
}
