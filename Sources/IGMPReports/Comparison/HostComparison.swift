package import IGMPAnalysis
import IGMPTracking
package import IGMPWire
package import KernelCounters
package import LinuxKernel

/// What `/proc/net/igmp` shows of this host on an interface: what follows from the
/// packets beside what the kernel says.
package struct HostComparison: Sendable {
    /// A group that either knows; each time whether the host is its reporter, nil where it is not a member.
    package struct Row: Hashable, Sendable {
        package let group: IPv4Address
        package let ours: Bool?
        package let kernel: Bool?
        package var differs: Bool { ours != kernel }
    }

    package let name: String
    package let addresses: [IPv4Address]
    package let ourQuerierVersion: Int
    package let kernelQuerierVersion: Int
    /// Whether ours is the kernel's own: it depends on what the kernel heard before the capture.
    package let isQuerierInherited: Bool
    /// By address.
    package let rows: [Row]
    package let reasons: [DifferenceReason]

    package var differs: Bool { ourQuerierVersion != kernelQuerierVersion || rows.contains(where: \.differs) }

    /// - Parameters:
    ///   - name: of the interface.
    ///   - host: as it is at the end of the capture.
    ///   - kernel: what the kernel says then.
    ///   - droppedFrames: those that the capture lost for want of room.
    ///   - unsettledPackets: those that passed while the kernel was asked.
    ///   - cutPackets: those that the snapshot length cut.
    ///   - hasFilter: whether an expression of the user's chose the packets.
    package init(
        name: String, addresses: [IPv4Address], host: LinuxHost, kernel: MembershipTable.Interface,
        droppedFrames: UInt64 = 0, unsettledPackets: UInt64 = 0, cutPackets: UInt64 = 0, hasFilter: Bool = false
    ) {
        self.name = name
        self.addresses = addresses
        kernelQuerierVersion = kernel.querierVersion
        let possible = host.possibleQuerierVersions
        isQuerierInherited = possible.count > 1 && possible.contains(kernel.querierVersion)
        ourQuerierVersion =
            possible.contains(kernel.querierVersion) ? kernel.querierVersion : host.querierVersion
        let ours = Dictionary(host.groups.map { ($0.group, $0.isReporter) }) { first, _ in first }
        let theirs = Dictionary(kernel.groups.map { ($0.group, $0.isReporter) }) { first, _ in first }
        rows = Set(ours.keys).union(theirs.keys).sorted().map {
            Row(group: $0, ours: ours[$0], kernel: theirs[$0])
        }
        var reasons: [DifferenceReason] = []
        let hasQuerierDifference = ourQuerierVersion != kernelQuerierVersion
        if hasQuerierDifference || rows.contains(where: \.differs) {
            reasons += CaptureReasons.all(
                droppedFrames: droppedFrames, unsettledPackets: unsettledPackets, cutPackets: cutPackets,
                hasFilter: hasFilter)
        }
        if isQuerierInherited {
            reasons.append(
                DifferenceReason(
                    .querierInherited,
                    """
                    the querier's version is taken from the kernel: how long an older one lasts depends on queries that \
                    it heard before the capture
                    """))
        }
        if hasQuerierDifference {
            reasons.append(
                DifferenceReason(
                    .querierUnknown,
                    "a query from this host itself, or the interface going down, changes the version unseen"))
        }
        if rows.contains(where: { $0.ours != nil && $0.kernel == nil }) {
            reasons.append(
                DifferenceReason(
                    .silentLeave,
                    "a leave may pass in silence: always in version 1, in version 2 unless this host reported last"))
        }
        if rows.contains(where: { $0.ours == nil && $0.kernel != nil }) {
            reasons.append(
                DifferenceReason(
                    .unreportedJoin,
                    """
                    a join may pass in silence: in 224.0.0.0/24 with igmp_link_local_mcast_reports off, or while the \
                    interface is down
                    """))
        }
        if rows.contains(where: { $0.ours != nil && $0.kernel != nil && $0.differs }) {
            reasons.append(
                DifferenceReason(
                    .reporterUnknown,
                    "who reported a group last cannot always be told in version 3, where one report may answer for several"
                ))
        }
        self.reasons = reasons
    }
}

extension HostComparison {
    /// Packets of an interface that the snapshot length cut, but for those of its VLANs: these are not
    /// the interface's own.
    package static func cutPackets(of interface: Int, in analyzer: borrowing Analyzer) -> UInt64 {
        var count: UInt64 = 0
        for link in analyzer.links where link.identity.interface == interface && link.identity.isPriorityTaggedAtMost {
            count &+= link.state.tracker.counts.unverifiable
        }
        return count
    }
}

extension LinkIdentity {
    fileprivate var isPriorityTaggedAtMost: Bool {
        vlanTags.isEmpty || (vlanTags.count == 1 && vlanTags[0] == 0)
    }
}
