import IGMPWire
import TestSupport
import Testing

@testable import IGMPTracking

@Suite("LinkTracker: members that come, go and do not answer")
struct LinkTrackerMembersTests {
    private let group = IPv4Address(239, 1, 1, 1)
    private let host = IPv4Address(10, 0, 0, 11)
    private let second = IPv4Address(10, 0, 0, 12)

    @Test(
        "Who leaves as many general queries unanswered as the robustness says is no member any more", arguments: 1...7)
    func unanswered(robustness: Int) {
        var link = TrackedLink()
        link.queryV3(robustness: UInt8(robustness), intervalCode: 60)
        link.record(.modeIsExclude, group, from: host)
        link.advance(.seconds(60))
        _ = link.changes()
        for count in 1...robustness {
            link.queryV3(robustness: UInt8(robustness), intervalCode: 60)
            link.advance(.milliseconds(10_500))
            #expect(link.state(host, of: group) == .queryPending, "query \(count) of \(robustness)")
            link.advance(.milliseconds(1))
            if count < robustness {
                #expect(link.state(host, of: group) == .reporting, "query \(count) of \(robustness)")
                link.advance(.seconds(49))
            }
        }
        #expect(link.state(host, of: group) == nil)
        #expect(link.changes() == [.memberLeft(group: group, host: host, reason: .unanswered)])
        link.advance(.seconds(2_000))
        #expect(link.tracker.groupCount == 0)
    }

    @Test("What two queriers ask within the response time is one round: a report that got lost ends nothing")
    func twoQueriers() {
        var link = TrackedLink()
        func ask(_ link: inout TrackedLink) {
            link.queryV3()
            link.wait(.seconds(5))
            link.queryV3(from: IPv4Address(10, 0, 0, 2))
            link.advance(.seconds(120))
        }
        link.queryV3()
        link.record(.modeIsExclude, group, from: host)
        link.wait(.seconds(125))
        ask(&link)
        #expect(link.state(host, of: group) == .reporting)
        ask(&link)
        #expect(link.state(host, of: group) == nil)
    }

    @Test("A member that changes its version for ever, with nobody querying, takes no more room each time")
    func versionChanges() {
        var link = TrackedLink()
        for _ in 0..<1000 {
            link.report(version: 2, group, from: host)
            link.record(.modeIsExclude, group, from: host)
            link.record(.modeIsExclude, group, from: second)
        }
        let entries = link.tracker.groups[0].queues[0].count + link.tracker.groups[0].queues[1].count
        #expect(entries < 100)
        #expect(link.state(host, of: group) == .reporting && link.state(second, of: group) == .reporting)
    }

    @Test("An answer at the last moment keeps a member, and counts from there")
    func answered() {
        var link = TrackedLink()
        link.record(.modeIsExclude, group, from: host)
        for _ in 0..<5 {
            link.advance(.seconds(50))
            link.query()
            link.advance(.seconds(50))
            link.query()
            link.advance(.milliseconds(10_500))
            link.record(.modeIsExclude, group, from: host)
        }
        #expect(link.state(host, of: group) == .reporting)
    }

    @Test("One version 2 report answers for all version 1 and 2 members, none for version 3 members")
    func answeringForOthers() {
        var link = TrackedLink()
        link.report(version: 1, group, from: host)
        link.report(group, from: second)
        let third = IPv4Address(10, 0, 0, 13)
        link.record(.modeIsExclude, group, from: third)
        for _ in 0..<4 {
            link.advance(.seconds(50))
            link.query()
            link.advance(.seconds(5))
            link.report(group, from: second)
        }
        #expect(link.group(group)?.members.map(\.host) == [host, second])
    }

    @Test("A report to something other than the group answers for its sender alone")
    func misaddressedAnswer() {
        var link = TrackedLink()
        for reporter in [host, second] { link.report(group, from: reporter) }
        for _ in 0..<2 {
            link.advance(.seconds(50))
            link.query()
            link.advance(.seconds(5))
            link.report(group, from: second, to: .allSystems)
        }
        link.advance(.seconds(10))
        #expect(link.group(group)?.members.map(\.host) == [second])
    }

