import IGMPWire

/// One host's membership of one group: what is kept of it.
struct Member {
    /// `none` where this place is free.
    var group: UInt32
    var host: UInt32
    /// The next and the previous member of its list; `none` at the ends.
    var next = Member.none
    var previous = Member.none
    /// Of a version 1 or 2 host: the class that has its state.
    var stateClass: StateClasses.ClassIndex = 0
    /// Of a version 3 host: its source list.
    var sources = SourceArena.List()
    /// Of its last report: 1, 2 or 3.
    var version: UInt8
    var mode = FilterMode.exclude
    /// How many copies of the record that ended it were seen; 0 while it is a member.
    var leavingCopies: UInt8 = 0
    /// Whether anything was heard from it; not of a membership that was only told of.
    var isHeard = true
    var joinedAt: Timestamp
    var lastReportAt: Timestamp
    /// What it was asked when it was last heard.
    var marks = QuestionNumbers()

    static let none = UInt32.max
}

/// The ends of a list of members of one group, those heard of late first.
///
/// The order is by queries: whoever was heard since a query was sent stands before
/// all who were not. Among those heard since the same query there is no order, so
/// that most reports move nobody.
struct MemberList {
    var first = Member.none
    var last = Member.none
}
