/// What a kernel makes of packets that RFC 9776 would have counted otherwise.
public struct CountedAs: Sendable {
    /// Where they are counted, if anywhere.
    public let how: StaticString
    /// Why the kernel does so.
    public let why: StaticString

    init(_ how: StaticString, _ why: StaticString) {
        self.how = how
        self.why = why
    }
}

extension CountedAs {
    /// What we cannot tell, whatever the kernel has counted.
    static let cut = CountedAs("not at all", "what the snapshot length cut off says whether it is good")

    /// Why a BSD's `ip_input` hands nothing to IGMP; nil for an oddity of what it does hand over.
    init?(undelivered oddity: PacketOddity) {
        switch oddity {
        case .badIPHeader: self.init("not at all", "dropped by IP")
        case .undelivered: self.init("not at all", "dropped by IP, or taken for another host's")
        case .fragment: self.init("once for a whole datagram", "IP puts fragments together")
        case .cut: self = .cut
        default: return nil
        }
    }
}
