import Testing

@testable import LiveCapture

@Suite("The table of interfaces")
struct InterfaceTableTests {
    private static func state(
        _ index: UInt32, _ name: String, isUp: Bool = true, isRunning: Bool = true
    ) -> InterfaceState {
        InterfaceState(index: index, name: name, isUp: isUp, isRunning: isRunning, isLoopback: false)
    }

    @Test("Each change is told once and in order: what can come, the name, and the end")
    func changes() {
        var table = InterfaceTable()
        table.note(Self.state(2, "a"))
        table.note(Self.state(2, "a"))
        table.note(Self.state(2, "a", isRunning: false))
        table.note(Self.state(2, "a", isUp: false, isRunning: false))
        table.note(Self.state(2, "b", isUp: false, isRunning: false))
        table.remove(2)
        table.remove(2)
        let changes = table.takeChanges()
        #expect(changes.map(\.condition) == [.passing, .noCarrier, .down, .down, .removed])
        #expect(changes.map(\.state.name) == ["a", "a", "a", "b", "b"])
        #expect(table.takeChanges().isEmpty)
        #expect(table.states.isEmpty)
    }

    @Test("A counter that grows is no change")
    func counters() {
        var table = InterfaceTable()
        var state = Self.state(2, "a")
        table.note(state)
        _ = table.takeChanges()
        state.drops = 7
        table.note(state)
        #expect(table.takeChanges().isEmpty)
        #expect(table.states[2]?.drops == 7)
    }

    @Test("Those that are not among all there are, are gone")
    func removeAll() {
        var table = InterfaceTable()
        for index in 1...5 as ClosedRange<UInt32> { table.note(Self.state(index, "i\(index)")) }
        _ = table.takeChanges()
        table.removeAll(but: [2, 4, 9])
        #expect(table.takeChanges().map(\.state.index) == [1, 3, 5])
        #expect(table.states.keys.sorted() == [2, 4])
    }

    @Test("Those that are up come in the order in which they were made, and are found by name")
    func lookup() {
        var table = InterfaceTable()
        for index in [3, 1, 2] as [UInt32] { table.note(Self.state(index, "i\(index)", isUp: index != 2)) }
        #expect(table.up.map(\.index) == [1, 3])
        #expect(table["i2"]?.index == 2)
        #expect(table["i4"] == nil)
    }
}
