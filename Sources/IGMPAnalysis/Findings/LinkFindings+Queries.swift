import IGMPTracking
import IGMPWire

/// The rules on queriers.
extension LinkFindings {
    mutating func checkQuery(_ packet: borrowing IGMPPacket, _ kind: MessageKind, _ tracker: borrowing LinkTracker) {
        guard let query = packet.message.query, !SourceNotUnicastRule.isBroken(by: packet) else { return }
        if kind == .v1Query { note(.versionOneQuerier, packet) }
        queriers.heard(version: query.version, at: now)
        let isGeneral = query.isGeneral || kind == .v1Query
        if isGeneral, packet.ip.destination == .allSystems { checkGeneralQuery(packet, query, tracker) }
        setScreen(tracker)
        checkNetwork(of: packet)
    }

    private mutating func checkGeneralQuery(
        _ packet: borrowing IGMPPacket, _ query: borrowing MembershipQuery, _ tracker: borrowing LinkTracker
    ) {
        let source = packet.ip.source
        let isAfterElected = queriers.latest?.address == tracker.routers.elected
        let speaker = QuerierWatch.Speaker(
            address: source, mac: packet.link.source, version: query.version, interval: query.queryInterval,
            robustness: query.robustness, at: now)
        let other = queriers.heard(speaker, maxResponse: query.maxResponseTime)
        if ResponseTimeRule.isBroken(maxResponse: query.maxResponseTime, interval: query.queryInterval) {
            note(
                .responseTime, packet,
                detail: Self.seconds(found: query.maxResponseTime, expected: query.queryInterval))
        }
        if query.version == 2, tracker.counts[.v3Report] > 0 { note(.versionTwoQuerier, packet) }
        if let elected = tracker.routers.elected, elected != source, source != .unspecified, isAfterElected,
            let querier = tracker.routers.querier(source), querier.lastOutOfTurnAt == querier.lastAt,
            querier.outOfTurnCount >= TwoQueriersRule.leastCount
        {
            note(.twoQueriers, packet, detail: .address(elected))
        }
        let presence = tracker.routers.learned.otherQuerierPresentInterval
        if let other, now.since(other.at) < presence { compare(speaker, other, tracker.routers.elected) }
    }

    /// Two that query at the same time must say the same. The fault is the one's that
    /// is not elected; of two versions, the higher one's.
    private mutating func compare(
        _ speaker: QuerierWatch.Speaker, _ other: QuerierWatch.Speaker, _ elected: IPv4Address?
    ) {
        if speaker.version != other.version {
            let (higher, lower) = speaker.version > other.version ? (speaker, other) : (other, speaker)
            table.note(
                .querierVersionsDiffer, host: higher.address, mac: higher.mac,
                detail: .numbers(found: higher.version, expected: lower.version), at: now)
        }
        guard speaker.address != .unspecified, other.address != .unspecified else { return }
        let (wrong, right) = speaker.address == elected ? (other, speaker) : (speaker, other)
        if let found = wrong.interval, let expected = right.interval, found.nanoseconds > 0,
            expected.nanoseconds > 0, found != expected
        {
            table.note(
                .queryIntervalsDiffer, host: wrong.address, mac: wrong.mac,
                detail: Self.seconds(found: found, expected: expected), at: now)
        }
        if let found = wrong.robustness, let expected = right.robustness, found > 0, expected > 0, found != expected {
            table.note(
                .robustnessDiffers, host: wrong.address, mac: wrong.mac,
                detail: .numbers(found: found, expected: expected), at: now)
        }
    }

    private static func seconds(found: Interval, expected: Interval?) -> FindingDetail {
        .numbers(
            found: Int(found.nanoseconds / 1_000_000_000), expected: Int((expected?.nanoseconds ?? 0) / 1_000_000_000))
    }
}

/// The election of the querier.
extension LinkFindings {
    mutating func noteElection(_ change: Change, _ tracker: borrowing LinkTracker) {
        switch change.kind {
        case .querierElected(let address):
            noteElected(address, at: change.at)
        case .querierChanged(let previous, let address):
            if previous < address { checkSuccession(of: address, to: previous, tracker, at: change.at) }
            noteElected(address, at: change.at)
        case .querierLost(let address):
            let querier = tracker.routers.querier(address)
            queriers.lost(
                QuerierWatch.Loss(
                    address: address, mac: querier?.mac,
                    silentSince: queriers.lastQuery(of: address) ?? querier?.lastAt ?? queriers.silentSince,
                    deathAt: lastReportAt.map { $0.advanced(by: tracker.groupMembershipTime) }),
                at: change.at)
        default: break
        }
        setScreen(tracker)
    }

    private mutating func noteElected(_ address: IPv4Address, at time: Timestamp) {
        if let loss = queriers.endLoss() {
            table.amend(
                .querierLost, host: loss.address,
                detail: .interruption(since: loss.silentSince, until: time, endedBy: address))
        }
        if queriers.elected(address, at: time) { table.note(.querierFlapping, host: address, at: time) }
    }

    /// A higher address queries where a lower one was elected and has fallen silent:
    /// it had heard that one, and spoke on.
    private mutating func checkSuccession(
        of address: IPv4Address, to lower: IPv4Address, _ tracker: borrowing LinkTracker, at time: Timestamp
    ) {
        guard let querier = tracker.routers.querier(address), let silent = tracker.routers.querier(lower),
            querier.outOfTurnCount >= TwoQueriersRule.leastCount, let spoken = querier.lastOutOfTurnAt,
            spoken > silent.lastAt, !table.contains(.twoQueriers, host: address)
        else { return }
        table.note(.wrongQuerier, host: address, mac: querier.mac, detail: .address(lower), at: time)
    }

    /// Makes the findings that were due up to `time`.
    mutating func runDeadlines(upTo time: Timestamp, _ tracker: borrowing LinkTracker) {
        while let (due, at) = queriers.takeDue(upTo: time) {
            switch due {
            case .absence(let times, let lastAt):
                noteAbsence(tracker, at: at)
                if times > 1 { noteAbsence(tracker, times: times - 1, at: lastAt) }
            case .loss(let loss):
                // Who stands in for a querier is answered too, so groups live on.
                let isAsked = queriers.silentSince > loss.silentSince
                table.note(
                    .querierLost, host: loss.address, mac: loss.mac,
                    detail: .silence(
                        since: loss.silentSince,
                        harmlessUntil: groups.isAnyUsed(tracker) && !isAsked ? loss.deathAt : nil),
                    at: at)
            }
        }
    }

    private mutating func noteAbsence(_ tracker: borrowing LinkTracker, times: UInt64 = 1, at time: Timestamp) {
        let isUsed = groups.isAnyUsed(tracker)
        // That groups have died of it since says no more.
        guard isUsed || !hasLackedQuerier else { return }
        if isUsed { hasLackedQuerier = true }
        let since = queriers.silentSince
        let isNothingHeard = firstHeardAt.map { $0 > time } ?? true
        table.note(
            isUsed ? .noQuerier : .nobodyQueries,
            detail: isNothingHeard ? .nothingHeard(since: since) : .silence(since: since, harmlessUntil: nil),
            times: times, at: time)
    }
}
