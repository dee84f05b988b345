import IGMPTracking
import IGMPWire

/// The groups in use that a router may forward, by the Ethernet address that they map to.
///
/// That address leaves out five bits of the group (RFC 1112 section 6.4): 32 groups
/// share each, one bit each in the table's number.
struct GroupWatch: ~Copyable {
    private var groupsByAddress: IndexTable
    /// How many there are.
    private(set) var count = 0

    init(seed: UInt64 = .random(in: .min ... .max)) {
        groupsByAddress = IndexTable(seed: seed)
    }

    /// Adds a group. Returns the others in use that share its address, as bits.
    mutating func add(_ group: IPv4Address) -> UInt32 {
        guard group.isMulticast, !group.isLocalGroup else { return 0 }
        let (key, bit) = Self.place(of: group)
        let known = groupsByAddress[key] ?? 0
        guard known & bit == 0 else { return known & ~bit }
        if known != 0 { groupsByAddress.remove(key) }
        groupsByAddress.insert(key, index: known | bit)
        count += 1
        return known
    }

    mutating func remove(_ group: IPv4Address) {
        let (key, bit) = Self.place(of: group)
        guard let known = groupsByAddress[key], known & bit != 0, !group.isLocalGroup else { return }
        groupsByAddress.remove(key)
        if known != bit { groupsByAddress.insert(key, index: known & ~bit) }
        count -= 1
    }

    private static func place(of group: IPv4Address) -> (key: UInt64, bit: UInt32) {
        (UInt64(group.rawValue & 0x7F_FFFF), 1 << (group.rawValue >> 23 & 31))
    }
}