    @Test("After a version 1 report older members may sleep through one query more")
    func sleeping() {
        var link = TrackedLink()
        link.report(version: 1, group, from: host)
        for count in 1...3 {
            link.advance(.seconds(50))
            link.query()
            link.advance(.milliseconds(10_501))
            #expect((link.state(host, of: group) == nil) == (count == 3))
        }
    }

    @Test("Specific queries ask the members of their group, and nobody else")
    func specific() {
        var link = TrackedLink()
        let other = IPv4Address(239, 1, 1, 2)
        for joined in [group, other] { link.report(joined, from: host) }
        link.advance(.seconds(5))
        link.query(code: 10, group: group)
        link.advance(.seconds(1))
        link.query(code: 10, group: group)
        link.advance(.milliseconds(1_500))
        #expect(link.state(host, of: group) == .delaying)
        link.advance(.milliseconds(1))
        #expect(link.state(host, of: group) == nil)
        #expect(link.state(host, of: other) == .delaying)
        #expect(
            link.changes().suffix(2) == [
                .groupExpired(group), .memberLeft(group: group, host: host, reason: .unanswered),
            ])
        #expect(link.tracker.groupCount == 1)
    }

    @Test("A known member is there before its first packet, and idle")
    func known() {
        var link = TrackedLink()
        link.tracker.advance(to: link.now)
        link.tracker.addKnownMember(host: host, group: group)
        link.tracker.addKnownMember(host: host, group: group)
        link.tracker.addKnownMember(host: host, group: IPv4Address(10, 1, 1, 1))
        #expect(link.state(host, of: group) == .idle)
        #expect(link.group(group)?.group.isForwarding == false)
        #expect(link.changes() == [.groupCreated(group), .memberJoined(group: group, host: host, version: 2)])
        link.query()
        #expect(link.state(host, of: group) == .delaying)
        link.report(group, from: host)
        #expect(link.state(host, of: group) == .idle)
        #expect(link.changes() == [.querierElected(TrackedLink.querier)])
    }

    @Test("A known member has no times until it is heard")
    func knownTimes() throws {
        var link = TrackedLink()
        link.tracker.advance(to: TrackedLink.start)
        link.tracker.addKnownMember(host: host, group: group)
        let told = try #require(link.group(group)?.members.first)
        #expect(told.joinedAt == nil)
        #expect(told.lastReportAt == nil)
        link.report(group, from: host)
        let heard = try #require(link.group(group)?.members.first)
        #expect(heard.joinedAt == link.now)
        #expect(heard.lastReportAt == link.now)
    }

    @Test("A member known of later has nothing to do with queries from before")
    func knownLate() {
        var link = TrackedLink()
        for _ in 0..<2 { link.report(group, from: second) }
        link.query()
        link.tracker.addKnownMember(host: host, group: group)
        #expect(link.state(host, of: group) == .idle)
        #expect(link.state(second, of: group) == .delaying)
    }

    @Test("A group is told to be created once, and to have expired once, each time in turn")
    func groupsInTurn() {
        var link = TrackedLink()
        let local = IPv4Address(224, 0, 0, 251)
        func told(_ link: inout TrackedLink) -> [Change.Kind] {
            link.changes().filter {
                switch $0 {
                case .groupCreated, .groupExpired: true
                default: false
                }
            }
        }
        for _ in 0..<2 {
            link.report(local, from: host)
            link.report(local, from: second)
            link.leave(local, from: host)
            link.leave(local, from: second)
        }
        #expect(
            told(&link) == [.groupCreated(local), .groupExpired(local), .groupCreated(local), .groupExpired(local)])
        // A router's view that ends and comes back while its member stays.
        for _ in 0..<2 {
            let createdAt = link.now
            for _ in 0..<3 {
                link.report(group, from: host)
                link.wait(.seconds(1))
            }
            #expect(link.group(group)?.group.createdAt == createdAt)
            link.advance(.seconds(400))
        }
        link.leave(group, from: host)
        #expect(
            told(&link) == [.groupCreated(group), .groupExpired(group), .groupCreated(group), .groupExpired(group)])
    }
}
