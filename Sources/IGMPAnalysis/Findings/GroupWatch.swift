import IGMPTracking
import IGMPWire

/// The groups in use that a router may forward, by the Ethernet address that they map to.
///
/// That address leaves out five bits of the group (RFC 1112 section 6.4): 32 groups
/// share each, one bit each in the table's number, 0 where a group is in use.
struct GroupWatch: ~Copyable {
    private var groupsByAddress: AddressTable
    /// How many there are.
    private(set) var count = 0
    /// Those of 232.0.0.0/8 that were not forwarded when they came, for want of a source that was named:
    /// routers ignore who asks so (RFC 4604 section 2.2.1). At most ``ignoredLimit``; more count as used.
    private var ignored: [IPv4Address] = []

    static let ignoredLimit = 256

    init(seed: UInt64 = .random(in: .min ... .max)) {
        groupsByAddress = AddressTable(seed: seed)
    }

    /// Whether somebody would lose a group that is not forwarded any more.
    func isAnyUsed(_ tracker: borrowing LinkTracker) -> Bool {
        count > ignored.count || ignored.contains { tracker.forwards($0) }
    }

    /// Adds a group. Returns the others in use that share its address, as bits.
    mutating func add(_ group: IPv4Address, isForwarded: Bool = true) -> UInt32 {
        guard group.isMulticast, !group.isLocalGroup else { return 0 }
        let (key, bit) = Self.place(of: group)
        let known = ~(groupsByAddress[key] ?? .max)
        guard known & bit == 0 else { return known & ~bit }
        if known != 0 { groupsByAddress.remove(key) }
        groupsByAddress.insert(key, index: ~(known | bit))
        count += 1
        if !isForwarded, group.isSourceSpecificGroup, ignored.count < Self.ignoredLimit { ignored.append(group) }
        return known
    }

    mutating func remove(_ group: IPv4Address) {
        let (key, bit) = Self.place(of: group)
        let known = ~(groupsByAddress[key] ?? .max)
        guard known & bit != 0, !group.isLocalGroup else { return }
        groupsByAddress.remove(key)
        if known != bit { groupsByAddress.insert(key, index: ~(known & ~bit)) }
        count -= 1
        if !ignored.isEmpty { ignored.removeAll { $0 == group } }
    }

    private static func place(of group: IPv4Address) -> (key: UInt32, bit: UInt32) {
        (group.rawValue & 0x7F_FFFF, 1 << (group.rawValue >> 23 & 31))
    }
}
