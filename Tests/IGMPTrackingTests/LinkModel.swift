import IGMPTracking
import IGMPWire

/// The hosts of a link one by one, each with the state of each of its groups,
/// after NetBSD's igmp.c 1.49: slow, plain, and sharing nothing with the tracker
/// but the names of the states.
struct LinkModel {
    struct Host {
        let address: IPv4Address
        var states: [IPv4Address: MemberState] = [:]
        /// When it last took a query with code 0, in milliseconds.
        var v1QueryAt: Int?

        /// IGMP_AGE_THRESHOLD of 540 half seconds, less half a tick.
        func believesInV1Router(at now: Int) -> Bool {
            guard let v1QueryAt else { return false }
            return now - v1QueryAt < 269_750
        }
    }

    var hosts: [Host]

    private func isLocal(_ group: IPv4Address) -> Bool { group.rawValue & 0xFFFF_FF00 == 0xE000_0000 }

    /// A query reaches every host that its destination is an address of.
    mutating func query(code: UInt8, to destination: IPv4Address, at now: Int) {
        for place in hosts.indices {
            let isBroadcast = destination == .broadcast || destination == .unspecified
            let isJoined = destination == .allSystems || hosts[place].states[destination] != nil
            guard isBroadcast || isJoined || destination == hosts[place].address else { continue }
            if code == 0 { hosts[place].v1QueryAt = now }
            for (group, state) in hosts[place].states where !isLocal(group) {
                if code == 0 {
                    if destination == .allSystems { hosts[place].states[group] = .delaying }
                } else if destination == .allSystems || destination == group {
                    hosts[place].states[group] = state == .sleeping ? .awakening : .delaying
                }
            }
        }
    }

    /// A report of one host, which all others hear.
    mutating func report(
        version: Int, _ group: IPv4Address, from source: IPv4Address, to destination: IPv4Address, at now: Int
    ) {
        for place in hosts.indices {
            let state = hosts[place].states[group]
            if hosts[place].address == source {
                // A first report is a join, one of a delaying member an answer.
                hosts[place].states[group] = isLocal(group) ? .idle : state == .delaying ? .idle : .delaying
            } else if let state, destination == group {
                if version == 2 {
                    if state != .sleeping { hosts[place].states[group] = .lazy }
                } else if state == .delaying, hosts[place].believesInV1Router(at: now) {
                    hosts[place].states[group] = .lazy
                } else {
                    hosts[place].states[group] = .sleeping
                }
            }
        }
    }

    mutating func leave(_ group: IPv4Address, from source: IPv4Address) {
        for place in hosts.indices where hosts[place].address == source { hosts[place].states[group] = nil }
    }
}
