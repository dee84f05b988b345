/// The members of every group of a link, held by the state that they are in.
///
/// A query or a report moves all members of a group from one state to another.
/// So a member does not hold its state, but a class, and the class has the
/// state: an event relabels or merges at most five classes, however many members
/// the group has. Merged classes form trees; the class at the root counts.
///
/// A class goes when neither a member nor another class is in it any more. Members who
/// are never heard again keep what lies between them and the root, so trees must stay low
/// however many others come and go: the lower one is hung below the higher, and the new one
/// is higher only where both were equally high. Then it takes twice as many merged classes
/// for each step that a tree is higher.
struct StateClasses: ~Copyable {
    typealias ClassIndex = UInt32

    /// The classes of one group by state, 0 where a state has no class.
    struct Roots {
        fileprivate var slots: InlineArray<5, ClassIndex> = [0, 0, 0, 0, 0]
    }

    /// 8 bytes: there may be as many as members.
    struct Node {
        /// The class that it was merged into; of a root how many classes there may be above one another
        /// below it, and ``rootMark``; in a free node the next free one.
        var parent: ClassIndex
        /// References above three bits of state.
        private var bits: UInt32

        /// More than any place of a node.
        static let rootMark: UInt32 = 1 << 31

        /// A root with nothing below it.
        init(references: UInt32, state: UInt8) {
            parent = Self.rootMark
            bits = references << 3 | UInt32(state)
        }

        var isRoot: Bool { parent >= Self.rootMark }

        /// Members in it, classes merged into it, and one for its place in `Roots`.
        var references: UInt32 {
            get { bits >> 3 }
            set { bits = newValue << 3 | bits & 7 }
        }
        var state: UInt8 {
            get { UInt8(truncatingIfNeeded: bits & 7) }
            set { bits = bits & ~7 | UInt32(newValue) }
        }
    }

    /// Node 0 stands for "none".
    private var nodes = Slab<Node>()
    private var firstFree: ClassIndex = 0

    init() {
        nodes.append(Node(references: 0, state: 0))
    }

    /// How many classes there are, those merged into others included.
    private(set) var count = 0

    /// The state of a member in `index`, which is replaced by the class that
    /// stands for it now.
    mutating func state(of index: inout ClassIndex) -> MemberState {
        let root = root(of: index)
        if root != index {
            nodes[Int(root)].references += 1
            release(index)
            index = root
        }
        return MemberState(rawValue: nodes[Int(root)].state) ?? .delaying
    }

    /// The state of a member in `index`.
    func state(of index: ClassIndex) -> MemberState {
        MemberState(rawValue: nodes[Int(root(of: index))].state) ?? .delaying
    }

    /// Asks for the memory of a class that will be looked at.
    @inline(__always)
    func prefetch(_ index: ClassIndex) {
        nodes.prefetch(Int(index))
    }

    /// Adds a member to the class of `state`.
    mutating func enter(_ state: MemberState, of roots: inout Roots) -> ClassIndex {
        let slot = Int(state.rawValue)
        if roots.slots[slot] == 0 { roots.slots[slot] = allocate(state: state.rawValue) }
        nodes[Int(roots.slots[slot])].references += 1
        return roots.slots[slot]
    }

    /// Takes a member out of its class.
    mutating func leave(_ index: ClassIndex) {
        release(index)
    }

    /// Moves every member of a group to the state that `map` gives.
    mutating func apply(_ map: StateMap, to roots: inout Roots) {
        var moved: InlineArray<5, ClassIndex> = [0, 0, 0, 0, 0]
        for slot in 0..<MemberState.olderHostCount {
            let index = roots.slots[slot]
            guard index != 0 else { continue }
            let target = map.target(of: slot)
            // Nothing happens to most members of a group: their class need not even be looked at.
            if target == slot, moved[target] == 0 {
                moved[target] = index
                continue
            }
            guard nodes[Int(index)].references > 1 else {
                release(index)
                continue
            }
            moved[target] = moved[target] == 0 ? index : merge(moved[target], index)
            nodes[Int(moved[target])].state = UInt8(target)
        }
        roots.slots = moved
    }

    /// Gives up the classes of a group that has no members left.
    mutating func remove(_ roots: inout Roots) {
        for slot in 0..<MemberState.olderHostCount where roots.slots[slot] != 0 {
            release(roots.slots[slot])
            roots.slots[slot] = 0
        }
    }

    private func root(of index: ClassIndex) -> ClassIndex {
        var index = index
        while !nodes[Int(index)].isRoot { index = nodes[Int(index)].parent }
        return index
    }

    /// Hangs the lower of two trees below the root of the higher.
    private mutating func merge(_ first: ClassIndex, _ second: ClassIndex) -> ClassIndex {
        let (firstHeight, secondHeight) = (nodes[Int(first)].parent, nodes[Int(second)].parent)
        let (root, child) = firstHeight >= secondHeight ? (first, second) : (second, first)
        // Not even 2^32 classes, merged two by two, make a tree of more than 32.
        if firstHeight == secondHeight { nodes[Int(root)].parent &+= 1 }
        nodes[Int(child)].parent = root
        nodes[Int(root)].references += 1
        release(child)
        return root
    }

    private mutating func allocate(state: UInt8) -> ClassIndex {
        count += 1
        if firstFree != 0 {
            let index = firstFree
            firstFree = nodes[Int(index)].parent
            nodes[Int(index)] = Node(references: 1, state: state)
            return index
        }
        let index = ClassIndex(nodes.count)
        nodes.append(Node(references: 1, state: state))
        return index
    }

    private mutating func release(_ index: ClassIndex) {
        var index = index
        while true {
            nodes[Int(index)].references -= 1
            guard nodes[Int(index)].references == 0 else { return }
            let (parent, isRoot) = (nodes[Int(index)].parent, nodes[Int(index)].isRoot)
            nodes[Int(index)].parent = firstFree
            firstFree = index
            count -= 1
            guard !isRoot else { return }
            index = parent
        }
    }
}
