import IGMPWire

/// Which way the queries of a link go past the capture.
///
/// On a port of a bridge, queries that are sent out come from this side, and ask who is
/// behind the port. A version 3 report that is sent out there comes from behind another
/// port: snooping bridges flood these reports, and keep the sender for the port that it
/// came in by. Reports of versions 1 and 2 are not told apart, since hosts behind the
/// port would hear them and keep silent.
struct QuerierSide {
    private(set) var isOutbound = false
    private var mac: MACAddress?

    /// Takes in a query of the querier.
    mutating func query(_ packet: borrowing IGMPPacket) {
        isOutbound = packet.direction == .outbound
        mac = packet.link.source
    }

    /// Whether a version 3 report was forwarded from behind another port. What the
    /// querier's own host reports goes out from where it is.
    @inline(__always)
    func isFromOtherPort(_ report: borrowing IGMPPacket) -> Bool {
        isOutbound && report.direction == .outbound && report.link.source != mac
    }
}
