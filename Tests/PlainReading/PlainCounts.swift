/// A link as a report tells it from others.
struct PlainLink: Hashable {
    var interface: Int
    var interfaceIndex: Int?
    var vlans: [Int]
}

/// What a capture holds, counted a second time: by the keys of the report, levels
/// joined by dots.
package struct PlainCounts {
    package private(set) var capture: [String: Int] = [:]
    private(set) var links: [PlainLink: [String: Int]] = [:]
    private var reassembly: PlainReassembly

    /// - Parameters:
    ///   - datagramLimit: how many fragmented datagrams may be unfinished.
    ///   - pieceLimit: in how many pieces each may be.
    package init(datagramLimit: Int = 64, pieceLimit: Int = 64) {
        reassembly = PlainReassembly(datagramLimit: datagramLimit, pieceLimit: pieceLimit)
    }

    package mutating func count(_ frame: PlainFrame) {
        capture["packets", default: 0] += 1
        capture["bytes", default: 0] += frame.bytes.count
        let layer = PlainLinkLayer(frame)
        switch layer.carries {
        case .other: return
        case .damaged: capture["unreadable_frames.damaged_link_header", default: 0] += 1
        case .unsupported: capture["unreadable_frames.unsupported_link_type", default: 0] += 1
        case .ipv4: countIPv4(frame, layer)
        }
    }

    private mutating func countIPv4(_ frame: PlainFrame, _ layer: PlainLinkLayer) {
        let captured = min(frame.bytes.count, layer.end) - layer.offset
        let wire = min(frame.originalLength, layer.end) - layer.offset
        guard captured >= 20 else {
            capture[
                wire >= 20 ? "unreadable_frames.cut_before_protocol" : "unreadable_frames.damaged_link_header",
                default: 0] += 1
            return
        }
        guard frame.bytes[layer.offset + 9] == 2 else { return }
        let packet = PlainPacket(
            Array(frame.bytes[layer.offset..<layer.offset + captured]), wireLength: wire, link: layer, frame: frame)
        let link = PlainLink(interface: frame.interface, interfaceIndex: layer.interfaceIndex, vlans: layer.vlans)
        capture["igmp_packets", default: 0] += 1
        links[link, default: [:]]["igmp_packets", default: 0] += 1
        count(packet, on: link)
        guard packet.verdict == .fragment else { return }
        capture["fragments.received", default: 0] += 1
        guard let whole = reassembly.add(packet, on: link) else { return }
        capture["fragments.reassembled", default: 0] += 1
        var datagram = packet
        datagram.header = whole.header
        datagram.payload = whole.payload
        datagram.isReassembled = true
        datagram.verdict = PlainPacket.judge(whole.payload)
        count(datagram, on: link)
    }

    private mutating func count(_ packet: PlainPacket, on link: PlainLink) {
        let key: String? =
            switch packet.verdict {
            case .message(let name): "messages.\(name)"
            case .invalid(let name): "invalid.\(name)"
            case .badOptions: "invalid.bad_ip_header"
            case .unverifiable: "unverifiable"
            case .fragment: nil
            }
        if let key { links[link, default: [:]][key, default: 0] += 1 }
        for counter in PlainKernels.counters(of: packet) {
            links[link, default: [:]]["counters.\(counter)", default: 0] += 1
        }
    }
}
