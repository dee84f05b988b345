/// Which counters of which kernels a packet is counted in, on a router that listens
/// on the link and on a bridge port there, written down a second time.
enum PlainKernels {
    static func counters(of packet: PlainPacket) -> [String] {
        var counters: [String] = []
        var reachesIGMP = false
        if case .message = packet.verdict { reachesIGMP = true }
        if case .invalid(let reason) = packet.verdict, reason != "bad_ip_header" { reachesIGMP = true }
        if packet.source >> 24 == 127 || packet.destination >> 24 == 127 { reachesIGMP = false }
        if reachesIGMP {
            if isForRouter(packet, broadcasts: [0, 255]), !PlainPacket.isMulticast(packet.source) {
                counters += bsd(packet).map { "netbsd.\($0)" }
            }
            if isForRouter(packet), passesPacketFilter(packet) { counters += bsd(packet).map { "openbsd.\($0)" } }
            if isForRouter(packet), packet.destination != 0 {
                counters += freeBSD(packet).map { "freebsd.\($0)" }
            }
        }
        return counters + linuxBridge(packet).map { "linux_bridge.\($0)" }
    }

    private static let allSystems: UInt32 = 0xE000_0001

    /// - Parameter broadcasts: the last octets of a subnet's broadcast addresses.
    private static func isForRouter(_ packet: PlainPacket, broadcasts: Set<UInt32> = [255]) -> Bool {
        if PlainPacket.isMulticast(packet.destination) || packet.destination == 0 { return true }
        if packet.destination == .max { return true }
        return packet.link.destination == Array(repeating: 255, count: 6)
            && broadcasts.contains(packet.destination & 255)
    }

    /// pf: a query to all systems must have TTL 1, and only Router Alert may be an option.
    private static func passesPacketFilter(_ packet: PlainPacket) -> Bool {
        if packet.destination == allSystems, packet.timeToLive != 1 { return false }
        if packet.header.count == 20 { return true }
        // Padding is no option, but padding alone is suspicious.
        return packet.options.hasRouterAlert && !packet.options.hasOthers
    }

    /// igmp.c of NetBSD and OpenBSD.
    private static func bsd(_ packet: PlainPacket) -> [String] {
        let message = packet.payload
        guard message.count >= 8 else { return ["rcv_total", "rcv_tooshort"] }
        guard PlainBytes.hasGoodSum(message) else { return ["rcv_total", "rcv_badsum"] }
        switch message[0] {
        case 0x11:
            let isBad =
                message[1] == 0
                ? packet.destination != allSystems : !PlainPacket.isMulticast(packet.destination)
            return ["rcv_total", "rcv_queries"] + (isBad ? ["rcv_badqueries"] : [])
        case 0x12, 0x16: return ["rcv_total", "rcv_reports"] + report(packet)
        default: return ["rcv_total"]
        }
    }

    /// A report must be of a group, and sent to it; the router is in 224.0.0.1.
    private static func report(_ packet: PlainPacket) -> [String] {
        guard let group = packet.group, PlainPacket.isMulticast(group), group == packet.destination else {
            return ["rcv_badreports"]
        }
        return group == allSystems ? ["rcv_ourreports"] : []
    }

    /// igmp.c of FreeBSD; `drop_gsr_queries`, which depends on what came before, is left out.
    private static func freeBSD(_ packet: PlainPacket) -> [String] {
        let message = packet.payload
        guard message.count >= 8 else { return ["rcv_total", "rcv_tooshort"] }
        guard PlainBytes.hasGoodSum(message) else { return ["rcv_total", "rcv_badsum"] }
        guard packet.timeToLive == 1 || message[0] == 0x13 else { return ["rcv_total", "rcv_badttl"] }
        let noRouterAlert = packet.options.hasRouterAlert ? [] : ["rcv_nora"]
        switch message[0] {
        case 0x11: return ["rcv_total"] + freeBSDQuery(packet)
        case 0x12: return ["rcv_total", "rcv_reports"] + report(packet)
        case 0x16: return ["rcv_total", "rcv_reports"] + noRouterAlert + report(packet)
        case 0x22: return ["rcv_total"] + noRouterAlert
        default: return ["rcv_total"]
        }
    }

    private static func freeBSDQuery(_ packet: PlainPacket) -> [String] {
        let message = packet.payload
        let isToAll = packet.destination == allSystems
        if message.count == 8 {
            if message[1] == 0 {
                return ["rcv_v1v2_queries", isToAll && packet.group == 0 ? "rcv_gen_queries" : "rcv_badqueries"]
            }
            if packet.group != 0 { return ["rcv_v1v2_queries", "rcv_group_queries"] }
            return ["rcv_v1v2_queries"] + (isToAll ? ["rcv_gen_queries"] : [])
        }
        guard message.count >= 12 else { return ["rcv_tooshort"] }
        let sources = Int(message[10]) * 256 + Int(message[11])
        guard message.count >= 12 + 4 * sources else { return ["rcv_v3_queries", "rcv_tooshort"] }
        if packet.group != 0 {
            return ["rcv_v3_queries", sources == 0 ? "rcv_group_queries" : "rcv_gsr_queries"]
        }
        let isBad = !isToAll || sources > 0
        return ["rcv_v3_queries", "rcv_gen_queries"] + (isBad ? ["rcv_badqueries"] : [])
    }

    /// br_multicast.c: a bridge judges each frame by its own bytes, and looks for
    /// errors only in what comes in.
    private static func linuxBridge(_ packet: PlainPacket) -> [String] {
        guard !packet.isReassembled, packet.verdict != .unverifiable, isSnooped(packet) else { return [] }
        let way = packet.direction == .outbound ? "tx" : "rx"
        let error = packet.direction == .outbound ? [] : ["igmp_parse_errors"]
        let message = packet.payload
        guard packet.verdict != .invalid("bad_ip_header"), message.count >= 8, PlainBytes.hasGoodSum(message) else {
            return error
        }
        switch message[0] {
        case 0x11:
            guard message.count == 8 || message.count >= 12, packet.group != 0 || packet.destination == allSystems
            else { return error }
            return ["igmp_queries.\(way)_v\(message.count > 8 ? 3 : message[1] == 0 ? 1 : 2)"]
        case 0x12: return ["igmp_reports.\(way)_v1"]
        case 0x16: return ["igmp_reports.\(way)_v2"]
        case 0x22: return ["igmp_reports.\(way)_v3"]
        case 0x17: return ["igmp_leaves.\(way)"]
        default: return []
        }
    }

    /// IPv4 right behind an Ethernet header, with one tag at most, to a group that is
    /// not reserved for bridges, from a station; where there is no Ethernet header, the
    /// IP destination says so.
    private static func isSnooped(_ packet: PlainPacket) -> Bool {
        guard packet.link.vlans.count <= 1 else { return false }
        guard let destination = packet.link.destination else {
            return PlainPacket.isMulticast(packet.destination) && packet.link.end == .max
        }
        let isReserved = destination.starts(with: [1, 0x80, 0xC2, 0, 0]) && (1...15).contains(destination[5])
        guard let source = packet.link.source, source[0] & 1 == 0, source != [0, 0, 0, 0, 0, 0], !isReserved else {
            return false
        }
        return destination[0] & 1 == 1 && destination != [255, 255, 255, 255, 255, 255]
            && packet.link.offset == 14 + 4 * packet.link.vlans.count
    }
}
