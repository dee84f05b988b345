import IGMPWire
import TestSupport
import Testing

@testable import IGMPTracking

@Suite("LinkTracker: vantage")
struct LinkTrackerVantageTests {
    private let group = IPv4Address(239, 1, 1, 1)
    private let first = IPv4Address(10, 0, 0, 10)
    private let second = IPv4Address(10, 0, 0, 11)

    @Test("Queries without a report say so once the first had to be answered")
    func queriesOnly() {
        var link = TrackedLink()
        #expect(link.tracker.vantage == .unknown)
        link.queryV3()
        link.advance(.seconds(10))
        #expect(link.tracker.vantage == .unknown)
        link.advance(.seconds(1))
        #expect(link.tracker.vantage == .queriesOnly)
        link.leave(group, from: first)
        #expect(link.tracker.vantage == .oneReporter)
    }

    @Test("Reports of one host are told from those of several")
    func reporters() {
        var link = TrackedLink()
        link.queryV3()
        link.record(.modeIsExclude, group, from: first)
        link.record(.modeIsExclude, IPv4Address(239, 1, 1, 2), from: first)
        #expect(link.tracker.vantage == .unknown)
        link.advance(.seconds(11))
        #expect(link.tracker.vantage == .oneReporter)
        link.record(.modeIsExclude, group, from: second)
        #expect(link.tracker.vantage == .everything)
    }

    @Test("Reports without a query are told")
    func reportsOnly() {
        var link = TrackedLink()
        link.report(group, from: first)
        #expect(link.tracker.vantage == .reportsOnly)
        link.report(group, from: second)
        #expect(link.tracker.vantage == .reportsOnly)
        link.query()
        #expect(link.tracker.vantage == .everything)
    }
}
