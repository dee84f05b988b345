import IGMPTracking
import IGMPWire
import TestSupport

/// A packet of a made link, as little of it as delays depend on.
struct DelayPacket {
    struct Record {
        let type: RecordType
        let group: IPv4Address
        var sources: [IPv4Address] = []
    }

    enum Kind {
        /// A version 3 query, general where there is no group; the time to answer in tenths of a second.
        case query(group: IPv4Address?, sources: [IPv4Address], tenths: Int)
        /// A version 2 report, and a leave.
        case report(IPv4Address)
        case leave(IPv4Address)
        case records([Record])
    }

    /// In microseconds from the beginning.
    let at: Int
    let host: IPv4Address
    let kind: Kind
}

extension TrackedLink {
    /// Hears a packet at its time.
    mutating func hear(_ packet: DelayPacket) {
        wait(until: TrackedLink.start.advanced(by: Interval(nanoseconds: Int64(packet.at) * 1000)))
        switch packet.kind {
        case .query(let group, let sources, let tenths):
            queryV3(group: group ?? .unspecified, code: UInt8(tenths), sources: sources, from: packet.host)
        case .report(let group):
            report(group, from: packet.host)
        case .leave(let group):
            leave(group, from: packet.host)
        case .records(let records):
            let bytes = records.map {
                PacketBuilder.record(type: $0.type.rawValue, group: $0.group, sources: $0.sources)
            }
            hear(PacketBuilder.reportV3(bytes), from: packet.host, to: .igmpV3Routers)
        }
    }
}
