import IGMPTracking
import IGMPWire
import TestSupport

/// Random packets and spans of time for one link, heard by the tracker and by the model.
struct RouterTraffic: ~Copyable {
    private var random: SeededGenerator
    private(set) var link = TrackedLink()
    private(set) var model = RouterModel()
    /// What was done last, for a failure to tell.
    private(set) var last = ""
    /// Which records and queries met a group in which mode and version.
    private(set) var situations: Set<String> = []

    static let groups = [
        IPv4Address(239, 1, 1, 1), IPv4Address(239, 1, 1, 2), IPv4Address(238, 0, 0, 1), IPv4Address(232, 1, 1, 1),
        IPv4Address(224, 0, 0, 251),
    ]
    private static let hosts = (1...6).map { IPv4Address(10, 0, 1, $0) }
    private static let queriers = [
        IPv4Address(10, 0, 0, 1), IPv4Address(10, 0, 0, 2), IPv4Address(10, 0, 0, 3), .unspecified,
    ]

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        if chance(4) {
            link.tracker.membershipInterval = .seconds(60)
            model.membershipInterval = 60_000
        }
    }

    private mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &random) == 0 }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    /// One event: some time, then most often a packet.
    mutating func step() {
        pass()
        switch Int.random(in: 0..<20, using: &random) {
        case 0: last = "nothing"
        case 1..<4: report()
        case 4..<6: leave()
        case 6..<11: query()
        default: records()
        }
    }

    /// Time passes: none, some, much, or up to the very moment at which a timer runs
    /// out, or one short of it.
    private mutating func pass() {
        var time = model.now
        switch Int.random(in: 0..<12, using: &random) {
        case 0..<3: break
        case 3: time = model.nextDeadline ?? time
        case 4: time = max(time, (model.nextDeadline ?? time) - 1)
        case 5: time += Int.random(in: 0..<30_000, using: &random)
        case 6 where chance(40): time += 2_000_000
        default: time += Int.random(in: 0..<2_000, using: &random)
        }
        link.wait(.milliseconds(time - model.now))
        model.advance(to: time)
        link.tracker.advance(to: link.now)
    }

    private mutating func sources() -> [IPv4Address] {
        let count = chance(20) ? 12 : Int.random(in: 0..<4, using: &random)
        // In any order, and some twice.
        return (0..<count).map { _ in IPv4Address(192, 0, 2, UInt8.random(in: 1...9, using: &random)) }
    }

    private mutating func note(_ event: String, _ group: IPv4Address) {
        let state = model.groups[group]
        let mode = state?.filter.isExclude == true ? "exclude" : state?.isForwarding == true ? "include" : "none"
        last = "\(event) of \(group)"
        situations.insert("\(event) in \(mode) mode, version \(state?.version(at: model.now) ?? 3)")
    }

    private mutating func report() {
        let group = pick(Self.groups)
        let version = Int.random(in: 1...2, using: &random)
        note("version \(version) report", group)
        link.report(version: version, group, from: pick(Self.hosts))
        model.hearReport(version: version, group)
    }

    private mutating func leave() {
        let group = pick(Self.groups)
        note("leave", group)
        link.leave(group, from: pick(Self.hosts))
        model.hearLeave(group)
    }

    private mutating func records() {
        var records: [[UInt8]] = []
        for _ in 0...(chance(4) ? 2 : 0) {
            let group = pick(Self.groups)
            let sources = sources()
            // A type that is not known is passed over (RFC 9776 section 4.2.12).
            let type = UInt8.random(in: 1...7, using: &random)
            records.append(PacketBuilder.record(type: type, group: group, sources: sources))
            guard type < 7 else { continue }
            let record = ([.isIn, .isEx, .toIn, .toEx, .allow, .block] as [RouterFilterModel.Record])[Int(type) - 1]
            note("\(record)", group)
            model.hear(record, group, Set(sources.map(\.rawValue)))
        }
        link.hear(PacketBuilder.reportV3(records), from: pick(Self.hosts), to: .igmpV3Routers)
    }

    private mutating func query() {
        let isGeneral = chance(3)
        let group = isGeneral ? .unspecified : pick(Self.groups)
        let sender = pick(Self.queriers)
        // Now and then to where a query of its scope does not belong, which no router takes.
        let isMisaddressed = chance(12)
        let destination =
            isMisaddressed
            ? IPv4Address(239, 200, 0, 1) : isGeneral || chance(6) ? IPv4Address.allSystems : group
        var query: RouterModel.Query
        if chance(2) {
            let sources = isGeneral || chance(2) ? [] : sources()
            let robustness = UInt8.random(in: 0...7, using: &random)
            let interval = pick([0, 5, 10, 30] as [UInt8])
            let code = pick([0, 1, 5, 10, 10, 50, 0x85] as [UInt8])
            query = RouterModel.Query(
                version: 3, group: group, sources: Set(sources.map(\.rawValue)),
                // 0x85 is (5 | 16) << 3 tenths of a second (section 4.1.1).
                maxResponse: code == 0x85 ? 16_800 : Int(code) * 100, suppress: chance(3),
                robustness: Int(robustness), interval: Int(interval) * 1_000)
            link.queryV3(
                group: group, code: code, suppress: query.suppress, robustness: robustness, intervalCode: interval,
                sources: sources, from: sender, to: destination)
        } else {
            let code = pick([0, 1, 10, 10, 20, 100] as [UInt8])
            query = RouterModel.Query(
                version: code == 0 ? 1 : 2, group: group, maxResponse: code == 0 ? 10_000 : Int(code) * 100)
            link.query(code: code, group: group, from: sender, to: destination)
        }
        let scope = isGeneral ? "general" : query.sources.isEmpty ? "group" : "source"
        note("version \(query.version) \(scope) query, \(query.suppress ? "S" : "no S")", group)
        // In version 1 the group means nothing, so only 224.0.0.1 will do.
        guard !isMisaddressed, query.version > 1 || destination == .allSystems else { return }
        model.hear(query, from: sender)
    }

    /// The first difference between the tracker and the model, if there is one.
    mutating func difference() -> String? {
        let routers = link.tracker.routers
        if routers.elected != model.elected {
            return "\(routers.elected?.description ?? "nobody") is elected, not \(model.elected as Any)"
        }
        if let elected = model.elected, routers.electedUntil != time(model.queriers[elected]?.presentUntil) {
            return "elected until \(routers.electedUntil)"
        }
        if routers.learned.groupMembershipInterval != .milliseconds(model.inForce.groupMembershipInterval) {
            return "the group membership interval is \(routers.learned.groupMembershipInterval)"
        }
        var seen: [IPv4Address: GroupSnapshot] = [:]
        link.tracker.forEachGroup { _, group in seen[group.address] = group }
        for group in Self.groups {
            if let difference = difference(seen[group], model.groups[group]) { return "\(group): \(difference)" }
        }
        return nil
    }

    private func difference(_ seen: GroupSnapshot?, _ held: RouterModel.Group?) -> String? {
        guard let held, held.isForwarding else {
            guard let seen, !RouterModel.isLocal(seen.address) else { return nil }
            let isQuiet = !seen.isForwarding && seen.sources.isEmpty && seen.expiresAt == nil && seen.endsAt == nil
            return isQuiet && seen.mode == .include ? nil : "forwarded, though not in the model: \(seen)"
        }
        guard let seen, seen.isForwarding else { return "not forwarded, though in the model: \(held)" }
        let filter = held.filter
        guard (seen.mode == .exclude) == filter.isExclude else { return "mode \(seen.mode)" }
        guard seen.version == held.version(at: model.now) else { return "version \(seen.version)" }
        guard seen.sources.count == filter.timers.count + filter.blocked.count else { return "sources \(seen.sources)" }
        for source in seen.sources {
            let timer = filter.timers[source.source.rawValue]
            guard source.expiresAt == time(timer), timer != nil || filter.blocked.contains(source.source.rawValue)
            else { return "source \(source)" }
        }
        let lastSource = filter.timers.values.max()
        guard seen.expiresAt == time(filter.isExclude ? filter.groupTimer : lastSource) else { return "group timer" }
        let end = filter.isExclude ? max(filter.groupTimer, lastSource ?? .min) : lastSource
        return seen.endsAt == time(end) ? nil : "end"
    }

    private func time(_ milliseconds: Int?) -> Timestamp? {
        milliseconds.map { TrackedLink.start.advanced(by: .milliseconds($0)) }
    }
}
