import IGMPWire

/// The findings of one link, one for each code, host and group.
///
/// Bounded for each code, so that a flood of one kind leaves room for the others: of
/// a code's findings the one that was last made longest ago makes room. A finding
/// made again costs one look-up by numbers.
struct FindingTable: ~Copyable {
    /// In no order once one has made room for another.
    private(set) var findings: [Finding] = []
    /// Those made since they were last taken, if they are to be.
    private var new: [Finding] = []
    /// Those that have made room for others since.
    private var told = ToldFindings()
    /// Findings that made room for others.
    private(set) var overflow: UInt64 = 0
    private let ignored: FindingCodes
    private let limit: Int
    private let recordsNew: Bool
    private var counts = InlineArray<64, Int>(repeating: 0)
    private var order = FindingOrder()
    /// Places in `findings` plus 1, by hash; 0 where there is none. At most half full.
    private var slots: [UInt32] = []
    private let seed: UInt64

    /// - Parameters:
    ///   - limit: how many findings of each code are kept.
    ///   - ignored: codes of which none is made.
    ///   - recordsNew: whether ``takeNew()`` is to give those that are new.
    ///   - seed: for the hash; a random number wherever packets come from strangers.
    init(
        limit: Int, ignored: FindingCodes, recordsNew: Bool = false, seed: UInt64 = .random(in: .min ... .max)
    ) {
        self.recordsNew = recordsNew
        self.limit = limit
        self.ignored = ignored
        self.seed = seed
    }

    /// Makes a finding, or counts it again.
    ///
    /// - Parameter times: how often it was found since it was last noted.
    mutating func note(
        _ code: FindingCode, host: IPv4Address? = nil, group: IPv4Address? = nil, mac: MACAddress? = nil,
        detail: FindingDetail = .none, times: UInt64 = 1, at time: Timestamp
    ) {
        guard !ignored.contains(code) else { return }
        if let place = place(code, host, group) {
            findings[place].count &+= times
            findings[place].lastAt = time
            findings[place].detail = detail
            if let mac { findings[place].mac = mac }
            order.moveToEnd(place, code)
        } else {
            let finding = Finding(
                code: code, host: host, group: group, mac: mac, count: times, firstAt: time, lastAt: time,
                detail: detail)
            if recordsNew, !told.contains(fullHash(finding)) { new.append(finding) }
            if counts[Int(code.rawValue)] < limit { append(finding) } else { replaceEarliest(by: finding) }
        }
    }

    /// Changes what is told of a finding, if it is still there.
    mutating func amend(
        _ code: FindingCode, host: IPv4Address? = nil, group: IPv4Address? = nil, detail: FindingDetail
    ) {
        if let place = place(code, host, group) { findings[place].detail = detail }
    }

    /// Whether there are findings that ``takeNew()`` would give.
    var hasNew: Bool { !new.isEmpty }

    /// The findings made since this was last asked, in the order of time, each as it was the first time.
    mutating func takeNew() -> [Finding] {
        defer { new = [] }
        return new
    }

    private mutating func append(_ finding: Finding) {
        counts[Int(finding.code.rawValue)] += 1
        findings.append(finding)
        order.append(finding.code)
        if findings.count &* 2 > slots.count { grow() } else { index(findings.count - 1) }
    }

    /// Puts a finding into the place of the one of its code that was last made longest ago.
    private mutating func replaceEarliest(by finding: Finding) {
        // The code is at its limit, which is not 0.
        guard let place = order.earliest(of: finding.code) else { return append(finding) }
        overflow &+= 1
        if recordsNew { told.insert(fullHash(findings[place])) }
        unindex(place)
        findings[place] = finding
        index(place)
        order.moveToEnd(place, finding.code)
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

    /// Takes a finding out of the slots, and moves up those that were pushed on by it.
    private mutating func unindex(_ place: Int) {
        let mask = slots.count - 1
        var hole = hash(findings[place])
        while slots[hole] != UInt32(place + 1) { hole = (hole &+ 1) & mask }
        var slot = (hole &+ 1) & mask
        while slots[slot] != 0 {
            let home = hash(findings[Int(slots[slot]) - 1])
            // It may move to the hole if it is not before its home there.
            if (slot &- home) & mask >= (slot &- hole) & mask {
                slots[hole] = slots[slot]
                hole = slot
            }
            slot = (slot &+ 1) & mask
        }
        slots[hole] = 0
    }

    private mutating func index(_ place: Int) {
        var slot = hash(findings[place])
        while slots[slot] != 0 { slot = (slot &+ 1) & (slots.count - 1) }
        slots[slot] = UInt32(place + 1)
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: max(2 * slots.count, 16))
        for place in findings.indices { index(place) }
    }

    private func hash(_ finding: borrowing Finding) -> Int { hash(finding.code, finding.host, finding.group) }

    private func hash(_ code: FindingCode, _ host: IPv4Address?, _ group: IPv4Address?) -> Int {
        Int(truncatingIfNeeded: fullHash(code, host, group)) & (slots.count - 1)
    }

    private func fullHash(_ finding: borrowing Finding) -> UInt64 {
        fullHash(finding.code, finding.host, finding.group)
    }

    private func fullHash(_ code: FindingCode, _ host: IPv4Address?, _ group: IPv4Address?) -> UInt64 {
        // Nil hashes as 0.0.0.0 does: the look-up tells them apart.
        let addresses = UInt64(host?.rawValue ?? 0) << 32 | UInt64(group?.rawValue ?? 0)
        let mixed = (addresses ^ seed).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        let product = (mixed.high ^ mixed.low ^ UInt64(code.rawValue)).multipliedFullWidth(by: 0xD1B5_4A32_D192_ED03)
        return product.high ^ product.low
    }
}
