package import IGMPWire

/// What `/proc/net/mcfilter` shows (net/ipv4/igmp.c, `igmp_mcf_seq_show`): each
/// source that is included or excluded, group by group.
///
///     Idx Device        MCA        SRC    INC    EXC
///       2   eth0 0xe8010101 0xc0000201      1      0
package enum SourceFilterTable {
    /// A source of a group, and how many sockets name it.
    package struct Entry: Hashable, Sendable {
        package var group: IPv4Address
        package var source: IPv4Address
        package var including: Int
        package var excluding: Int

        package init(group: IPv4Address, source: IPv4Address, including: Int, excluding: Int) {
            self.group = group
            self.source = source
            self.including = including
            self.excluding = excluding
        }
    }

    /// Reads the table; by interface index. Lines of another form are passed over.
    static func read(_ text: [UInt8]) -> [UInt32: [Entry]] {
        var entries: [UInt32: [Entry]] = [:]
        for line in text.split(separator: UInt8(ascii: "\n")) {
            let words = String(decoding: line, as: UTF8.self).split(separator: " ")
            guard words.count == 6, let index = UInt32(words[0]), let group = address(words[2]),
                let source = address(words[3]), let including = Int(words[4]), let excluding = Int(words[5])
            else { continue }
            entries[index, default: []].append(
                Entry(group: group, source: source, including: including, excluding: excluding))
        }
        return entries
    }

    private static func address(_ word: Substring) -> IPv4Address? {
        guard word.hasPrefix("0x") else { return nil }
        return UInt32(word.dropFirst(2), radix: 16).map(IPv4Address.init(rawValue:))
    }
}
