import IGMPTracking
public import IGMPWire

/// The groups' own traffic.
extension Analyzer {
    /// Takes in a packet of a group's own traffic. Returns the place of its link in ``links``.
    @discardableResult
    public mutating func observe(_ packet: borrowing DataPacket, interface: Int) -> Int {
        let place = place(of: packet.link, at: packet.timestamp, interface: interface)
        links[place].state.observe(packet)
        if let dataUsage, dataUsage.isExceeded { makeRoom(in: dataUsage) }
        return place
    }

    /// Groups, and sources of groups, of which the traffic was let go for want of room.
    public var dataOverflow: (groups: UInt64, sources: UInt64) {
        (dataUsage?.evictedGroups ?? 0, dataUsage?.evictedSources ?? 0)
    }

    mutating func makeRoom(in usage: DataUsage) {
        usage.makeRoom { body in
            for link in links where link.state.data != nil { body(&link.state.data!) }
        }
    }
}
