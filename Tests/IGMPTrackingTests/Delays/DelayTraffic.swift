import IGMPTracking
import IGMPWire
import TestSupport

/// A link with many hosts for hours: a querier, hosts of versions 2 and 3 that join,
/// leave, answer in time, late or not at all, and specific queries after leaves.
///
/// What hosts do is drawn at random within what RFC 9776 section 5 and RFC 2236
/// section 3 have them do, and now and then without. Nobody is silent twice in a row:
/// the robustness is 2, and who is silent twice is no member any more.
struct DelayTraffic {
    private struct Host {
        let address: IPv4Address
        let isVersion3: Bool
        /// The groups it is in, with the source that it asks for where it asks for one.
        var groups: [IPv4Address: IPv4Address?] = [:]
        var wasSilent = false
    }

    /// What happens later, unless it has become needless by then.
    private enum Event {
        case generalQuery
        case change(host: Int)
        case answerGeneral(host: Int)
        /// `askedAt` is when the query was sent that it answers.
        case answer(host: Int, group: IPv4Address, askedAt: Int)
        case answerSources(host: Int, group: IPv4Address, sources: [IPv4Address])
        case specificQuery(group: IPv4Address, sources: [IPv4Address], left: Int)
        case repeatedRecord(host: Int, DelayPacket.Record)
        case report(host: Int, IPv4Address)
    }

    private(set) var packets: [DelayPacket] = []
    private var random: SeededGenerator
    private var hosts: [Host]
    private var events: [(at: Int, order: Int, event: Event)] = []
    private var order = 0
    private var lastReport: [IPv4Address: Int] = [:]
    private let end: Int

    static let robustness = 2
    static let querier = IPv4Address(10, 0, 0, 1)
    private static let second = 1_000_000
    private static let anySource = (1...60).map { IPv4Address(239, 1, 1, $0) }
    private static let singleSource = (1...20).map { IPv4Address(232, 1, 1, $0) }
    private static let sources = (1...3).map { IPv4Address(192, 0, 2, $0) }

    /// - Parameters:
    ///   - hostCount: a third of them of version 2.
    ///   - seconds: how long it goes on.
    init(hostCount: Int, seconds: Int, seed: UInt64) {
        random = SeededGenerator(seed: seed)
        end = seconds * Self.second
        hosts = []
        for number in 0..<hostCount {
            let address = IPv4Address(10, 0, UInt8(1 + number / 250), UInt8(1 + number % 250))
            hosts.append(Host(address: address, isVersion3: number % 3 != 0))
        }
        for host in hosts.indices {
            // Some are members that no packet shows until they answer.
            if hosts[host].isVersion3, chance(4) { hosts[host].groups[pick(Self.anySource)] = .some(nil) }
            schedule(.change(host: host), within: 300 * Self.second, from: 0)
        }
        schedule(.generalQuery, at: Self.second)
        run()
    }

    private mutating func run() {
        while let next = events.popLast() {
            guard next.at < end else { continue }
            happen(next.event, at: next.at)
        }
    }

    private mutating func happen(_ event: Event, at now: Int) {
        switch event {
        case .generalQuery: queryAll(at: now)
        case .change(let host): change(host, at: now)
        case .answerGeneral(let host):
            let records = hosts[host].groups.sorted { $0.key < $1.key }.map { group, source in
                source.map { DelayPacket.Record(type: .modeIsInclude, group: group, sources: [$0]) }
                    ?? DelayPacket.Record(type: .modeIsExclude, group: group)
            }
            if !records.isEmpty { send(.records(records), from: host, at: now) }
        case .answer(let host, let group, let askedAt):
            guard let source = hosts[host].groups[group] else { return }
            if !hosts[host].isVersion3 {
                // Another's report makes it needless.
                guard lastReport[group] ?? -1 < askedAt || chance(20) else { return }
                report(group, from: host, at: now)
            } else if source == nil {
                send(.records([DelayPacket.Record(type: .modeIsExclude, group: group)]), from: host, at: now)
            }
        case .answerSources(let host, let group, let sources):
            guard case .some(.some(let source)) = hosts[host].groups[group], sources.contains(source) else { return }
            let record = DelayPacket.Record(type: .modeIsInclude, group: group, sources: [source])
            send(.records([record]), from: host, at: now)
        case .specificQuery(let group, let sources, let left):
            querySpecific(group, sources, left: left, at: now)
        case .repeatedRecord(let host, let record):
            // What is no longer so is not repeated.
            let isEnd = record.type == .changeToInclude || record.type == .blockOldSources
            guard (hosts[host].groups[record.group] == nil) == isEnd else { return }
            send(.records([record]), from: host, at: now)
        case .report(let host, let group):
            if hosts[host].groups[group] != nil { report(group, from: host, at: now) }
        }
    }

    /// A query every two minutes or so, now and then two within the time to answer.
    private mutating func queryAll(at now: Int) {
        let tenths = pick([100, 100, 100, 50, 20, 127])
        packets.append(
            DelayPacket(at: now, host: Self.querier, kind: .query(group: nil, sources: [], tenths: tenths)))
        for host in hosts.indices where !hosts[host].groups.isEmpty {
            guard let delay = answerDelay(of: host, tenths: tenths, isGeneral: true) else { continue }
            if hosts[host].isVersion3 {
                schedule(.answerGeneral(host: host), at: now + delay)
            } else {
                for group in hosts[host].groups.keys.sorted() {
                    let own = delay > tenths * 100_000 ? delay : Int.random(in: 0...tenths * 100_000, using: &random)
                    schedule(.answer(host: host, group: group, askedAt: now), at: now + own)
                }
            }
        }
        let jitter = Int.random(in: -2_000_000...2_000_000, using: &random)
        schedule(.generalQuery, at: now + (chance(12) ? 7 * Self.second : 125 * Self.second) + jitter)
    }

