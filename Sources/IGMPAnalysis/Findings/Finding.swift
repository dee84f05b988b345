public import IGMPWire

/// A rule that somebody broke on a link: which, who, for which group, when, how often.
public struct Finding: Hashable, Sendable {
    public let code: FindingCode
    /// Whose fault it is; nil where it is the link's as a whole.
    public let host: IPv4Address?
    public let group: IPv4Address?
    /// The offender's link-layer address when it was last at fault; nil where
    /// nobody is, or the link layer has none.
    public internal(set) var mac: MACAddress?
    public internal(set) var count: UInt64 = 1
    public let firstAt: Timestamp
    public internal(set) var lastAt: Timestamp
    /// The particulars of the last time.
    public internal(set) var detail: FindingDetail
    /// Whether it may be due to packets that the capture has lost.
    public internal(set) var isDoubtful = false

    public var severity: FindingSeverity { code.severity }
    /// The clause that is broken, or from which the consequence follows.
    public var reference: String { code.reference }

    /// What is wrong and what to do, in a sentence or two.
    ///
    /// - Parameter time: writes a moment as the reader is to see it.
    public func message(_ time: (Timestamp) -> String) -> String {
        let message = code.rule.message(self, time)
        return isDoubtful
            ? message + " Packets are missing from the capture: that may be all there is to it." : message
    }

    /// Whether it stands before `other` in a report: the most severe first, then by
    /// code, host and group; nobody's and no group's come first.
    func comes(before other: Finding) -> Bool {
        if severity != other.severity { return severity > other.severity }
        if code != other.code { return code.name.description < other.code.name.description }
        if host != other.host { return Self.number(host) < Self.number(other.host) }
        return Self.number(group) < Self.number(other.group)
    }

    private static func number(_ address: IPv4Address?) -> Int64 { address.map { Int64($0.rawValue) } ?? -1 }
}

/// What a finding's message tells besides host and group.
public enum FindingDetail: Hashable, Sendable {
    case none
    case number(Int)
    /// A number that should have been another.
    case numbers(found: Int, expected: Int)
    case address(IPv4Address)
    case macAddress(MACAddress)
    case kind(MessageKind)
    case fault(IPv4Header.Fault)
    /// Since when something is missing, and until when that does no harm.
    case silence(since: Timestamp, harmlessUntil: Timestamp?)
    /// Since when not a single packet of IGMP has come.
    case nothingHeard(since: Timestamp)
    /// From when to when somebody was silent, and who then spoke.
    case interruption(since: Timestamp, until: Timestamp, endedBy: IPv4Address)
    /// Who sends, though not to those who want something, and since when they get nothing.
    case otherSource(IPv4Address, since: Timestamp)
    /// So many questions without an answer, and when a group is forwarded no more for that.
    case unanswered(questions: Int, endsAt: Timestamp)
    /// How long something took, and how long it may take.
    case delay(Interval, allowed: Interval)
    /// Two that do the same thing.
    case addresses(IPv4Address, IPv4Address)
    /// Groups of one Ethernet address: bit n is the one whose five bits that the
    /// address leaves out are n (RFC 1112 section 6.4).
    case overlap(UInt32)
}
