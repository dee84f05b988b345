/// Findings that have been told and are not in the table any more: where there are more offenders than it
/// holds, each of them comes again and again, and is to be told once all the same.
///
/// Known by their hashes alone, of which at most ``limit`` are remembered: then all are forgotten, and
/// told once more.
struct ToldFindings {
    /// Hashes, where they hash to or after; 0 for none. At most half full.
    private var slots: [UInt64] = []
    private var count = 0

    static let limit = 8192

    /// - Parameter hash: of 64 good bits.
    func contains(_ hash: UInt64) -> Bool {
        guard count > 0 else { return false }
        return slots[place(of: hash)] != 0
    }

    mutating func insert(_ hash: UInt64) {
        guard !contains(hash) else { return }
        if count == Self.limit {
            slots = []
            count = 0
        }
        if slots.count < (count + 1) * 2 { grow() }
        slots[place(of: hash)] = max(hash, 1)
        count += 1
    }

    /// Where it is, or belongs.
    private func place(of hash: UInt64) -> Int {
        let hash = max(hash, 1)
        var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[place] != 0, slots[place] != hash { place = (place &+ 1) & (slots.count - 1) }
        return place
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: max(2 * old.count, 16))
        for hash in old where hash != 0 { slots[place(of: hash)] = hash }
    }
}
