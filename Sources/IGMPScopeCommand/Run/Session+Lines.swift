import IGMPAnalysis
import IGMPReports
import IGMPTracking
import IGMPWire

/// What is written of packets, changes and findings as they come.
extension Session.Consumer {
    var writesPackets: Bool {
        if case .none = packetLines { false } else { true }
    }

    mutating func writeLine(_ packet: borrowing IGMPPacket) {
        switch packetLines {
        case .none: break
        case .text(var text):
            guard hasRoom() else { return }
            text.write(packet, interface: analyzer.interfaces[packet.interface].name, to: &json.buffer)
            packetLines = .text(text)
        case .json:
            guard hasRoom() else { return }
            PacketJSON.write(packet, interface: analyzer.interfaces[packet.interface].name, to: &json)
        }
    }

    mutating func writeChanges(ofLink place: Int) {
        guard analyzer.options.recordsChanges else { return }
        writeChanges(of: analyzer.links[place])
    }

    /// Room was made, and anything may have had to go.
    mutating func writeChangesOfAll() {
        let forgotten = analyzer.takeForgottenLinks()
        guard analyzer.options.recordsChanges else { return }
        for link in forgotten { writeChanges(of: link) }
        for link in analyzer.links { writeChanges(of: link) }
    }

    private mutating func writeChanges(of link: Link) {
        let events = link.takeEvents()
        guard !events.isEmpty else { return }
        let interface = analyzer.interfaces[link.identity.interface]
        for event in events {
            commands.run(event, interface: interface.name, vlanTags: link.identity.vlanTags)
        }
        switch changeLines {
        case .none: break
        case .text(var text):
            let name = link.identity.name(interface.label)
            for event in events where hasRoom() {
                switch event {
                case .change(let change): text.write(change, link: name, to: &json.buffer)
                case .finding(let finding): text.write(finding, link: name, to: &json.buffer)
                }
            }
            changeLines = .text(text)
        case .json:
            for event in events where hasRoom() {
                tellLostEvents(before: event.at)
                EventsJSON.write(event, interface: interface.name, vlanTags: link.identity.vlanTags, to: &json)
            }
        }
    }

    /// Whether there is room for a line; one for which there is none is counted.
    mutating func hasRoom() -> Bool {
        backlog.admits(waiting: json.buffer.backlog)
    }

    /// Tells the reader of events, if it missed some.
    mutating func tellLostEvents(before time: Timestamp) {
        let lost = backlog.takeUntold()
        if lost > 0 { EventsJSON.writeLost(lost, before: time, to: &json) }
    }

    /// Where changes are told, those of all links come in the order of time.
    mutating func advanceOthers(to time: Timestamp) {
        guard analyzer.options.recordsChanges, analyzer.links.count > 1, analyzer.nextTimer <= time else { return }
        advance(to: time)
    }

    /// Lets timers run up to `time`, and tells what changes by that.
    mutating func advance(to time: Timestamp) {
        analyzer.advance(to: time)
        for place in analyzer.links.indices { writeChanges(ofLink: place) }
    }
}
