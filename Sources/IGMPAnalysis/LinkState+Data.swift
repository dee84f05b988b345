public import IGMPTracking
import IGMPWire

/// The groups' own traffic on a link, and what is wrong with it.
extension LinkState {
    /// Takes in a packet of a group's own traffic.
    mutating func observe(_ packet: borrowing DataPacket) {
        if packet.timestamp > lastHeardAt { lastHeardAt = packet.timestamp }
        advance(to: packet.timestamp)
        guard let spans = data?.observe(packet, tracker) else { return }
        if spans.withoutMember >= TrafficWithoutMemberRule.patience { noteWithoutMember(packet) }
        if spans.overlap >= SeveralSourcesRule.patience { noteSeveralSources(packet, spans.other) }
        dataDeadline = data?.nextDeadline ?? dataDeadline
    }

    /// Tells the traffic of something that changed, after all that was due before.
    mutating func observeData(_ change: Change) {
        runDataDeadlines(upTo: change.at)
        data?.observe(change)
        dataDeadline = data?.nextDeadline ?? dataDeadline
    }

    /// Makes the findings about members without traffic that were due up to `time`, and
    /// others that were due before them. The end of time never comes.
    mutating func runDataDeadlines(upTo time: Timestamp) {
        while dataDeadline <= time, dataDeadline.nanoseconds != .max {
            let due = dataDeadline
            findings.runDeadlines(upTo: due, tracker)
            if let (group, since, other) = data?.takeDue(), !AnnouncementGroups.contain(group) {
                let silence = FindingDetail.silence(since: since, harmlessUntil: nil)
                findings.table.note(
                    .memberWithoutTraffic, group: group,
                    detail: other.map { .otherSource($0, since: since) } ?? silence, at: due)
            }
            dataDeadline = data?.nextDeadline ?? Timestamp(nanoseconds: .max)
        }
    }

    /// Told again after as long again; where nothing can be said yet, looked at again then.
    private mutating func noteWithoutMember(_ packet: borrowing DataPacket) {
        let (source, group) = (packet.ip.source, packet.ip.destination)
        data?.restartWithoutMember(of: source, to: group)
        guard !AnnouncementGroups.contain(group), tracker.showsMembers, tracker.isFromQuerierSide(packet.direction)
        else { return }
        let count = data?.packetsWithoutMember(of: source, to: group) ?? 0
        findings.table.note(
            .trafficWithoutMember, host: source, group: group, mac: packet.link.source,
            detail: .number(Int(clamping: count)), at: tracker.now)
    }

    private mutating func noteSeveralSources(_ packet: borrowing DataPacket, _ other: IPv4Address) {
        let (source, group) = (packet.ip.source, packet.ip.destination)
        data?.restartOverlap(of: group)
        guard !AnnouncementGroups.contain(group) else { return }
        findings.table.note(
            .severalSources, group: group, detail: .addresses(min(source, other), max(source, other)),
            at: tracker.now)
    }
}

/// Reading what was counted, at the time that the tracker has reached.
extension LinkState {
    /// Nil where the groups' own traffic is not counted.
    public func dataSnapshot() -> DataSnapshot? { data == nil ? nil : data!.snapshot(at: tracker.now) }

    /// How much there was in all; nil where it is not counted.
    public var dataTally: DataTally? {
        switch data {
        case .some(let data): data.tally
        case nil: nil
        }
    }
}
