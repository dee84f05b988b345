import IGMPWire

/// Opening interfaces, and what happens to them while they are captured from.
///
/// `any` is made of the interfaces themselves: libpcap's own `any` exists on Linux
/// alone and gives cooked frames, of which version 2 loses the outermost VLAN tag,
/// version 1 the interface, and both the layout of stacked tags.
extension LiveCapture {
    /// How often interfaces are looked at, in nanoseconds.
    private static let checkInterval: Int64 = 1_000_000_000

    /// Opens the rings of one interface.
    mutating func open(_ name: String, bufferBytes: Int32) throws(LiveCaptureError) {
        let isPromiscuous = isPromiscuous
        let outliveInterfaces = outliveInterfaces
        let options = options
        func pcap(_ direction: CaptureDirection) throws(LiveCaptureError) -> Pcap {
            try Pcap(
                interface: name, options: options, bufferBytes: bufferBytes, isPromiscuous: isPromiscuous,
                direction: direction)
        }
        guard let index = place(for: name) else { return leaveOut(name) }
        func ring(_ pcap: Pcap, _ direction: FrameDirection) -> CaptureRing {
            CaptureRing(pcap: pcap, interface: index, direction: direction, outlivesInterface: outliveInterfaces)
        }
        var opened: [CaptureRing] = []
        switch options.direction {
        case .inbound:
            opened.append(ring(try pcap(.inbound), .inbound))
        case .outbound:
            opened.append(ring(try pcap(.outbound), .outbound))
        case .both:
            // A loopback frame goes both ways at once, and a cooked header says the way itself.
            if options.separatesDirections, watch.table[name]?.isLoopback != true, let inbound = try? pcap(.inbound),
                inbound.linkType != .linuxSLL, inbound.linkType != .linuxSLL2
            {
                opened.append(ring(inbound, .inbound))
                opened.append(ring(try pcap(.outbound), .outbound))
            } else {
                opened.append(ring(try pcap(.both), .unknown))
            }
        }
        let linkType = opened[0].pcap.linkType
        try checkFilter(for: linkType, of: name)
        settle(name, at: index, linkType)
        rings += opened
        if let state = watch.table[name] { become(state.condition, index) }
    }

    /// Whether interfaces are asked for frames to other stations too.
    private var isPromiscuous: Bool { options.isPromiscuous && !followsAll }

    /// Whether a capture goes on with an interface that was removed and made anew. With `any`
    /// there are too many for their buffers to be kept.
    private var outliveInterfaces: Bool {
        #if os(Linux)
            !followsAll
        #else
            false
        #endif
    }

    /// Opens every interface that is up and not yet open.
    mutating func openAll() throws(LiveCaptureError) {
        let up = watch.table.up
        leftOut.formIntersection(up.map(\.index))
        var firstFailure: LiveCaptureError?
        for interface in up where !isOpen(interface.name) {
            do {
                try open(interface.name, bufferBytes: options.bufferBytes(sharedBy: up.count))
            } catch {
                firstFailure = firstFailure ?? error
            }
        }
        if rings.isEmpty {
            throw firstFailure ?? LiveCaptureError(interface: "any", reason: .other("no interface is up"))
        }
    }

    /// Takes in what has become of the interfaces; and with `any` once a second opens those
    /// that are up by now.
    mutating func checkInterfaces() {
        let now = CaptureClock.monotonic
        let isDue = now >= nextCheck
        if isDue { nextCheck = now &+ Self.checkInterval }
        // Where nothing is told of changes, looking for them takes more.
        guard isDue || watch.descriptor >= 0 else { return }
        for change in watch.takeChanges() { note(change) }
        // One that cannot be opened now is tried again the next time.
        if followsAll, isDue { try? openAll() }
    }

    private mutating func note(_ change: InterfaceTable.Change) {
        let index = change.state.index
        if let place = captured.firstIndex(where: { $0.index == index }) {
            become(change.condition, place)
        } else if change.condition != .removed, let place = places[change.state.name],
            captured[place].index == nil
        {
            goOn(place, with: change.state)
        }
    }

    /// Goes on with an interface that has the name of one that was removed.
    private mutating func goOn(_ place: Int, with state: InterfaceState) {
        #if os(Linux)
            let its = rings.indices.filter { rings[$0].interface == place && rings[$0].failure == nil }
            // Frames of another kind would be read as what they are not.
            guard !its.isEmpty, captured[place].hardwareType == state.hardwareType,
                its.allSatisfy({ rings[$0].pcap.rebind(to: state.index, isPromiscuous: isPromiscuous) })
            else { return }
            captured[place].reappear(as: state.index)
            become(state.condition, place)
        #endif
    }

    private mutating func become(_ condition: InterfaceCondition, _ place: Int) {
        guard let notice = captured[place].become(condition, named: interfaces[place]) else { return }
        // That interfaces come and go is what `any` is for.
        guard !followsAll else { return }
        // Who is removed is down before.
        if case .stopped(let name, .down)? = notices.last, case .stopped(name, .removed) = notice {
            notices.removeLast()
        }
        notices.append(notice)
    }

    /// Takes in what interfaces have lost by their own count.
    mutating func noteDrops() {
        for place in captured.indices {
            guard let index = captured[place].index, let drops = watch.table.states[index]?.drops else { continue }
            captured[place].note(drops: drops)
        }
    }

    /// Takes out interfaces of which nothing comes any more, once all of their frames are delivered.
    mutating func endDrainedInterfaces() {
        while let ended = rings.first(where: { ring in
            ring.failure != nil && !rings.contains { $0.interface == ring.interface && $0.hasFrame }
        }) {
            for index in rings.indices where rings[index].interface == ended.interface {
                rings[index].addStatistics(to: &captured[ended.interface].endedStatistics)
            }
            rings.removeAll { $0.interface == ended.interface }
            // That interfaces come and go is what `any` is for.
            if !followsAll, let reason = ended.failure {
                failures.append(LiveCaptureError(interface: interfaces[ended.interface], reason: reason))
            }
        }
    }

    private mutating func checkFilter(for linkType: LinkType, of name: String) throws(LiveCaptureError) {
        guard !filter.expression.isEmpty else { return }
        do {
            _ = try filter.program(for: linkType)
        } catch {
            throw LiveCaptureError(interface: name, reason: .other(error.description))
        }
    }

    private func isOpen(_ name: String) -> Bool {
        guard let index = places[name] else { return false }
        return rings.contains { $0.interface == index && $0.failure == nil }
    }
}
