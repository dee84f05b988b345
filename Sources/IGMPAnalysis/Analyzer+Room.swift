import IGMPTracking
import IGMPWire

/// Making room where more was sent than is kept.
extension Analyzer {
    /// Lets the least recently heard go, on all links.
    mutating func makeRoom(in usage: TrackerUsage, at time: Timestamp) {
        hasMadeRoom = true
        // What was due before happens before: it may be found wrong, and is told in the order of time.
        advance(to: time)
        let links = links
        usage.makeRoom { body in
            for link in links { body(&link.state.tracker) }
        }
    }

    /// Forgets the link that was heard longest ago; where it can be avoided, none
    /// that a host of ``AnalysisOptions/hosts`` is on. Returns its place.
    mutating func forgetOldestLink(at time: Timestamp) -> Int {
        while true {
            if oldestLinks.isEmpty { findOldestLinks() }
            let oldest = oldestLinks.removeLast()
            let link = links[oldest.place]
            guard link.state.lastHeardAt == oldest.heardAt else { continue }
            hasMadeRoom = true
            forget(link, at: time)
            return oldest.place
        }
    }

    /// Some at a time, so that not every new link has to look at all of them.
    private mutating func findOldestLinks() {
        let all = links.indices.map { place in
            (hasHost: links[place].isHostSeen.contains(true), heardAt: links[place].state.lastHeardAt, place: place)
        }
        let order = all.sorted { $0.hasHost == $1.hasHost ? $0.heardAt < $1.heardAt : $1.hasHost }
        oldestLinks = order.prefix(links.count / 16 + 1).reversed().map { ($0.heardAt, $0.place) }
    }

    /// Forgets all links of an interface, which is gone, and what else tells of it. Their packets are
    /// counted with those of links that made room.
    public mutating func forgetLinks(ofInterface number: Int) {
        let time = frames.reached ?? Timestamp(nanoseconds: 0)
        var place = 0
        while place < links.count {
            guard links[place].identity.interface == number else {
                place += 1
                continue
            }
            hasMadeRoom = true
            forget(links[place], at: time)
            vacate(place)
        }
        badPackets.removeAll(ofInterface: number)
        silence.end(ofInterface: number)
    }

    /// Gives the place of a link to the last one: what is remembered of places may not be true any more.
    mutating func vacate(_ place: Int) {
        recent = Array(repeating: -1, count: Self.recentCount)
        oldestLinks.removeAll()
        let last = links.removeLast()
        guard place < links.count else { return }
        links[place] = last
        guard !silence.isOf(last) else { return }
        places[last.identity] = place
        if last.identity.isUntagged { untaggedLinks[last.identity.interface] = place }
    }

    /// Puts another interface in the place of one of which no link is left.
    public mutating func replaceInterface(_ number: Int, by interface: AnalyzedInterface) {
        interfaces[number] = interface
    }

    mutating func forget(_ link: Link, at time: Timestamp) {
        link.advance(to: time)
        if silence.isOf(link) { silence.end(ofInterface: link.identity.interface) }
        if options.recordsChanges { forgottenLinks.append(link) }
        link.state.tracker.evictAll()
        link.state.data?.evictAll()
        if link.identity.isUntagged { untaggedLinks[link.identity.interface] = -1 }
        places[link.identity] = nil
        linkOverflow += link.state.tracker.counts.packets
        forgottenOverflow.add(link.state.tracker.totalOverflow)
        forgottenFindings &+= link.findingOverflow &+ UInt64(link.state.findings.table.findings.count)
        worstForgotten = [worstForgotten, link.worstFinding].compactMap(\.self).max()
    }

    /// Takes the links that were let go, for what changed by that.
    public mutating func takeForgottenLinks() -> [Link] {
        defer { forgottenLinks.removeAll() }
        hasMadeRoom = false
        return forgottenLinks
    }
}
