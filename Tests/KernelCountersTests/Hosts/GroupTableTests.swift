import IGMPWire
import TestSupport
import Testing

@testable import KernelCounters

@Suite("A host's groups")
struct GroupTableTests {
    @Test("It holds what a dictionary would, by address")
    func againstDictionary() {
        var generator = SeededGenerator(seed: 1)
        var table = GroupTable<Int>(limits: .groups(40))
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

    private static func groups(_ numbers: Int...) -> [IPv4Address] {
        numbers.map { IPv4Address(239, 0, 0, UInt8($0)) }
    }

    @Test("The group that was reported longest ago makes room, and is counted")
    func limit() {
        var table = GroupTable<Int>(limits: .groups(3))
        for (number, group) in Self.groups(1, 2, 3).enumerated() { table.insert(group, number) }
        #expect(table.overflow == 0)
        // A report of a group that is there makes it the newest, and changes nothing else.
        table.insert(Self.groups(1)[0], 9)
        if let index = table.index(of: Self.groups(2)[0]) { table.noteReport(at: index) }
        table.insert(Self.groups(4)[0], 4)
        #expect(table.entries.map(\.group) == Self.groups(1, 2, 4))
        #expect(table.entries.map(\.value) == [0, 1, 4])
        table.insert(Self.groups(5)[0], 5)
        #expect(table.entries.map(\.group) == Self.groups(2, 4, 5))
        #expect(table.overflow == 2)
    }

    @Test("A group that is known without a report stays, even if no other finds room")
    func known() {
        var table = GroupTable<Int>(limits: .groups(2))
        table.insert(known: Self.groups(1)[0], 1)
        table.insert(Self.groups(2)[0], 2)
        table.insert(Self.groups(1)[0], 3)
        table.insert(Self.groups(3)[0], 3)
        #expect(table.entries.map(\.group) == Self.groups(1, 3) && table.overflow == 1)
        table.remove(Self.groups(3)[0])
        table.insert(known: Self.groups(4)[0], 4)
        table.insert(Self.groups(5)[0], 5)
        #expect(table.entries.map(\.group) == Self.groups(1, 4) && table.overflow == 2)
    }
}

extension HostLimits {
    /// With room for so many groups, and for a few sources.
    static func groups(_ number: Int) -> HostLimits {
        var limits = HostLimits()
        limits.groups = number
        limits.sourcesPerGroup = 2
        return limits
    }
}
