import IGMPWire

/// What is kept of one host on a link.
struct Host {
    let address: IPv4Address
    /// Of its last packet; nil where the link layer has none.
    var mac: MACAddress?
    /// The last version 1 query that reached this host and not all.
    var v1QueryAt: Timestamp?
    /// In how many groups it is.
    var memberCount: UInt32 = 0
    /// Whether it stands in the queue of those that may be forgotten.
    var isIdle = true
    /// Of its last report or leave: 1, 2 or 3; 0 before the first.
    var version: UInt8 = 0
    var burst = ReportBurst()
}
