/// A hash table from addresses, or other numbers of 32 bits, to 32-bit indices.
package struct AddressTable: ~Copyable {
    private var table: IndexTable<UInt32>

    /// - Parameter seed: mixed into every hash; a random number wherever addresses come from packets.
    package init(seed: UInt64) {
        table = IndexTable(seed: seed)
    }

    @inline(__always)
    var count: Int { table.count }

    /// The index kept for `address`; nil when there is none.
    @inline(__always)
    package subscript(address: UInt32) -> UInt32? { table[address] }

    /// Keeps `index`, which is not the largest number, for `address`, which must not be there yet.
    package mutating func insert(_ address: UInt32, index: UInt32) { table.insert(address, index: index) }

    package mutating func remove(_ address: UInt32) { table.remove(address) }
}
