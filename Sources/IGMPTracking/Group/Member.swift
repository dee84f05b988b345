import IGMPWire

/// One host's membership of one group: what is kept of it, in 48 bytes.
struct Member {
    /// `none` where this place is free.
    var group: UInt32
    var host: UInt32
    /// Where it stands in its ``MemberQueue``.
    var place: UInt32 = 0
    /// Of a version 1 or 2 host: the class that has its state.
    var stateClass: StateClasses.ClassIndex = 0
    /// Of a version 3 host: its source list.
    var sources = SourceArena.List()
    /// What it was asked when it was last heard.
    var marks = QuestionNumbers()
    /// Version, mode, whether it was heard, and copies that ended it: 2, 1, 1 and 4 bits.
    private var bits: UInt8
    private var changeCopies: UInt8 = 0
    /// How often in a row it has joined again what it was in.
    var rejoins: UInt8 = 0
    var joinedAt: Timestamp
    var lastReportAt: Timestamp
    private var changedAt = Timestamp(nanoseconds: .min)
    private var changeKey: UInt32 = 0

    init(group: UInt32, host: UInt32, version: UInt8, joinedAt: Timestamp) {
        self.group = group
        self.host = host
        self.joinedAt = joinedAt
        lastReportAt = joinedAt
        bits = version & Bits.version | Bits.isExclude | Bits.isHeard
    }

    private enum Bits {
        static var version: UInt8 { 0b11 }
        static var isExclude: UInt8 { 0b100 }
        static var isHeard: UInt8 { 0b1000 }
        static var firstOfCopies: UInt8 { 4 }
    }

    /// Of its last report: 1, 2 or 3.
    var version: UInt8 {
        get { bits & Bits.version }
        set { bits = bits & ~Bits.version | newValue & Bits.version }
    }

    var mode: FilterMode {
        get { bits & Bits.isExclude != 0 ? .exclude : .include }
        set { bits = newValue == .exclude ? bits | Bits.isExclude : bits & ~Bits.isExclude }
    }

    /// Whether anything was heard from it; not of a membership that was only told of.
    var isHeard: Bool {
        get { bits & Bits.isHeard != 0 }
        set { bits = newValue ? bits | Bits.isHeard : bits & ~Bits.isHeard }
    }

    /// How many copies of the record that ended it were seen, at most 15; 0 while it is a member.
    var leavingCopies: UInt8 {
        get { bits >> Bits.firstOfCopies }
        set { bits = bits & 15 | min(newValue, 15) << Bits.firstOfCopies }
    }

    /// The last change that it reported. Its parts are kept where they fit, so that a
    /// member takes no more than a cache line of 64 bytes.
    var change: StateChange {
        get { StateChange(at: changedAt, key: changeKey, copies: changeCopies) }
        set { (changedAt, changeKey, changeCopies) = (newValue.at, newValue.key, newValue.copies) }
    }

    /// Whether this place is taken.
    var isKept: Bool { group != Member.none }

    static var none: UInt32 { .max }

    /// Which of its group's ``Group/queues`` it stands in.
    @inline(__always)
    var queue: Int { version < 3 ? Self.olderQueue : Self.v3Queue }

    static var olderQueue: Int { 0 }
    static var v3Queue: Int { 1 }
}
