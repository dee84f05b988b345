import IGMPWire

/// Where the interfaces of a capture are among the others: each has a place, and with `any`, where
/// they come and go for as long as it lasts, there are only so many places.
extension LiveCapture {
    /// The place for an interface of that name. Where all are taken, that of the one from which
    /// nothing has come for longest; nil when all are captured from.
    func place(for name: String) -> Int? {
        if let known = places[name] { return known }
        guard interfaces.count >= options.interfaceLimit else { return interfaces.count }
        let used = Set(rings.map(\.interface))
        return captured.indices.lazy.filter { !used.contains($0) }
            .min { (captured[$0].stoppedAt ?? .max) < (captured[$1].stoppedAt ?? .max) }
    }

    /// Takes in that an interface is captured from, at a place that was found for it.
    mutating func settle(_ name: String, at place: Int, _ linkType: LinkType) {
        let state = watch.table[name]
        if place == interfaces.count {
            interfaces.append(name)
            linkTypes.append(linkType)
            captured.append(CapturedInterface(state))
        } else if interfaces[place] == name {
            linkTypes[place] = linkType
            if let state { captured[place].reappear(as: state.index) }
        } else {
            if letGoCount == 0 { notices.append(.letGo(interface: interfaces[place])) }
            letGoCount += 1
            formerStatistics.add(captured[place].endedStatistics)
            formerStatistics.droppedByInterface &+= captured[place].drops
            places[interfaces[place]] = nil
            interfaces[place] = name
            linkTypes[place] = linkType
            captured[place] = CapturedInterface(state)
            replacedPlaces.append(place)
        }
        places[name] = place
    }

    /// Takes in that there was no place for an interface that is up. It is asked for again and
    /// again, and counted once.
    mutating func leaveOut(_ name: String) {
        guard let index = watch.table[name]?.index, leftOut.insert(index).inserted else { return }
        if leftOutCount == 0 { notices.append(.leftOut(interface: name)) }
        leftOutCount += 1
    }

    /// Whether ``takeReplacedPlaces()`` has something to give.
    package var hasReplacedPlaces: Bool { !replacedPlaces.isEmpty }

    /// The places among ``interfaces`` whose interface has become another one since the last time.
    package mutating func takeReplacedPlaces() -> [Int] {
        defer { replacedPlaces.removeAll() }
        return replacedPlaces
    }

    /// How many interfaces made room for others, or found none.
    package var interfaceOverflow: UInt64 { letGoCount + leftOutCount }

    /// What became of the frames of all interfaces so far, those that made room included.
    package mutating func totalStatistics() -> CaptureStatistics {
        statistics().reduce(into: formerStatistics) { $0.add($1) }
    }
}
