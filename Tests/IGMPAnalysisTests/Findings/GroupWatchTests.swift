import IGMPWire
import TestSupport
import Testing

@testable import IGMPAnalysis

@Suite("Groups in use by their Ethernet address")
struct GroupWatchTests {
    @Test("It knows what a set of groups knows")
    func againstSet() {
        var random = SeededGenerator(seed: 3)
        var watch = GroupWatch(seed: 1)
        var groups: Set<UInt32> = []
        for _ in 0..<20_000 {
            // Few addresses, so that many share one; some in 224.0.0.0/24, which do not count.
            let low: UInt32 = .random(in: 0...3, using: &random) * 0x11_1111
            let group = IPv4Address(rawValue: 0xE000_0000 | .random(in: 0...31, using: &random) << 23 | low)
            if .random(using: &random) {
                let others = groups.filter { $0 & 0x7F_FFFF == low && $0 != group.rawValue }
                let bits = others.reduce(UInt32(0)) { $0 | 1 << ($1 >> 23 & 31) }
                #expect(watch.add(group) == (group.isLocalGroup ? 0 : bits))
                if !group.isLocalGroup { groups.insert(group.rawValue) }
            } else {
                watch.remove(group)
                groups.remove(group.rawValue)
            }
            #expect(watch.count == groups.count)
        }
    }
}
