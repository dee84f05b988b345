import IGMPWire

/// What is kept of one group on a link.
struct Group: ~Copyable {
    // What every report needs comes first, to lie in few lines of the cache (`hotLength`).
    let address: IPv4Address
    /// 224.0.0.0/24: never queried, never forwarded.
    let isLocal: Bool
    /// Whether it was last told to be created, not to have expired.
    var isTold = false
    /// Whether this place is taken.
    var isKept = true
    /// Where in the tracker's ``GroupTimings`` its measurements are.
    let timing: UInt32
    var memberCount: UInt32 = 0
    /// How many of them are of version 1 or 2.
    var olderMemberCount: UInt32 = 0
    var filter = RouterFilter()
    /// Until when hosts of version 1 and 2 are taken to be there (RFC 9776 section 7.3.2).
    var v1HostUntil = Timestamp(nanoseconds: .min)
    var v2HostUntil = Timestamp(nanoseconds: .min)
    var lastReporter = IPv4Address.unspecified
    /// When it was last reported.
    var lastHeardAt: Timestamp
    /// When its last specific query of any kind was seen.
    private(set) var askedAt = Timestamp(nanoseconds: .min)
    private(set) var question = Question()
    /// What the queries for sources of it ask.
    private(set) var sourceQuestion = Question()
    /// The deadline under which it stands in the tracker's queue.
    var armedFor = Timestamp(nanoseconds: .max)
    /// The first leave since it was last reported, and whose it is.
    var leftAt: Timestamp?
    var leaver = IPv4Address.unspecified
    /// The members of version 1 and 2, and those of version 3.
    var queues = InlineArray<2, MemberQueue> { _ in MemberQueue() }
    /// Spans in which the group's specific queries had to be answered.
    var windows = ResponseWindows()

    /// When a version 1 or 2 report last answered for all such members.
    var lastOlderReportAt = Timestamp(nanoseconds: .min)
    var lastOlderReportWasV1 = false
    var classes = StateClasses.Roots()
    /// When it was last told to be created.
    var createdAt: Timestamp
    /// How many of the link's general queries its members' classes have seen.
    var generalQueriesSeen: UInt32
    /// How many questions no version 1 or 2 report has answered, until the last such
    /// report, and the questions there were then.
    var olderSilence = QuestionNumbers()
    var olderMarks: QuestionNumbers
    /// Members whose last record ended them (``MemberState/leaving``).
    var leavingCount: UInt32 = 0
    /// When the querier should have asked, after a leave, whether anybody stays; the end of time
    /// where it owes no such query.
    var queryDueAt = Timestamp(nanoseconds: .max)

    /// In bytes.
    static var hotLength: Int { 320 }

    /// A specific query was seen.
    mutating func ask(at now: Timestamp, maxResponse: Interval, isOfSources: Bool) {
        askedAt = now
        if isOfSources {
            sourceQuestion.ask(at: now, maxResponse: maxResponse)
        } else {
            question.ask(at: now, maxResponse: maxResponse)
            windows.query(at: now, maxResponse: maxResponse, isGeneral: false)
        }
    }

    /// The group's compatibility mode (RFC 9776 section 7.3.2).
    func version(at now: Timestamp) -> Int {
        v1HostUntil > now ? 1 : v2HostUntil > now ? 2 : 3
    }
}
