import Foundation
import TestSupport

/// A group that is forwarded: what a router or a snooping switch keeps of it.
struct GroupState: Hashable {
    var isExclude = false
    /// Seconds left of the group timer; nil in INCLUDE mode.
    var timer: Double?
    /// Seconds left of each source's timer; nil for one that is blocked.
    var sources: [String: Double?] = [:]

    /// The same without times.
    var filter: String { "\(isExclude ? "exclude" : "include") \(sourceList)" }

    private var sourceList: [String] {
        sources.map { $0.value == nil ? "not \($0.key)" : $0.key }.sorted()
    }

    /// The greatest difference between the times of two states of one filter.
    func greatestDifference(from other: GroupState) -> Double {
        let timers = [(timer, other.timer)] + sources.map { ($0.value, other.sources[$0.key] ?? nil) }
        return timers.map { abs(($0.0 ?? 0) - ($0.1 ?? 0)) }.max() ?? 0
    }

    /// What a bridge keeps for one port, as `bridge -j -d -s mdb` prints it.
    static func database(_ text: [UInt8], port: String) throws -> [String: GroupState] {
        var groups: [String: GroupState] = [:]
        for entry in try JSONValue(bytes: text).elements?.first?["mdb"]?.elements ?? []
        where entry["port"] == .string(port) && entry["src"] == nil {
            guard case .string(let group) = entry["grp"] else { continue }
            var state = GroupState(isExclude: entry["filter_mode"] == "exclude")
            if state.isExclude { state.timer = seconds(entry["timer"]) }
            for source in entry["source_list"]?.elements ?? [] {
                guard case .string(let address) = source["address"] else { continue }
                let left = seconds(source["timer"]) ?? 0
                state.sources[address] = .some(state.isExclude && left == 0 ? nil : left)
            }
            groups[group] = state
        }
        return groups
    }

    private static func seconds(_ value: JSONValue?) -> Double? {
        if case .string(let text) = value { Double(text.trimmingCharacters(in: .whitespaces)) } else { nil }
    }

    /// What a report says is forwarded on an interface, with times that count from `now`.
    static func report(_ text: [UInt8], interface: String, now: Double) throws -> [String: GroupState] {
        var groups: [String: GroupState] = [:]
        let links = try JSONValue(bytes: text)["interfaces"]?.elements ?? []
        for entry in links.first(where: { $0["name"] == .string(interface) })?["groups"]?.elements ?? []
        where entry["forwarding"] == true {
            guard case .string(let group) = entry["group"] else { continue }
            var state = GroupState(isExclude: entry["filter_mode"] == "exclude")
            if state.isExclude { state.timer = time(entry["expires_at"]).map { $0 - now } }
            for source in entry["sources"]?.elements ?? [] {
                guard case .string(let address) = source["source"] else { continue }
                state.sources[address] = .some(time(source["expires_at"]).map { $0 - now })
            }
            groups[group] = state
        }
        return groups
    }

    /// A time of a report, in seconds since 1970.
    static func time(_ value: JSONValue?) -> Double? {
        guard case .string(let text) = value, let point = text.lastIndex(of: ".") else { return nil }
        let formatter = ISO8601DateFormatter()
        let whole = formatter.date(from: text[..<point] + "Z")?.timeIntervalSince1970
        return whole.flatMap { whole in Double("0" + text[point...].dropLast()).map { whole + $0 } }
    }
}
