package import IGMPWire

/// What `/proc/net/igmp` shows (net/ipv4/igmp.c, `igmp_mc_seq_show`).
///
///     Idx     Device    : Count Querier       Group    Users Timer    Reporter
///     2       eth0      :     2      V3
///                                     016401EF     1 0:00000000               1
///
/// A group is a 32-bit number as it lies in memory, in hexadecimal.
package enum MembershipTable {
    /// One interface.
    package struct Interface: Hashable, Sendable {
        /// The version that it speaks: 1, 2 or 3.
        package var querierVersion: Int
        /// By address.
        package var groups: [Group] = []

        package init(querierVersion: Int, groups: [Group] = []) {
            self.querierVersion = querierVersion
            self.groups = groups
        }
    }

    package struct Group: Hashable, Sendable {
        package var group: IPv4Address
        /// How many sockets and other parts of the kernel are in it.
        package var users: Int
        package var isReporter: Bool

        package init(group: IPv4Address, users: Int = 1, isReporter: Bool) {
            self.group = group
            self.users = users
            self.isReporter = isReporter
        }
    }

    /// Reads the table; by interface index. Lines of another form are passed over.
    static func read(_ text: [UInt8]) -> [UInt32: Interface] {
        var interfaces: [UInt32: Interface] = [:]
        var current: UInt32?
        for line in text.split(separator: UInt8(ascii: "\n")) {
            let words = String(decoding: line, as: UTF8.self).split { $0 == " " || $0 == "\t" }
            if line.first != UInt8(ascii: "\t") {
                current = nil
                guard let index = words.first.flatMap({ UInt32($0) }), let querier = words.last,
                    let version = version(querier)
                else { continue }
                interfaces[index] = Interface(querierVersion: version)
                current = index
            } else if let current, let group = group(words) {
                interfaces[current]?.groups.append(group)
            }
        }
        for index in interfaces.keys { interfaces[index]?.groups.sort { $0.group < $1.group } }
        return interfaces
    }

    private static func version(_ querier: Substring) -> Int? {
        switch querier {
        case "V1": 1
        case "V2": 2
        case "V3": 3
        default: nil
        }
    }

    /// Group, users, timer, reporter.
    private static func group(_ words: [Substring]) -> Group? {
        guard words.count == 4, let address = UInt32(words[0], radix: 16), let users = Int(words[1]) else { return nil }
        return Group(
            group: IPv4Address(rawValue: UInt32(bigEndian: address)), users: users, isReporter: words[3] == "1")
    }
}
