/// A packet of IP protocol 2, read a second time.
struct PlainPacket {
    enum Verdict: Equatable {
        /// By the names of reports.
        case message(String)
        case invalid(String)
        /// A bad header that a bridge does not mind: only its options are wrong.
        case badOptions
        case unverifiable
        case fragment
    }

    var verdict = Verdict.unverifiable
    var header: [UInt8]
    var payload: [UInt8] = []
    var link: PlainLinkLayer
    var direction: PlainDirection
    var nanoseconds: Int64
    var isReassembled = false

    var source: UInt32 { UInt32(PlainBytes(bytes: header).number(12, 4) ?? 0) }
    var destination: UInt32 { UInt32(PlainBytes(bytes: header).number(16, 4) ?? 0) }
    var timeToLive: UInt8 { header[8] }
    var group: UInt32? { PlainBytes(bytes: payload).number(4, 4).map { UInt32($0) } }

    static func isMulticast(_ address: UInt32) -> Bool { address >> 28 == 14 }

    /// Whether option 148 is among the options before the first that is malformed
    /// (RFC 2113), whether another is, and whether one is malformed (RFC 791 section 3.1).
    var options: (hasRouterAlert: Bool, hasOthers: Bool, isMalformed: Bool) {
        var rest = Array(header.dropFirst(20))
        var (hasRouterAlert, hasOthers) = (false, false)
        while let type = rest.first, type != 0 {
            if type == 1 {
                rest.removeFirst()
                continue
            }
            guard rest.count > 1, rest[1] >= 2, Int(rest[1]) <= rest.count else {
                return (hasRouterAlert, hasOthers, true)
            }
            if type == 148 { hasRouterAlert = true } else { hasOthers = true }
            rest.removeFirst(Int(rest[1]))
        }
        return (hasRouterAlert, hasOthers, false)
    }

    /// Judges a packet whose captured bytes `bytes` had `wireLength` on the wire,
    /// in the order in which a kernel does (RFC 1122 section 3.2.1).
    init(_ bytes: [UInt8], wireLength: Int, link: PlainLinkLayer, frame: PlainFrame) {
        self.link = link
        direction = frame.direction == .unknown ? link.direction : frame.direction
        nanoseconds = frame.nanoseconds
        header = Array(bytes.prefix(20))
        let headerLength = Int(bytes[0] & 15) * 4
        let totalLength = Int(bytes[2]) * 256 + Int(bytes[3])
        verdict = .invalid("bad_ip_header")
        guard bytes[0] / 16 == 4, headerLength >= 20 else { return }
        guard headerLength <= bytes.count else {
            if headerLength <= wireLength { verdict = .unverifiable }
            return
        }
        header = Array(bytes.prefix(headerLength))
        guard PlainBytes.hasGoodSum(header), totalLength >= headerLength else { return }
        guard totalLength <= bytes.count else {
            if totalLength <= wireLength { verdict = .unverifiable }
            return
        }
        payload = Array(bytes[headerLength..<totalLength])
        if options.isMalformed {
            verdict = .badOptions
        } else if (Int(bytes[6]) * 256 + Int(bytes[7])) & 0x3FFF != 0 {
            verdict = .fragment
        } else {
            verdict = Self.judge(payload)
        }
    }

    /// What an IGMP message is: length, checksum, type, in that order.
    static func judge(_ message: [UInt8]) -> Verdict {
        let bytes = PlainBytes(bytes: message)
        let type = message.first ?? 0
        guard message.count >= 8 || message.count >= 4 && (type == 0x31 || type == 0x32) else {
            return .invalid("too_short")
        }
        guard PlainBytes.hasGoodSum(message) else { return .invalid("bad_checksum") }
        let isGroup = isMulticast(UInt32(bytes.number(4, 4) ?? 0))
        switch type {
        case 0x11: return judgeQuery(bytes)
        case 0x12: return isGroup ? .message("v1_report") : .invalid("bad_report")
        case 0x16: return isGroup ? .message("v2_report") : .invalid("bad_report")
        case 0x17: return isGroup ? .message("leave") : .invalid("bad_report")
        case 0x22: return hasAllRecords(bytes) ? .message("v3_report") : .invalid("bad_report")
        case 0x13: return .message("dvmrp")
        case 0x14: return .message("pim_v1")
        case 0x15: return .message("cisco_trace")
        case 0x1E: return message.count >= 24 ? .message("mtrace_response") : .invalid("malformed")
        case 0x1F: return message.count >= 24 ? .message("mtrace_query") : .invalid("malformed")
        case 0x30: return .message("mrd_advertisement")
        case 0x31: return .message("mrd_solicitation")
        case 0x32: return .message("mrd_termination")
        case 0x40...0x42: return message.count >= 16 ? .message("igap") : .invalid("malformed")
        case 0xFC...0xFF: return .message("rgmp")
        default: return .message("other")
        }
    }

    /// RFC 9776 sections 4.1 and 7.1.
    private static func judgeQuery(_ bytes: PlainBytes) -> Verdict {
        let group = UInt32(bytes.number(4, 4) ?? 0)
        if bytes.count == 8, bytes.bytes[1] == 0 { return .message("v1_query") }
        guard group == 0 || isMulticast(group) else { return .invalid("bad_query") }
        if bytes.count == 8 { return .message(group == 0 ? "v2_general_query" : "v2_group_query") }
        guard let sources = bytes.int(10, 2), bytes.count >= 12 + 4 * sources else { return .invalid("bad_query") }
        if group == 0 { return sources == 0 ? .message("v3_general_query") : .invalid("bad_query") }
        return .message(sources == 0 ? "v3_group_query" : "v3_group_source_query")
    }

    /// Whether the records that a report announces are all there (RFC 9776 section 4.2.4).
    private static func hasAllRecords(_ bytes: PlainBytes) -> Bool {
        var offset = 8
        for _ in 0..<(bytes.int(6, 2) ?? 0) {
            guard let auxiliary = bytes.int(offset + 1, 1), let sources = bytes.int(offset + 2, 2) else { return false }
            offset += 8 + 4 * sources + 4 * auxiliary
            guard offset <= bytes.count else { return false }
        }
        return true
    }
}
