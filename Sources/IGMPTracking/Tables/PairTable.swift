/// A hash table from pairs of 32-bit numbers to 32-bit indices, 8 bytes an entry: of a pair it keeps no more
/// than a hash. Whoever asks has the pairs, and goes through those that may be the one:
///
///     var search = table.search(group, host)
///     while let index = table.next(of: &search) {
///         if records[index].isOf(group, host) { return index }
///     }
///
/// The numbers follow from packets, so the hash is seeded.
struct PairTable: ~Copyable {
    /// What is left to be looked at for one pair.
    struct Search {
        fileprivate let hash: UInt32
        fileprivate var place: Int
    }

    private var table: IndexTable<UInt32>
    private let seed: UInt64

    /// - Parameter seed: mixed into every hash.
    init(seed: UInt64) {
        self.seed = seed
        table = IndexTable(seed: seed)
    }

    @inline(__always)
    var count: Int { table.count }

    @inline(__always)
    func search(_ first: UInt32, _ second: UInt32) -> Search {
        let hash = hash(first, second)
        return Search(hash: hash, place: table.home(of: hash))
    }

    /// The next index that may be the pair's; nil when there is none any more. In a table of millions all but one
    /// in a thousand are.
    @inline(__always)
    func next(of search: inout Search) -> UInt32? {
        table.next(of: search.hash, from: &search.place)
    }

    /// Asks for the memory that a search will need. Returns its place.
    @inline(__always) @discardableResult
    func prefetch(_ first: UInt32, _ second: UInt32) -> Int {
        table.prefetch(hash(first, second))
    }

    /// The index most likely kept for a pair that ``prefetch(_:_:)`` gave this place; nil where there is none.
    @inline(__always)
    func likelyIndex(at place: Int) -> UInt32? { table.likelyIndex(at: place) }

    /// Keeps `index`, which is not the largest number, for a pair, which must not be there yet.
    mutating func insert(_ first: UInt32, _ second: UInt32, index: UInt32) {
        table.insert(hash(first, second), index: index)
    }

    /// Forgets a pair for which `index` is kept.
    mutating func remove(_ first: UInt32, _ second: UInt32, index: UInt32) {
        table.remove(hash(first, second), index: index)
    }

    @inline(__always)
    private func hash(_ first: UInt32, _ second: UInt32) -> UInt32 {
        let key = UInt64(first) << 32 | UInt64(second)
        let product = (key ^ seed).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return UInt32(truncatingIfNeeded: (product.high ^ product.low) >> 16)
    }
}
