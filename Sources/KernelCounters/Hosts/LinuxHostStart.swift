public import IGMPWire

/// What a Linux kernel says of its host on one link when that is first looked at.
public struct LinuxHostStart: Hashable, Sendable {
    /// A group that it is in.
    public struct Membership: Hashable, Sendable {
        public var group: IPv4Address
        public var isReporter: Bool
        /// The only sources it wants; nil for all but some.
        public var includedSources: [IPv4Address]?

        public init(group: IPv4Address, isReporter: Bool, includedSources: [IPv4Address]? = nil) {
            self.group = group
            self.isReporter = isReporter
            self.includedSources = includedSources
        }
    }

    public var addresses: [IPv4Address]
    /// Nil where the link layer has none.
    public var hardwareAddress: MACAddress?
    /// The column "Querier" of `/proc/net/igmp`.
    public var querierVersion: Int
    /// `force_igmp_version`; 0 for none.
    public var forcedVersion: Int
    public var memberships: [Membership]

    public init(
        addresses: [IPv4Address], hardwareAddress: MACAddress?, querierVersion: Int, forcedVersion: Int = 0,
        memberships: [Membership]
    ) {
        self.addresses = addresses
        self.hardwareAddress = hardwareAddress
        self.querierVersion = querierVersion
        self.forcedVersion = forcedVersion
        self.memberships = memberships
    }
}
