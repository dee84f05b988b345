import IGMPAnalysis
import IGMPReports
import IGMPTracking
import IGMPWire

/// What is written of packets, changes and findings as they come.
extension Session.Consumer {
    var writesPackets: Bool {
        if case .none = packetLines { false } else { true }
    }

    mutating func writeLine(_ packet: borrowing IGMPPacket, at time: Timestamp) {
        switch packetLines {
        case .none: break
        case .text(var text):
            guard hasRoom() else { return }
            text.write(packet, at: time, interface: analyzer.interfaces[packet.interface].name, to: &json.buffer)
            packetLines = .text(text)
        case .json:
            guard hasRoom() else { return }
            PacketJSON.write(packet, at: time, interface: analyzer.interfaces[packet.interface].name, to: &json)
        }
    }

    /// Writes what a packet of the link has changed; with what has come of others meanwhile in the
    /// order of time.
    mutating func writeChanges(after place: Int) {
        guard !analyzer.hasMadeRoom else { return writeChangesOfAll() }
        guard analyzer.options.recordsChanges else { return }
        let link = analyzer.links[place]
        for event in link.takeEvents() { write(event, of: link.identity) }
    }

    /// Room was made, and anything may have had to go.
    mutating func writeChangesOfAll() {
        let forgotten = analyzer.takeForgottenLinks()
        writeChanges(of: forgotten + analyzer.links)
    }

    /// Tells what has changed on these links, in the order of time.
    private mutating func writeChanges(of links: [Link]) {
        guard analyzer.options.recordsChanges else { return }
        var events: [(event: LinkEvent, link: LinkIdentity)] = []
        for link in links { events += link.takeEvents().map { ($0, link.identity) } }
        // Of the same moment, the links in their order.
        let order = events.indices.sorted { (events[$0].event.at, $0) < (events[$1].event.at, $1) }
        for place in order { write(events[place].event, of: events[place].link) }
    }

    private mutating func write(_ event: LinkEvent, of link: LinkIdentity) {
        let interface = analyzer.interfaces[link.interface]
        followClock()
        func write(to json: inout JSONWriter) {
            EventsJSON.write(
                event, interface: interface.name, index: link.interfaceIndex, vlanTags: link.vlanTags, to: &json)
        }
        commands.run(write)
        switch changeLines {
        case .none: break
        case .text(var text):
            guard hasRoom() else { return }
            let name = link.name(interface.label)
            switch event {
            case .change(let change): text.write(change, link: name, to: &json.buffer)
            case .finding(let finding): text.write(finding, link: name, to: &json.buffer)
            }
            changeLines = .text(text)
        case .json:
            guard hasRoom() else { return }
            tellLostEvents(before: event.at)
            write(to: &json)
        }
    }

    /// Where the clock was set back, what is told from now on is told by what it shows.
    @inline(__always)
    private mutating func followClock() {
        guard json.buffer.clock.turnCount != analyzer.frames.clock.turnCount else { return }
        json.buffer.clock = analyzer.frames.clock
        commands.tellTimes(by: analyzer.frames.clock)
    }

    /// Tells that so many packets more are known to be lost: what follows from their absence may be wrong.
    mutating func tellLostPackets(_ count: UInt64) {
        guard analyzer.options.recordsChanges, let time = analyzer.frames.reached else { return }
        followClock()
        commands.run { EventsJSON.writeLostPackets(count, by: time, to: &$0) }
        guard case .json = changeLines, hasRoom() else { return }
        tellLostEvents(before: time)
        EventsJSON.writeLostPackets(count, by: time, to: &json)
    }

    /// Whether there is room for a line; one for which there is none is counted.
    mutating func hasRoom() -> Bool {
        backlog.admits(waiting: json.buffer.backlog)
    }

    /// Tells the reader of events, if it missed some.
    mutating func tellLostEvents(before time: Timestamp) {
        let lost = backlog.takeUntold()
        if lost > 0 { EventsJSON.writeLostEvents(lost, before: time, to: &json) }
    }

    /// Where changes are told, those of all links come in the order of time.
    mutating func advanceOthers(to time: Timestamp) {
        guard analyzer.options.recordsChanges, analyzer.nextTimer <= time else { return }
        advance(to: time)
    }

    /// Lets timers run up to `time`, and tells what changes by that.
    mutating func advance(to time: Timestamp) {
        analyzer.advance(to: time)
        writeChanges(of: analyzer.links)
    }
}
