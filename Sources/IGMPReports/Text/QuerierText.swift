import IGMPAnalysis
import IGMPTracking
import IGMPWire

/// Who queries on a link and how regularly, what version that makes hosts speak, and
/// what it means where nobody does.
struct QuerierText {
    let isVerbose: Bool
    let watchedSince: Timestamp

    func write(_ tracker: borrowing LinkTracker, _ clock: inout PacketClock, to lines: inout LineWriter) {
        let routers = tracker.routers
        if let querier = routers.queriers.first(where: { $0.address == routers.elected }) {
            write(elected: querier, tracker, &clock, to: &lines)
        } else if let elected = routers.elected {
            lines.field(
                "Querier", "\(elected), of which no more is known: there are more queriers than are kept", .warning)
        } else {
            lines.field("Querier", absence(tracker, &clock), .problem)
            if let consequence = consequence(tracker) { lines.field("", consequence, .problem) }
        }
        if tracker.counts.packets == 0, routers.queriers.isEmpty { return }
        let others = routers.queriers.filter { $0.address != routers.elected }
        if !others.isEmpty {
            lines.field("Others", items: folded(others.map { Self.line(about: $0, &clock) }), .warning)
        }
        if !routers.otherRouters.isEmpty {
            let items = routers.otherRouters.map { router in
                "\(router.address) \(router.kind.name.words) last \(clock.time(router.lastAt))"
            }
            lines.field("Routers", items: folded(items))
        }
        ElectionText(isVerbose: isVerbose).write(routers.history, &clock, to: &lines)
        let isKnown = !routers.queriers.isEmpty || tracker.counts[.v3Report] == 0
        lines.field(
            "Version", "\(isKnown ? String(tracker.routerVersion) : "unknown"): \(Self.reason(tracker, &clock))")
        if let changedAt = tracker.versionChanges.lastAt {
            let times = tracker.versionChanges.count.of("time")
            lines.field("", "it changed \(times), the last at \(clock.time(changedAt))", .warning)
        }
        if !routers.queriers.isEmpty { lines.field("Timers", items: Self.timers(tracker)) }
    }

    private func write(
        elected querier: Querier, _ tracker: borrowing LinkTracker, _ clock: inout PacketClock,
        to lines: inout LineWriter
    ) {
        var items = ["\(querier.address)", "v\(querier.version)"]
        if let mac = querier.mac { items.insert(mac.description, at: 1) }
        items.append("\(querier.queryCount.of("query", "queries")) since \(clock.time(querier.firstAt))")
        lines.field("Querier", items: items)
        lines.field("", Self.interval(of: querier))
        let learned = tracker.routers.learned
        if let last = querier.lastGeneralAt {
            // Where the interval is not advertised, the longest so far is what to expect.
            let measured = querier.measuredInterval.count > 0 ? querier.measuredInterval.maximum : nil
            let next = last.advanced(by: learned.queryInterval ?? measured ?? learned.queryIntervalInUse)
            let givenUp = "given up at \(clock.time(tracker.routers.electedUntil))"
            if next < tracker.now {
                lines.field("", "last general query \(clock.time(last)): the next is overdue; \(givenUp)", .warning)
            } else {
                lines.field("", "next general query due \(clock.time(next)), else \(givenUp)")
            }
        }
    }

    /// How often it queries, by its own words and by the packets.
    static func interval(of querier: Querier) -> String {
        var text = "general queries "
        if let advertised = querier.advertisedInterval, advertised.nanoseconds > 0 {
            text += "every \(advertised.secondsText) as advertised"
        } else {
            text += "at an interval that is not advertised"
        }
        let measured = querier.measuredInterval
        guard let mean = measured.mean else { return text + ", not yet measured" }
        if measured.count == 1 { return text + ", \(mean.secondsText) measured once" }
        if measured.minimum.secondsText == measured.maximum.secondsText {
            return text + ", \(mean.secondsText) measured"
        }
        return text + ", \(measured.minimum.secondsText) to \(measured.maximum.secondsText) measured"
            + " (mean \(mean.secondsText), jitter \((measured.jitter ?? mean).secondsText))"
    }

