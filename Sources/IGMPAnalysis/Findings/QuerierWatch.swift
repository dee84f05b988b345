import IGMPTracking
import IGMPWire

/// What is remembered of the queriers of a link besides what its tracker knows.
struct QuerierWatch {
    /// Who sent a general query, and what it said.
    struct Speaker {
        let address: IPv4Address
        let mac: MACAddress?
        let version: Int
        /// Nil before version 3; 0 where the default is to hold.
        let interval: Interval?
        let robustness: Int?
        let at: Timestamp
    }

    /// A querier that was given up.
    struct Loss {
        let address: IPv4Address
        let mac: MACAddress?
        /// When its last general query was seen.
        let silentSince: Timestamp
        /// When the last groups die unless they are reported again; nil where none was ever reported.
        let deathAt: Timestamp?
    }

    /// The last general query, and the last of another address.
    private(set) var latest: Speaker?
    private(set) var other: Speaker?
    /// The last general query of version 1 or 2, and until when answers to it are due.
    private(set) var olderQueryAt: Timestamp?
    private(set) var olderAnswersUntil = Timestamp(nanoseconds: .min)
    /// The last query of version 1, and of version 3, whatever they asked for.
    private(set) var versionOneQueryAt: Timestamp?
    private(set) var versionThreeQueryAt: Timestamp?

    /// Since when nobody queries.
    private(set) var silentSince: Timestamp
    /// When that is a finding, again and again; as long as nobody was ever elected.
    private var absenceDueAt: Timestamp
    /// Who was elected last.
    private(set) var lastElected: IPv4Address?
    /// A querier that was lost and is not replaced yet, and when that is a finding unless one queries.
    private var lost: Loss?
    private var lossDueAt = Timestamp(nanoseconds: .max)
    private(set) var nextDeadline: Timestamp
    /// The last times when the querier became another one, a ring.
    private var handovers = InlineArray<4, Timestamp>(repeating: Timestamp(nanoseconds: .min))
    private var handoverCount = 0

    /// - Parameter dueAt: when that nobody queries is a finding first, if not after the usual time.
    init(since start: Timestamp, absenceDueAt dueAt: Timestamp? = nil) {
        silentSince = start
        absenceDueAt = dueAt ?? start.advanced(by: NoQuerierRule.patience)
        nextDeadline = absenceDueAt
    }

    /// Takes in a general query. Returns the last one of another address.
    mutating func heard(_ speaker: Speaker, maxResponse: Interval) -> Speaker? {
        if let latest, latest.address != speaker.address { other = latest }
        latest = speaker
        if speaker.version < 3 {
            olderQueryAt = speaker.at
            olderAnswersUntil = speaker.at.advanced(by: maxResponse)
        }
        silentSince = speaker.at
        if absenceDueAt.nanoseconds != .max { absenceDueAt = speaker.at.advanced(by: NoQuerierRule.patience) }
        updateDeadline()
        return other
    }

    /// The last general query of an address, if it is one of the last two that sent any.
    func lastQuery(of address: IPv4Address) -> Timestamp? {
        [latest, other].compactMap(\.self).first { $0.address == address }?.at
    }

    /// Takes in any query.
    mutating func heard(version: Int, at time: Timestamp) {
        if version == 1 { versionOneQueryAt = time }
        if version == 3 { versionThreeQueryAt = time }
    }

    /// Somebody is elected. Returns whether that is one change of querier too many.
    mutating func elected(_ address: IPv4Address, at time: Timestamp) -> Bool {
        let isHandover = lastElected != nil && lastElected != address
        lastElected = address
        absenceDueAt = Timestamp(nanoseconds: .max)
        lost = nil
        lossDueAt = Timestamp(nanoseconds: .max)
        updateDeadline()
        guard isHandover else { return false }
        handovers[handoverCount % 4] = time
        handoverCount &+= 1
        // The next place has the fourth last.
        return handoverCount >= QuerierFlappingRule.leastCount
            && time.since(handovers[handoverCount % 4]) <= QuerierFlappingRule.span
    }

    /// Takes the loss that was found, if there was one that has lasted until now.
    mutating func endLoss() -> Loss? {
        defer { lost = nil }
        return lossDueAt.nanoseconds == .max ? lost : nil
    }

    /// Nobody is elected any more.
    mutating func lost(_ loss: Loss, at time: Timestamp) {
        lost = loss
        lossDueAt = time.advanced(by: QuerierLostRule.grace)
        updateDeadline()
    }

    /// What is a finding once its time has come.
    enum Due {
        /// Nobody queries, found so many times up to `lastAt`.
        case absence(times: UInt64, lastAt: Timestamp)
        case loss(Loss)
    }

    /// Takes what is due next, and when it was, if that is at `time` or before. A clock
    /// that leaps ahead takes no longer than one that goes on; the end of time never comes.
    mutating func takeDue(upTo time: Timestamp) -> (due: Due, at: Timestamp)? {
        let at = nextDeadline
        guard at <= time, at.nanoseconds != .max else { return nil }
        defer { updateDeadline() }
        if lossDueAt == at, let lost {
            lossDueAt = Timestamp(nanoseconds: .max)
            return (.loss(lost), at)
        }
        let patience = NoQuerierRule.patience
        let repeats = min(time, lossDueAt).since(at).nanoseconds / patience.nanoseconds
        let last = at.advanced(by: Interval(nanoseconds: repeats * patience.nanoseconds))
        absenceDueAt = last.advanced(by: patience)
        return (.absence(times: UInt64(repeats) + 1, lastAt: last), at)
    }

    private mutating func updateDeadline() { nextDeadline = min(absenceDueAt, lossDueAt) }
}
