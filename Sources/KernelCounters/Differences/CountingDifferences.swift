public import IGMPWire

/// A kernel that counts what goes on on a link.
public enum CountingKernel: UInt8, CaseIterable, Hashable, Sendable {
    case netBSD, freeBSD, openBSD, linuxBridge
}

/// How many packets of a link each kernel counted otherwise than RFC 9776 would have
/// it, or not at all, class by class. A packet may be in several classes.
public struct CountingDifferences: Sendable {
    /// One class, as one kernel counts it.
    public struct Difference: Sendable {
        public let oddity: PacketOddity
        public let count: UInt64
        public let countedAs: CountedAs
    }

    private static let oddityCount = PacketOddity.allCases.count

    /// By kernel, and in each by class. Sums wrap around: what is taken back may have
    /// been counted elsewhere.
    private var counts = [UInt64](repeating: 0, count: CountingKernel.allCases.count * oddityCount)
    private let hasPacketFilter: Bool

    /// - Parameter hasPacketFilter: whether OpenBSD's pf is enabled.
    public init(hasPacketFilter: Bool = true) {
        self.hasPacketFilter = hasPacketFilter
    }

    /// Takes in a packet; a version 3 report as if it had all records that it announces.
    public mutating func observe(_ packet: borrowing IGMPPacket) {
        add(packet, isDamagedReport: false, times: 1)
    }

    /// Tells of a version 3 report, which has been taken in, that it lacks records.
    mutating func noteDamagedReport(_ packet: borrowing IGMPPacket) {
        guard case .message(.v3Report) = packet.verdict else { return }
        add(packet, isDamagedReport: false, times: 0 &- 1)
        add(packet, isDamagedReport: true, times: 1)
    }

    /// Adds what was counted elsewhere, as if it had happened `times` as often.
    mutating func add(_ other: CountingDifferences, times: UInt64) {
        for place in counts.indices { counts[place] &+= other.counts[place] &* times }
    }

    /// The classes of which there were any.
    public func differences(of kernel: CountingKernel) -> [Difference] {
        PacketOddity.allCases.compactMap { oddity in
            let count = counts[Int(kernel.rawValue) * Self.oddityCount + Int(oddity.rawValue)]
            guard count != 0, let countedAs = Self.countedAs(oddity, by: kernel) else { return nil }
            return Difference(oddity: oddity, count: count, countedAs: countedAs)
        }
    }

    private mutating func add(_ packet: borrowing IGMPPacket, isDamagedReport: Bool, times: UInt64) {
        let oddities = PacketOddities(of: packet, isDamagedReport: isDamagedReport)
        let undelivered = PacketOddities(undelivered: packet)
        add(LinuxBridgeDifferences.differences(oddities, of: packet), by: .linuxBridge, times: times)
        let byFreeBSD = FreeBSDInput.isDelivered(packet, to: nil)
        add(
            byFreeBSD ? FreeBSDDifferences.differences(oddities, of: packet) : undelivered, by: .freeBSD, times: times)
        let byNetBSD =
            NetBSDInput.passesIPInput(packet) && NetBSDRouter.isDelivered(packet, takesNetworkAddress: true)
        add(byNetBSD ? NetBSDDifferences.differences(oddities, of: packet) : undelivered, by: .netBSD, times: times)
        let byOpenBSD = packet.passesIPInput && NetBSDRouter.isDelivered(packet)
        let isFiltered = !OpenBSDInput.passesIPInput(packet, hasPacketFilter: hasPacketFilter)
        add(
            byOpenBSD
                ? OpenBSDDifferences.differences(oddities, of: packet, isFiltered: isFiltered) : undelivered,
            by: .openBSD, times: times)
    }

    private mutating func add(_ oddities: PacketOddities, by kernel: CountingKernel, times: UInt64) {
        var left = oddities.rawValue
        while left != 0 {
            counts[Int(kernel.rawValue) * Self.oddityCount + left.trailingZeroBitCount] &+= times
            left &= left - 1
        }
    }

    private static func countedAs(_ oddity: PacketOddity, by kernel: CountingKernel) -> CountedAs? {
        switch kernel {
        case .netBSD: NetBSDDifferences.countedAs(oddity)
        case .freeBSD: FreeBSDDifferences.countedAs(oddity)
        case .openBSD: OpenBSDDifferences.countedAs(oddity)
        case .linuxBridge: LinuxBridgeDifferences.countedAs(oddity)
        }
    }
}
