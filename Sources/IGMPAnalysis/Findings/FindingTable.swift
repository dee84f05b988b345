import IGMPWire

/// The findings of one link, one for each code, host and group.
///
/// Bounded for each code, so that a flood of one kind leaves room for the others.
/// A finding made again costs one look-up by numbers.
struct FindingTable: ~Copyable {
    /// In the order in which they were made.
    private(set) var findings: [Finding] = []
    /// Findings that found no room.
    private(set) var overflow: UInt64 = 0
    private let ignored: FindingCodes
    private let limit: Int
    private var counts = InlineArray<64, Int>(repeating: 0)
    /// Places in `findings` plus 1, by hash; 0 where there is none. At most half full.
    private var slots: [UInt32] = []
    private let seed: UInt64

    /// - Parameters:
    ///   - limit: how many findings of each code are kept.
    ///   - ignored: codes of which none is made.
    ///   - seed: for the hash; a random number wherever packets come from strangers.
    init(limit: Int, ignored: FindingCodes, seed: UInt64 = .random(in: .min ... .max)) {
        self.limit = limit
        self.ignored = ignored
        self.seed = seed
    }

    /// Makes a finding, or counts it again.
    mutating func note(
        _ code: FindingCode, host: IPv4Address? = nil, group: IPv4Address? = nil, mac: MACAddress? = nil,
        detail: FindingDetail = .none, at time: Timestamp
    ) {
        guard !ignored.contains(code) else { return }
        if let place = place(code, host, group) {
            findings[place].count &+= 1
            findings[place].lastAt = time
            findings[place].detail = detail
            if let mac { findings[place].mac = mac }
        } else if counts[Int(code.rawValue)] < limit {
            counts[Int(code.rawValue)] += 1
            findings.append(
                Finding(
                    code: code, host: host, group: group, mac: mac, firstAt: time, lastAt: time, detail: detail))
            if findings.count &* 2 > slots.count { grow() } else { index(findings.count - 1) }
        } else {
            overflow &+= 1
        }
    }

    func contains(_ code: FindingCode, host: IPv4Address? = nil, group: IPv4Address? = nil) -> Bool {
        place(code, host, group) != nil
    }

    private func place(_ code: FindingCode, _ host: IPv4Address?, _ group: IPv4Address?) -> Int? {
        guard !slots.isEmpty else { return nil }
        var slot = hash(code, host, group)
        while slots[slot] != 0 {
            let place = Int(slots[slot]) - 1
            if findings[place].code == code, findings[place].host == host, findings[place].group == group {
                return place
            }
            slot = (slot &+ 1) & (slots.count - 1)
        }
        return nil
    }

    private mutating func index(_ place: Int) {
        var slot = hash(findings[place].code, findings[place].host, findings[place].group)
        while slots[slot] != 0 { slot = (slot &+ 1) & (slots.count - 1) }
        slots[slot] = UInt32(place + 1)
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: max(2 * slots.count, 16))
        for place in findings.indices { index(place) }
    }

    private func hash(_ code: FindingCode, _ host: IPv4Address?, _ group: IPv4Address?) -> Int {
        // Nil hashes as 0.0.0.0 does: the look-up tells them apart.
        let addresses = UInt64(host?.rawValue ?? 0) << 32 | UInt64(group?.rawValue ?? 0)
        let mixed = (addresses ^ seed).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        let product = (mixed.high ^ mixed.low ^ UInt64(code.rawValue)).multipliedFullWidth(by: 0xD1B5_4A32_D192_ED03)
        return Int(truncatingIfNeeded: product.high ^ product.low) & (slots.count - 1)
    }
}
