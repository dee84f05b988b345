import IGMPWire

/// How groups and their sources come into the tables, and go.
extension DataTraffic {
    /// Of a source in the table of them.
    @inline(__always)
    static func key(_ source: IPv4Address, _ group: IPv4Address) -> UInt64 {
        UInt64(group.rawValue) << 32 | UInt64(source.rawValue)
    }

    /// The place of a source, a new one where it is not known.
    @inline(__always)
    mutating func place(of source: IPv4Address, to group: IPv4Address) -> Int {
        if let known = sourceIndex[Self.key(source, group)] { return Int(known) }
        return addSource(source, to: group)
    }

    private mutating func addSource(_ address: IPv4Address, to group: IPv4Address) -> Int {
        let source = DataSource(address, of: UInt32(place(of: group)))
        let place = freeSources.popLast().map { Int($0) } ?? sources.count
        if place == sources.count { sources.append(source) } else { sources[place] = source }
        sourceIndex.insert(Self.key(address, group), index: UInt32(place))
        usage.addSource()
        return place
    }

    /// The place of a group, a new one where it is not known.
    mutating func place(of address: IPv4Address) -> Int {
        if let known = groupIndex[address.rawValue] { return Int(known) }
        let group = DataGroup(address, at: now)
        let place = freeGroups.popLast().map { Int($0) } ?? groups.count
        if place == groups.count { groups.append(group) } else { groups[place] = group }
        groupIndex.insert(address.rawValue, index: UInt32(place))
        usage.addGroup()
        return place
    }

    mutating func removeSource(_ place: Int) {
        let group = Int(sources[place].group)
        if groups[group].lastSource == UInt32(place) { groups[group].lastSource = .max }
        sourceIndex.remove(Self.key(sources[place].address, groups[group].address))
        sources[place].isKept = false
        freeSources.append(UInt32(place))
        usage.removeSource()
    }

    /// Removes a group of which no source is kept.
    mutating func removeGroup(_ place: Int) {
        groupIndex.remove(groups[place].address.rawValue)
        if groups[place].isParked { parkedCount -= 1 }
        forgottenJoins.add(groups[place].joins)
        forgottenLeaves.add(groups[place].leaves)
        groups[place].isKept = false
        groups[place].armedFor = Timestamp(nanoseconds: .max)
        freeGroups.append(UInt32(place))
        usage.removeGroup()
    }
}
