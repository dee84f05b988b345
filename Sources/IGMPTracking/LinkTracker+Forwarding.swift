public import IGMPWire

/// Who wants the packets of a group.
extension LinkTracker {
    /// Whether a router has a reason to forward anything of `group` here.
    public func forwards(_ group: IPv4Address) -> Bool {
        groupIndex[group.rawValue].map { groups[Int($0)].filter.isForwarding } ?? false
    }

    /// Whether a router has a reason to forward packets of `source` to `group` here (RFC
    /// 9776 section 6.3), or where it has none for the group at all, whether there are
    /// members all the same. At the time that ``advance(to:)`` has reached.
    public func isWanted(_ group: IPv4Address, from source: IPv4Address) -> Bool {
        demand(for: group, from: source).isWanted
    }

    /// The same, and until when it holds unless another packet comes.
    func demand(for group: IPv4Address, from source: IPv4Address) -> (isWanted: Bool, until: Timestamp) {
        guard let index = groupIndex[group.rawValue] else { return (false, nextTimer) }
        let place = Int(index)
        guard groups[place].filter.isForwarding else {
            return (groups[place].memberCount > groups[place].leavingCount, nextTimer)
        }
        let (isForwarded, until) = groups[place].filter.forwards(source, at: now)
        return (isForwarded, min(until, nextTimer))
    }

    /// Whether what goes that way comes from where the querier is, to the members: the
    /// other way a switch forwards everything, whoever has joined (RFC 4541 section
    /// 2.1.2). True where that is not known.
    public func isFromQuerierSide(_ direction: FrameDirection) -> Bool {
        direction == .unknown || (direction == .outbound) == querierSide.isOutbound
    }

    /// Whether members would have been seen by now: they were asked, and had their time to answer.
    public var showsMembers: Bool { windows.hasClosed }
}
