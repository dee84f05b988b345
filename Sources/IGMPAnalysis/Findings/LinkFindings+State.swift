import IGMPTracking
import IGMPWire

/// The rules on what packets mean where they are: by whom the link is queried, in which
/// version, from which network.
extension LinkFindings {
    mutating func checkReport(_ packet: borrowing IGMPPacket, _ kind: MessageKind, routerVersion: Int?) {
        lastReportAt = now
        checkNetwork(of: packet)
        checkVersion(packet, kind, routerVersion: routerVersion)
    }

    /// Whether a report suits the versions of the queriers.
    ///
    /// - Parameter routerVersion: that hosts work with; nil before the first query.
    @inline(__always)
    mutating func checkVersion(_ packet: borrowing IGMPPacket, _ kind: MessageKind, routerVersion: Int?) {
        switch kind {
        case .v1Report: checkVersionOne(packet)
        case .v2Report where !screen.takesVersionTwo: checkVersionTwo(packet, routerVersion: routerVersion)
        case .v3Report where !screen.takesVersionThree: checkVersionThree(packet)
        default: break
        }
    }

    /// What the queriers say now decides which packets are ordinary.
    mutating func setScreen(_ tracker: borrowing LinkTracker) {
        let elected = tracker.routers.elected
        screen.elected = elected
        screen.networkMask = elected.map { SourceNetworkRule.largestMask(of: $0) } ?? 0
        screen.network = (elected?.rawValue ?? 0) & screen.networkMask
        screen.takesVersionTwo = elected.map { tracker.routers.querier($0)?.version != 3 } ?? true
        screen.takesVersionThree = (queriers.latest?.version ?? 3) == 3
    }

    mutating func checkNetwork(of packet: borrowing IGMPPacket) {
        let source = packet.ip.source
        guard source.rawValue & screen.networkMask != screen.network, source != .unspecified,
            !SourceNotUnicastRule.isBroken(by: packet), let elected = screen.elected
        else { return }
        note(.sourceNetwork, packet, detail: .address(elected))
    }

    private mutating func checkVersionOne(_ packet: borrowing IGMPPacket) {
        guard let group = packet.message.group, Self.hasVersion(group), !wasAskedInOlderVersion(than: 2) else { return }
        note(.versionOneHost, packet, group: group)
    }

    private mutating func checkVersionTwo(_ packet: borrowing IGMPPacket, routerVersion: Int?) {
        guard routerVersion == 3, !wasAskedInOlderVersion(than: 3),
            let group = packet.message.group, Self.hasVersion(group)
        else { return }
        note(.versionTwoHost, packet, group: group)
    }

    /// Whether routers keep a version for the group: of 224.0.0.0/24 they keep nothing, and
    /// older reports in 232.0.0.0/8 they ignore (RFC 4604 section 2.2.1).
    private static func hasVersion(_ group: IPv4Address) -> Bool {
        !group.isLocalGroup && !group.isSourceSpecificGroup
    }

    /// Whether a host may still speak an older version because it was asked in it.
    private func wasAskedInOlderVersion(than version: Int) -> Bool {
        guard let asked = version == 2 ? queriers.versionOneQueryAt : queriers.olderQueryAt else { return false }
        return now.since(asked) < VersionOneHostRule.routerPresentTimeout
    }

    private mutating func checkVersionThree(_ packet: borrowing IGMPPacket) {
        guard let latest = queriers.latest, now <= queriers.olderAnswersUntil,
            now.since(queriers.versionThreeQueryAt ?? Timestamp(nanoseconds: .min)) > UnheardReportRule.versionThreeAge,
            var records = packet.message.records
        else { return }
        while let record = try? records.next() {
            guard record.type == .modeIsInclude || record.type == .modeIsExclude else { continue }
            return note(.unheardReport, packet, detail: .number(latest.version))
        }
    }
}
