import IGMPTracking
import IGMPWire
import TestSupport
import Testing

@Suite("LinkTracker against hosts kept one by one")
struct LinkTrackerRandomTests {
    /// How many random packets are heard for each seed; a million once in a while.
    static let randomPackets = 5_000

    /// Random packets on a link, heard by the tracker and by the model.
    struct Traffic: ~Copyable {
        var random: SeededGenerator
        var link = TrackedLink()
        var model: LinkModel
        var milliseconds = 0
        /// Queries since a report last answered for the group.
        var unanswered: [IPv4Address: Int] = [:]

        static let hosts = (1...60).map { IPv4Address(10, 0, 1, $0) }
        static let groups = (1...37).map { IPv4Address(239, 1, 1, $0) } + (5...7).map { IPv4Address(224, 0, 0, $0) }

        init(seed: UInt64) {
            random = SeededGenerator(seed: seed)
            model = LinkModel(hosts: Self.hosts.map { LinkModel.Host(address: $0) })
            // So that it takes seven unanswered queries to end a membership.
            link.queryV3(robustness: 7)
            model.query(code: 100, to: .allSystems, at: milliseconds)
        }

        mutating func host() -> IPv4Address { Self.hosts.randomElement(using: &random) ?? .unspecified }
        mutating func group() -> IPv4Address { Self.groups.randomElement(using: &random) ?? .unspecified }
        mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &random) == 0 }

        mutating func step() {
            let span = chance(300) ? 300_000 : chance(30) ? 30_000 : 1_500
            let elapsed = chance(5) ? 0 : Int.random(in: 0...span, using: &random)
            milliseconds += elapsed
            link.wait(.milliseconds(elapsed))
            switch Int.random(in: 0..<10, using: &random) {
            case 0: query()
            case 1: leave()
            default: report(group(), from: host())
            }
        }

        mutating func query() {
            answerInTime()
            let code = chance(2) ? 0 : UInt8.random(in: 1...255, using: &random)
            let destination: IPv4Address =
                switch Int.random(in: 0..<8, using: &random) {
                case 0..<3: .allSystems
                case 3..<5: group()
                case 5: host()
                case 6: chance(2) ? .broadcast : .unspecified
                default: IPv4Address(239, 200, 0, 1)
                }
            // What the group field and the bytes behind it say means nothing to these hosts.
            let fields = [IPv4Address.unspecified, group(), destination, IPv4Address(10, 9, 9, 9)]
            let field = fields.randomElement(using: &random) ?? .unspecified
            let tails: [[UInt8]] = [[], [], [1], [7, 125, 0, 0], [7, 125, 0, 9], [7, 0, 0, 1, 192, 0, 2, 1]]
            let tail = tails.randomElement(using: &random) ?? []
            // A kernel drops what comes from such a source.
            let isDropped = chance(20)
            let source = isDropped ? IPv4Address(chance(2) ? 127 : 239, 0, 0, 1) : TrackedLink.querier
            link.hear(
                PacketBuilder.igmp(type: 0x11, code: code, group: field, rest: tail), from: source, to: destination)
            if !isDropped { model.query(code: code, to: destination, at: milliseconds) }
        }

        /// Reports for groups that are about to be taken for unanswered.
        mutating func answerInTime() {
            for group in Self.groups {
                unanswered[group, default: 0] += 1
                guard unanswered[group, default: 0] >= 6 else { continue }
                let members = model.hosts.filter { $0.states[group] != nil }
                if let member = members.randomElement(using: &random) {
                    report(group, from: member.address, isMisaddressed: false)
                }
            }
        }

        mutating func report(_ group: IPv4Address, from host: IPv4Address, isMisaddressed: Bool? = nil) {
            let version = chance(2) ? 1 : 2
            let isMisaddressed = isMisaddressed ?? chance(10)
            let others = [IPv4Address.allSystems, IPv4Address(239, 1, 1, 1), TrackedLink.querier]
            let other = others.randomElement(using: &random) ?? group
            let destination = isMisaddressed ? other : group
            if chance(40) {
                link.report(version: version, group, from: IPv4Address(127, 0, 0, 1), to: destination)
            } else {
                link.report(version: version, group, from: host, to: destination)
                model.report(version: version, group, from: host, to: destination, at: milliseconds)
                if destination == group { unanswered[group] = 0 }
            }
        }

        mutating func leave() {
            let (group, host) = (group(), host())
            link.leave(group, from: host)
            model.leave(group, from: host)
        }

        /// The first difference between the two, if there is one.
        mutating func difference() -> String? {
            var tracked: [IPv4Address: [IPv4Address: MemberState]] = [:]
            for seen in link.groups() {
                tracked[seen.group.address] = Dictionary(uniqueKeysWithValues: seen.members.map { ($0.host, $0.state) })
            }
            for group in Self.groups {
                for host in model.hosts {
                    let told = tracked[group]?[host.address]
                    let held = host.states[group]
                    if told != held {
                        return "\(host.address) in \(group): \(told.map { "\($0)" } ?? "none"), "
                            + "not \(held.map { "\($0)" } ?? "none")"
                    }
                }
            }
            return nil
        }
    }

    @Test("Random queries, reports and leaves leave every member in the state that its host is in", arguments: 0..<4)
    func againstModel(seed: UInt64) {
        var traffic = Traffic(seed: seed)
        var everyState: Set<MemberState> = []
        for step in 1...Self.randomPackets {
            traffic.step()
            guard step % 40 == 0 else { continue }
            if let difference = traffic.difference() {
                Issue.record("step \(step): \(difference)")
                return
            }
            for host in traffic.model.hosts { everyState.formUnion(host.states.values) }
        }
        #expect(everyState == [.delaying, .idle, .lazy, .sleeping, .awakening])
    }
}
