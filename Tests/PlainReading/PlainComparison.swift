package import TestSupport

/// A report held against what was counted a second time.
extension PlainCounts {
    /// Where the report differs; nil where it does not.
    package func complaint(about report: JSONValue) -> String? {
        let told = Self.numbers(in: report["capture"])
        let keys = ["packets", "bytes", "igmp_packets", "fragments.received", "fragments.reassembled"]
        for key in keys + told.keys.filter({ $0.hasPrefix("unreadable_frames.") }) {
            guard told[key] == capture[key, default: 0] else {
                return "capture.\(key): \(told[key] ?? -1) instead of \(capture[key, default: 0])"
            }
        }
        var seen: Set<PlainLink> = []
        for interface in report["interfaces"]?.elements ?? [] {
            guard let link = Self.link(of: interface), seen.insert(link).inserted else { return "a link twice" }
            if links[link] == nil, Self.tellsOfSilence(interface) {
                seen.remove(link)
                continue
            }
            if let complaint = complaint(about: interface, link) { return "\(link): \(complaint)" }
        }
        return seen == Set(links.keys) ? nil : "links \(seen) instead of \(Set(links.keys))"
    }

    private func complaint(about interface: JSONValue, _ link: PlainLink) -> String? {
        guard let expected = links[link] else { return "carried nothing" }
        var told = Self.numbers(in: interface).filter {
            ["messages.", "invalid.", "counters.", "unverifiable", "igmp_packets"].contains(where: $0.key.hasPrefix)
        }
        // It depends on the queries before, and only there.
        told["counters.freebsd.drop_gsr_queries"] = nil
        for (key, count) in told where count != expected[key, default: 0] {
            return "\(key): \(count) instead of \(expected[key, default: 0])"
        }
        for key in expected.keys where told[key] == nil { return "\(key) is missing" }
        return nil
    }

    private static func link(of interface: JSONValue) -> PlainLink? {
        guard let id = interface["id"]?.integer else { return nil }
        return PlainLink(
            interface: id, interfaceIndex: interface["interface_index"]?.integer,
            vlans: interface["vlan_tags"]?.elements?.compactMap(\.integer) ?? [])
    }

    /// Whether it is there only because it carried nothing for so long that this is a finding.
    private static func tellsOfSilence(_ interface: JSONValue) -> Bool {
        interface["vlan_tags"]?.elements?.isEmpty ?? false && interface["igmp_packets"]?.integer == 0
            && interface["findings"]?.elements?.map { $0["code"] } == [.string("nobody_queries")]
    }

    /// All whole numbers of an object and the objects in it, by their keys with dots between.
    private static func numbers(in value: JSONValue?, prefix: String = "") -> [String: Int] {
        var numbers: [String: Int] = [:]
        for key in value?.keys ?? [] {
            guard let member = value?[key] else { continue }
            if let number = member.integer { numbers[prefix + key] = number }
            numbers.merge(Self.numbers(in: member, prefix: prefix + key + ".")) { first, _ in first }
        }
        return numbers
    }
}

extension JSONValue {
    fileprivate var integer: Int? {
        if case .number(let text) = self { Int(text) } else { nil }
    }
}
