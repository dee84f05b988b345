import IGMPWire
import TestSupport
import Testing

@testable import IGMPTracking

@Suite("Making room")
struct EvictionTests {
    /// Everything that must hold between the tables of a tracker.
    private func check(_ tracker: borrowing LinkTracker, _ usage: TrackerUsage, _ step: Int) {
        var membersOfHosts = Array(repeating: 0, count: tracker.hosts.count)
        var membersInLists = 0
        for place in tracker.groups.indices where tracker.groups[place].isKept {
            var count = 0
            tracker.forEachMember(of: UInt32(place)) { member in
                count += 1
                membersOfHosts[Int(tracker.members[Int(member)].host)] += 1
                let host = tracker.members[Int(member)].host
                #expect(tracker.member(of: UInt32(place), host: host) == member, "step \(step)")
                #expect(tracker.members[Int(member)].group == UInt32(place), "step \(step)")
            }
            #expect(count == Int(tracker.groups[place].memberCount), "step \(step)")
            #expect(tracker.groupIndex[tracker.groups[place].address.rawValue] == UInt32(place))
            #expect(count > 0 || tracker.groups[place].filter.isForwarding, "step \(step)")
            membersInLists += count
        }
        for place in tracker.hosts.indices {
            #expect(Int(tracker.hosts[place].memberCount) == membersOfHosts[place], "step \(step)")
        }
        #expect(membersInLists == tracker.membershipCount)
        #expect(usage.members == tracker.memberIndex.count)
        #expect(usage.hosts == tracker.hostIndex.count)
        #expect(usage.groups == tracker.groupIndex.count)
        #expect(usage.groupSources >= tracker.countGroupSources())
        #expect(usage.memberSources == tracker.arena.count)
        let limits = usage.limits
        #expect(!usage.isExceeded)
        #expect(usage.members <= limits.members && usage.hosts <= limits.hosts && usage.groups <= limits.groups)
        #expect(usage.groupSources <= limits.groupSources && usage.memberSources <= limits.memberSources)
    }

    private func randomPacket(_ link: inout TrackedLink, using random: inout SeededGenerator) {
        let host = IPv4Address(10, 0, 0, UInt8.random(in: 1...60, using: &random))
        let group = IPv4Address(239, 1, 1, UInt8.random(in: 1...40, using: &random))
        switch Int.random(in: 0..<20, using: &random) {
        case 0: link.query(code: UInt8.random(in: 0...1, using: &random) * 100)
        case 1: link.query(code: 0, to: host)
        case 2: link.leave(group, from: host)
        case 3...6: link.report(version: Int.random(in: 1...2, using: &random), group, from: host)
        case 7: link.queryV3(group: group, code: 10)
        default:
            let types: [RecordType] = [
                .modeIsInclude, .modeIsExclude, .changeToInclude, .changeToExclude, .allowNewSources, .blockOldSources,
            ]
            let sources = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                IPv4Address(192, 0, 2, UInt8.random(in: 1...30, using: &random))
            }
            link.record(types.randomElement(using: &random) ?? .modeIsExclude, group, sources, from: host)
        }
        link.wait(.milliseconds(Int.random(in: 0...2_000, using: &random)))
    }

    @Test("Whatever comes, no table is beyond its limit, and the tables agree with each other", arguments: 0..<12)
    func consistent(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var link = TrackedLink(
            limits: limits {
                $0.groups = Int.random(in: 1...30, using: &random)
                $0.hosts = Int.random(in: 1...50, using: &random)
                $0.members = Int.random(in: 1...200, using: &random)
                $0.groupSources = Int.random(in: 1...100, using: &random)
                $0.memberSources = Int.random(in: 8...200, using: &random)
                $0.sourcesPerGroup = Int.random(in: 1...20, using: &random)
                $0.sourcesPerMember = Int.random(in: 1...10, using: &random)
            })
        for step in 0..<3_000 {
            randomPacket(&link, using: &random)
            check(link.tracker, link.tracker.usage, step)
        }
        #expect(!link.tracker.totalOverflow.isEmpty)
        link.tracker.evictAll()
        #expect(link.tracker.groupCount == 0)
        check(link.tracker, link.tracker.usage, -1)
        let usage = link.tracker.usage
        #expect(usage.groups + usage.hosts + usage.members + usage.memberSources == 0)
    }

    @Test("Every change that is told of a membership fits those before: joined, left, or let go", arguments: 0..<6)
    func changes(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var link = TrackedLink(
            limits: limits {
                $0.groups = 12
                $0.hosts = 20
                $0.members = 60
                $0.memberSources = 60
            })
        var members: Set<[IPv4Address]> = []
        var groups: Set<IPv4Address> = []
        for _ in 0..<3_000 {
            randomPacket(&link, using: &random)
            for change in link.changes() {
                switch change {
                case .memberJoined(let group, let host, _): #expect(members.insert([group, host]).inserted)
                case .memberLeft(let group, let host, _): #expect(members.remove([group, host]) != nil)
                case .groupCreated(let group): #expect(groups.insert(group).inserted)
                case .groupExpired(let group): #expect(groups.remove(group) != nil)
                default: break
                }
            }
        }
        #expect(link.tracker.totalOverflow.members > 0)
        #expect(members.count <= 60)
    }

    @Test("Trackers that share their limits give way to each other, the longest silent first")
    func shared() {
        let usage = TrackerUsage(limits: limits { $0.members = 4 })
        var first = LinkTracker(sharing: usage, seed: 1)
        var second = LinkTracker(sharing: usage, seed: 2)
        let report = { (tracker: inout LinkTracker, host: UInt8, seconds: Int) in
            let payload = PacketBuilder.ipv4(
                source: IPv4Address(10, 0, 0, host), destination: IPv4Address(239, 1, 1, 1),
                payload: PacketBuilder.igmp(type: 0x16, group: IPv4Address(239, 1, 1, 1)))
            var dissector = Dissector()
            lend(PacketBuilder.ethernet(payload: payload)) { bytes in
                let frame = CapturedFrame(
                    bytes: copy bytes, originalLength: bytes.count,
                    timestamp: TrackedLink.start.advanced(by: .seconds(seconds)), linkType: .ethernet)
                dissector.dissect(frame) { tracker.observe($0) }
            }
        }
        for host in 1...3 { report(&first, UInt8(host), host) }
        report(&second, 1, 4)
        #expect(!usage.isExceeded)
        report(&second, 2, 5)
        #expect(usage.isExceeded)
        usage.makeRoom { body in
            body(&first)
            body(&second)
        }
        #expect(!usage.isExceeded)
        #expect(first.membershipCount == 2 && second.membershipCount == 2)
        #expect(first.totalOverflow.members == 1 && second.totalOverflow.isEmpty)
    }

    @Test("Of a table that was full a sixty-fourth goes at once, so that the next have room")
    func batch() {
        var link = TrackedLink(limits: limits { $0.groups = 640 })
        for number in 0..<641 {
            link.record(.modeIsExclude, IPv4Address(rawValue: 0xEF01_0000 + UInt32(number)), from: TrackedLink.querier)
            link.wait(.milliseconds(1))
        }
        #expect(link.tracker.groupCount == 630)
        #expect(link.groups().first?.group.address == IPv4Address(rawValue: 0xEF01_0000 + 11))
    }
}