    /// Why nobody is elected.
    private func absence(_ tracker: borrowing LinkTracker, _ clock: inout PacketClock) -> String {
        let queriers = tracker.routers.queriers
        let candidates = queriers.filter { $0.address != .unspecified }
        if let last = candidates.max(by: { $0.lastAt < $1.lastAt }) {
            return "lost: \(last.address), silent since \(clock.time(last.lastAt))"
        }
        if queriers.isEmpty {
            let silence = tracker.counts.packets == 0 ? ": no IGMP at all was heard" : ""
            return "none seen in \(tracker.now.since(watchedSince).spanText)\(silence)"
        }
        return "none elected: only 0.0.0.0 queries, a snooping switch that stands in for a querier"
    }

    /// What follows where nobody is elected; nil where nothing is known of the link but that.
    private func consequence(_ tracker: borrowing LinkTracker) -> String? {
        let routers = tracker.routers
        if let proxy = routers.querier(.unspecified), proxy.presentUntil > tracker.now {
            var text = "0.0.0.0 queries: hosts answer it, but it is not in the election (RFC 4541 section 2.1.1), and"
            text += " what it says of intervals is not taken over"
            guard routers.learned.queryInterval == nil, tracker.membershipInterval == nil else { return text }
            return text + ": timers run by defaults, and --membership-interval tells what its switch goes by"
        }
        if routers.queriers.isEmpty, tracker.now.since(watchedSince) < Analyzer.patienceWithSilence {
            return "that says little: a querier may be silent for"
                + " \(routers.learned.queryIntervalInUse.secondsText), and is missed after"
                + " \(Analyzer.patienceWithSilence.secondsText)"
        }
        return tracker.counts.packets == 0
            ? nil : "without queries hosts do not repeat their reports: snooping switches let groups die"
    }

    /// Why hosts work with the version that they do.
    private static func reason(_ tracker: borrowing LinkTracker, _ clock: inout PacketClock) -> String {
        let version = tracker.routerVersion
        let queriers = tracker.routers.queriers
        guard !queriers.isEmpty else {
            return tracker.counts[.v3Report] == 0
                ? "no query seen, and hosts start with this version"
                : "no query seen; hosts report in version 3, and do so until an older query comes"
        }
        guard let querier = queriers.filter({ $0.version == version }).max(by: { $0.lastAt < $1.lastAt }) else {
            return version == 2
                ? "older queries are still remembered" : "version \(version) queries are still remembered"
        }
        let heard = "\(querier.address) queries in version \(version), last at \(clock.time(querier.lastAt))"
        let hasNewer = queriers.contains { $0.version > version }
        return hasNewer ? heard + ", and the oldest version counts" : heard
    }

    private static func line(about querier: Querier, _ clock: inout PacketClock) -> String {
        let role = querier.address == .unspecified ? " (proxy, not in the election)" : ""
        let outOfTurn = querier.outOfTurnCount > 0 ? " (\(querier.outOfTurnCount) out of turn)" : ""
        return "\(querier.address)\(role) v\(querier.version) \(querier.queryCount.of("query", "queries"))"
            + outOfTurn + " last \(clock.time(querier.lastAt))"
    }

    private static func timers(_ tracker: borrowing LinkTracker) -> [String] {
        let learned = tracker.routers.learned
        let membership = tracker.membershipInterval ?? learned.groupMembershipInterval
        func said(_ isLearned: Bool) -> String { isLearned ? "" : " (default)" }
        return [
            "robustness \(learned.robustnessInUse)\(said(learned.robustness != nil))",
            "query interval \(learned.queryIntervalInUse.secondsText)\(said(learned.queryInterval != nil))",
            "response within \(learned.queryResponseInterval.secondsText)\(said(learned.maxResponse != nil))",
            "last member query \(learned.lastMemberQueryIntervalInUse.secondsText)"
                + said(learned.lastMemberQueryInterval != nil),
            "groups die after \(membership.secondsText)"
                + (tracker.membershipInterval != nil
                    ? " (as told)"
                    : learned.queryInterval == nil ? " (RFC 9776; 260 s on Linux, --membership-interval)" : ""),
        ]
    }

    private func folded(_ items: [String]) -> [String] {
        guard !isVerbose, items.count > TextReport.foldedCount else { return items }
        return items.prefix(TextReport.foldedCount) + ["… and \(items.count - TextReport.foldedCount) more"]
    }
}
