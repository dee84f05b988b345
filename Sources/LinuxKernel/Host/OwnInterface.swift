package import IGMPWire
package import KernelCounters

#if os(Linux)
    import CRtnetlink
    import Netlink
#endif

/// An interface through which this host is itself a member of groups.
package struct OwnInterface: Hashable, Sendable {
    package var index: UInt32
    package var hardwareAddress: MACAddress?
    /// The version that it is told to speak (`force_igmp_version`): 1 or 2, or 3 and 0 for
    /// that of its querier.
    package var forcedVersion: Int

    package init(index: UInt32, hardwareAddress: MACAddress? = nil, forcedVersion: Int = 0) {
        self.index = index
        self.hardwareAddress = hardwareAddress
        self.forcedVersion = forcedVersion
    }
}

extension OwnInterface {
    /// What the kernel says of the host, put together.
    ///
    /// Which mode a group is in is not shown. It is taken to be include where sources are
    /// included, none is excluded, and no user of the group is left who would name none.
    ///
    /// - Parameter addresses: the interface's own.
    package func start(
        addresses: [IPv4Address], _ memberships: MembershipTable.Interface, _ filters: [SourceFilterTable.Entry]
    ) -> LinuxHostStart {
        LinuxHostStart(
            addresses: addresses, hardwareAddress: hardwareAddress, querierVersion: memberships.querierVersion,
            forcedVersion: forcedVersion,
            memberships: memberships.groups.map { group in
                let sources = filters.filter { $0.group == group.group }
                let namings = sources.reduce(0) { $0 + $1.including }
                let isInclude = namings >= group.users && !sources.contains { $0.excluding > 0 }
                return LinuxHostStart.Membership(
                    group: group.group, isReporter: group.isReporter,
                    includedSources: isInclude ? sources.filter { $0.including > 0 }.map(\.source) : nil)
            })
    }
}

#if os(Linux)
    extension OwnInterface {
        /// Asks about the interface of that index.
        init(index: UInt32, named name: String, by socket: inout RouteSocket) throws(KernelReadingError) {
            let link = try BridgePort.link(index, by: &socket, for: name)
            var address: MACAddress?
            if let octets = link[Int(IFLA_ADDRESS)]?.bytes, octets.count == 6 {
                address = MACAddress(rawValue: octets.reduce(0) { $0 << 8 | UInt64($1) })
            }
            self.init(index: index, hardwareAddress: address, forcedVersion: Self.forcedVersion(of: name))
        }

        /// The one for all interfaces or the interface's own; version 1 comes first (`IGMP_V1_SEEN`).
        private static func forcedVersion(of name: String) -> Int {
            let versions = ["all", name].map { name in
                let text = try? SystemFile("/proc/sys/net/ipv4/conf/\(name)/force_igmp_version").read()
                return text?.first.map { Int($0) - Int(UInt8(ascii: "0")) } ?? 0
            }
            return versions.filter { $0 == 1 || $0 == 2 }.min() ?? 0
        }
    }
#endif
