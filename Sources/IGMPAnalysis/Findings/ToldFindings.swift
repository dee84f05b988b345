/// Findings that have been told and are not in the table any more: where there are more offenders than it
/// holds, each of them comes again and again, and is to be told once all the same.
///
/// Known by their hashes alone, of which at most ``limit`` are remembered: then all are forgotten, and
/// told once more.
struct ToldFindings {
    private var hashes: Set<UInt64> = []

    static let limit = 8192

    /// - Parameter hash: of 64 good bits.
    func contains(_ hash: UInt64) -> Bool { hashes.contains(hash) }

    mutating func insert(_ hash: UInt64) {
        if hashes.count == Self.limit, !hashes.contains(hash) { hashes.removeAll(keepingCapacity: true) }
        hashes.insert(hash)
    }
}
