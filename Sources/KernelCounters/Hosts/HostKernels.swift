public import IGMPWire

/// One host as each of the other kernels would be in its place; NetBSD's is
/// ``NetBSDHost``.
public struct HostKernels: Sendable {
    public private(set) var freeBSD: FreeBSDHost
    public private(set) var openBSD: OpenBSDHost
    public private(set) var linux: LinuxHost

    /// - Parameters:
    ///   - known: groups that it is in and no packet shows.
    ///   - isMulticastRouter: whether it runs a multicast routing daemon.
    ///   - hasPacketFilter: whether OpenBSD's pf is enabled.
    ///   - limits: how much is kept.
    public init(
        address: IPv4Address, known: [IPv4Address] = [], isMulticastRouter: Bool = false, hasPacketFilter: Bool = true,
        limits: HostLimits = HostLimits()
    ) {
        freeBSD = FreeBSDHost(
            address: address, known: known, isMulticastRouter: isMulticastRouter, limits: limits)
        openBSD = OpenBSDHost(
            address: address, known: known, isMulticastRouter: isMulticastRouter, hasPacketFilter: hasPacketFilter,
            limits: limits)
        linux = LinuxHost(address: address, known: known, limits: limits)
    }

    public mutating func observe(_ packet: borrowing IGMPPacket) {
        freeBSD.observe(packet)
        openBSD.observe(packet)
        linux.observe(packet)
    }

    /// Takes it out of a group that it has left in silence; a Linux host learns of that
    /// by itself, since it goes by other times.
    public mutating func forget(_ group: IPv4Address) {
        freeBSD.forget(group)
        openBSD.forget(group)
    }

    public mutating func advance(to time: Timestamp) {
        freeBSD.advance(to: time)
        openBSD.advance(to: time)
        linux.advance(to: time)
    }
}