    /// The querier asks, and asks again after a second, `left` times in all.
    private mutating func querySpecific(_ group: IPv4Address, _ sources: [IPv4Address], left: Int, at now: Int) {
        packets.append(
            DelayPacket(at: now, host: Self.querier, kind: .query(group: group, sources: sources, tenths: 10)))
        if left > 1 {
            let jitter = Int.random(in: -20_000...20_000, using: &random)
            schedule(.specificQuery(group: group, sources: sources, left: left - 1), at: now + Self.second + jitter)
        }
        for host in hosts.indices where hosts[host].groups[group] != nil {
            guard let delay = answerDelay(of: host, tenths: 10, isGeneral: false) else { continue }
            schedule(
                sources.isEmpty
                    ? .answer(host: host, group: group, askedAt: now)
                    : .answerSources(host: host, group: group, sources: sources), at: now + delay)
        }
    }

    /// How long a host takes to answer; nil where it does not.
    private mutating func answerDelay(of host: Int, tenths: Int, isGeneral: Bool) -> Int? {
        let most = tenths * 100_000
        guard !hosts[host].wasSilent else {
            // Only that answer is for all of its groups.
            if isGeneral { hosts[host].wasSilent = false }
            return Int.random(in: 0...most, using: &random)
        }
        switch Int.random(in: 0..<40, using: &random) {
        case 0:
            hosts[host].wasSilent = true
            return nil
        case 1:
            hosts[host].wasSilent = true
            return most + Int.random(in: 0...12 * Self.second, using: &random)
        default:
            return Int.random(in: 0...most, using: &random)
        }
    }

    /// A host joins a group or leaves one.
    private mutating func change(_ host: Int, at now: Int) {
        schedule(.change(host: host), within: 600 * Self.second, from: now)
        if hosts[host].groups.count > 1, let group = hosts[host].groups.keys.sorted().randomElement(using: &random) {
            return leave(group, host, at: now)
        }
        let isSingleSource = hosts[host].isVersion3 && chance(3)
        let group = isSingleSource ? pick(Self.singleSource) : pick(Self.anySource)
        guard hosts[host].groups[group] == nil else { return }
        let source = isSingleSource ? pick(Self.sources) : nil
        hosts[host].groups[group] = .some(source)
        guard hosts[host].isVersion3 else {
            report(group, from: host, at: now)
            if !chance(4) { schedule(.report(host: host, group), within: 10 * Self.second, from: now) }
            return
        }
        let record =
            source.map { DelayPacket.Record(type: .allowNewSources, group: group, sources: [$0]) }
            ?? DelayPacket.Record(type: .changeToExclude, group: group)
        sendRepeatedly(record, from: host, at: now)
    }

    private mutating func leave(_ group: IPv4Address, _ host: Int, at now: Int) {
        guard let source = hosts[host].groups.removeValue(forKey: group) else { return }
        if !hosts[host].isVersion3 {
            send(.leave(group), from: host, at: now)
        } else if let source {
            sendRepeatedly(.init(type: .blockOldSources, group: group, sources: [source]), from: host, at: now)
        } else {
            sendRepeatedly(.init(type: .changeToInclude, group: group), from: host, at: now)
        }
        // Most queriers ask twice; this one forgets it now and then, or asks once more.
        let queries = pick([0, 1, 2, 2, 2, 2, 2, 3])
        guard queries > 0 else { return }
        let sources = source.map { [$0] } ?? []
        schedule(
            .specificQuery(group: group, sources: sources, left: queries),
            at: now + Int.random(in: 50...80_000, using: &random))
    }

    /// Sends a change of state, and once more within a second, as hosts do for a robustness of 2.
    private mutating func sendRepeatedly(_ record: DelayPacket.Record, from host: Int, at now: Int) {
        send(.records([record]), from: host, at: now)
        if !chance(5) { schedule(.repeatedRecord(host: host, record), within: Self.second, from: now) }
    }

    private mutating func report(_ group: IPv4Address, from host: Int, at now: Int) {
        lastReport[group] = now
        send(.report(group), from: host, at: now)
    }

    private mutating func send(_ kind: DelayPacket.Kind, from host: Int, at now: Int) {
        packets.append(DelayPacket(at: now, host: hosts[host].address, kind: kind))
    }

    private mutating func schedule(_ event: Event, within span: Int, from now: Int) {
        schedule(event, at: now + Int.random(in: 1...span, using: &random))
    }

    /// Keeps the events in order, the next one last.
    private mutating func schedule(_ event: Event, at time: Int) {
        order += 1
        var low = 0
        var high = events.count
        while low < high {
            let middle = (low + high) / 2
            if (events[middle].at, events[middle].order) > (time, order) { low = middle + 1 } else { high = middle }
        }
        events.insert((time, order, event), at: low)
    }

    private mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &random) == 0 }

    private mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: 0..<choices.count, using: &random)]
    }
}
