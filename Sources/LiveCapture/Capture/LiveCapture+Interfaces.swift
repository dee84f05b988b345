import IGMPWire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

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
        let isPromiscuous = options.isPromiscuous && !followsAll
        let options = options
        func pcap(_ direction: CaptureDirection) throws(LiveCaptureError) -> Pcap {
            try Pcap(
                interface: name, options: options, bufferBytes: bufferBytes, isPromiscuous: isPromiscuous,
                direction: direction)
        }
        let index = interfaces.firstIndex(of: name) ?? interfaces.count
        var opened: [CaptureRing] = []
        switch options.direction {
        case .inbound:
            opened.append(CaptureRing(pcap: try pcap(.inbound), interface: index, direction: .inbound))
        case .outbound:
            opened.append(CaptureRing(pcap: try pcap(.outbound), interface: index, direction: .outbound))
        case .both:
            // A loopback frame goes both ways at once, and a cooked header says the way itself.
            if options.separatesDirections, !UpInterfaces.isLoopback(name), let inbound = try? pcap(.inbound),
                inbound.linkType != .linuxSLL, inbound.linkType != .linuxSLL2
            {
                opened.append(CaptureRing(pcap: inbound, interface: index, direction: .inbound))
                opened.append(CaptureRing(pcap: try pcap(.outbound), interface: index, direction: .outbound))
            } else {
                opened.append(CaptureRing(pcap: try pcap(.both), interface: index, direction: .unknown))
            }
        }
        let linkType = opened[0].pcap.linkType
        try checkFilter(for: linkType, of: name)
        if index == interfaces.count {
            interfaces.append(name)
            linkTypes.append(linkType)
            endedStatistics.append(CaptureStatistics())
        } else {
            linkTypes[index] = linkType
        }
        rings += opened
    }

    /// Opens every interface that is up and not yet open.
    mutating func openAll() throws(LiveCaptureError) {
        let up = UpInterfaces.current() ?? []
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

    /// Once a second: which interfaces have gone down, and with `any` which have come up.
    mutating func checkInterfaces() {
        let now = CaptureClock.monotonic
        guard now >= nextCheck else { return }
        nextCheck = now &+ Self.checkInterval
        if followsAll {
            // One that cannot be opened now is tried again the next time.
            try? openAll()
            return
        }
        guard let up = UpInterfaces.current() else { return }
        // The names live as long as the calls.
        for ring in rings where ring.failure == nil {
            let name = interfaces[ring.interface]
            if up.contains(where: { $0.name == name }) {
                downInterfaces.remove(ring.interface)
            } else if unsafe if_nametoindex(name) != 0, downInterfaces.insert(ring.interface).inserted {
                failures.append(LiveCaptureError(interface: name, reason: .wentDown))
            }
        }
    }

    /// Takes out interfaces of which nothing comes any more, once all of their frames are delivered.
    mutating func endDrainedInterfaces() {
        while let ended = rings.first(where: { ring in
            ring.failure != nil && !rings.contains { $0.interface == ring.interface && $0.hasFrame }
        }) {
            for index in rings.indices where rings[index].interface == ended.interface {
                rings[index].addStatistics(to: &endedStatistics[ended.interface])
            }
            rings.removeAll { $0.interface == ended.interface }
            downInterfaces.remove(ended.interface)
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
        guard let index = interfaces.firstIndex(of: name) else { return false }
        return rings.contains { $0.interface == index && $0.failure == nil }
    }
}
