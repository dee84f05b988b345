/// The members of a group by when they were last heard, as far as queries ask for it: whoever was heard
/// since a query was sent stands behind all who were not.
///
/// A member that is heard again is added again, and remembers where (``Member/place``): an entry counts
/// only as long as its member says that it stands there. So nobody has to be found and taken out in the
/// middle, and to be heard costs one store. Among those heard since the same query there is no order, so
/// that most reports move nobody.
struct MemberQueue: ~Copyable {
    private var entries = Slab<UInt32>(minimumCapacity: 0)
    /// How many entries at the front have been taken out.
    private var head = 0
    /// The place of the first entry; places are numbers that go on for ever, and wrap around.
    private var firstPlace: UInt32 = 0

    /// How many entries there are, those that do not count any more included.
    var count: Int { entries.count &- head }

    /// The member of an entry, the front being at 0.
    @inline(__always)
    subscript(position: Int) -> UInt32 {
        get { entries[head &+ position] }
        set { entries[head &+ position] = newValue }
    }

    /// Where an entry stands.
    @inline(__always)
    func place(at position: Int) -> UInt32 {
        firstPlace &+ UInt32(truncatingIfNeeded: head &+ position)
    }

    /// Adds a member at the end, and says where it stands.
    @inline(__always)
    mutating func append(_ member: UInt32) -> UInt32 {
        let place = place(at: count)
        entries.append(member)
        return place
    }

    /// Asks for the memory that the next entry will be in.
    @inline(__always)
    func prefetchEnd() { entries.prefetchEnd() }

    /// Takes out entries at the front.
    mutating func removeFirst(_ count: Int) {
        head += count
        if head == entries.count || head > 64 && head * 2 > entries.count { closeGap() }
    }

    /// Takes out all entries but the first `count`.
    mutating func truncate(to count: Int) {
        entries.truncate(to: head + count)
    }

    /// Moves what is left to the front, after as many were taken out.
    private mutating func closeGap() {
        let left = count
        for position in 0..<left { entries[position] = entries[head + position] }
        entries.truncate(to: left)
        firstPlace &+= UInt32(truncatingIfNeeded: head)
        head = 0
    }
}
