import IGMPWire
import TestSupport
import Testing

@testable import KernelCounters

@Suite("A host's groups")
struct GroupTableTests {
    @Test("It holds what a dictionary would, by address")
    func againstDictionary() {
        var generator = SeededGenerator(seed: 1)
        var table = GroupTable<Int>()
        var model: [IPv4Address: Int] = [:]
        for step in 0..<2000 {
            let group = IPv4Address(239, 0, 0, UInt8.random(in: 0..<40, using: &generator))
            switch Int.random(in: 0..<4, using: &generator) {
            case 0, 1:
                table.insert(group, step)
                if model[group] == nil { model[group] = step }
            case 2:
                table.remove(group)
                model[group] = nil
            default:
                #expect(table.contains(group) == (model[group] != nil))
                if let index = table.index(of: group) {
                    #expect(table[index] == model[group])
                    table[index] = step
                    model[group] = step
                }
            }
            #expect(table.entries.map(\.group) == model.keys.sorted())
        }
        #expect(table.overflow == 0)
    }
}
