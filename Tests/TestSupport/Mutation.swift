/// Bytes with something wrong in them.
package enum Mutation {
    /// `bytes`, changed in one to four places in ways that hurt parsers.
    package static func mutated(_ bytes: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) { mutate(&bytes, using: &generator) }
        return bytes
    }

    private static func mutate(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
        guard !bytes.isEmpty else {
            bytes = generator.bytes(8)
            return
        }
        let place = Int.random(in: bytes.indices, using: &generator)
        let length = min(Int.random(in: 1...40, using: &generator), bytes.count - place)
        switch Int.random(in: 0..<10, using: &generator) {
        case 0...1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        // Counts and lengths are what hurts: small and extreme values oftener than others.
        case 2...4: bytes[place] = [0, 1, 4, 0x7F, 0x80, 0xFF].randomElement(using: &generator) ?? 0
        case 5: bytes.replaceSubrange(place..<place + min(4, length), with: repeatElement(0xFF, count: min(4, length)))
        case 6: bytes.removeSubrange(place..<place + length)
        case 7: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
        case 8: bytes.insert(contentsOf: generator.bytes(length), at: place)
        default:
            // A file is cut as often near its end as anywhere.
            bytes.removeLast(Bool.random(using: &generator) ? length : bytes.count - place)
        }
    }
}
