/// The interfaces of this host, and how they change.
struct InterfaceTable {
    /// An interface that can do something else than before, or has another name.
    struct Change: Hashable {
        /// As it is now; as it last was, when it is gone.
        var state: InterfaceState
        var condition: InterfaceCondition
    }

    private(set) var states: [UInt32: InterfaceState] = [:]
    private var changes: [Change] = []

    /// Those that are up, in the order in which they were made.
    var up: [InterfaceState] { states.values.filter(\.isUp).sorted { $0.index < $1.index } }

    /// The interface of that name; nil when there is none.
    subscript(name: String) -> InterfaceState? { states.values.first { $0.name == name } }

    /// Takes in what the system says of an interface.
    mutating func note(_ state: InterfaceState) {
        let before = states.updateValue(state, forKey: state.index)
        guard before?.condition != state.condition || before?.name != state.name else { return }
        changes.append(Change(state: state, condition: state.condition))
    }

    /// Takes in that there is no interface of that number any more.
    mutating func remove(_ index: UInt32) {
        guard let state = states.removeValue(forKey: index) else { return }
        changes.append(Change(state: state, condition: .removed))
    }

    /// Takes in that these are all there are.
    mutating func removeAll(but present: Set<UInt32>) {
        for index in states.keys.sorted() where !present.contains(index) { remove(index) }
    }

    /// The changes since the last time, in their order.
    mutating func takeChanges() -> [Change] {
        defer { changes.removeAll() }
        return changes
    }
}
