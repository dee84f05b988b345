import IGMPWire
import TestSupport

/// A link that carries frames to whoever listens, at packet times of its own.
struct Wire: ~Copyable {
    private var dissector = Dissector()
    private var number: UInt64 = 0
    private(set) var now = Timestamp(nanoseconds: 1_000_000_000_000)

    mutating func wait(_ interval: Interval) {
        now = now.advanced(by: interval)
    }

    /// Calls `listener` with every packet that comes of `frame`.
    mutating func carry(
        frame: [UInt8], direction: FrameDirection = .unknown, snapshotLength: Int = .max,
        linkType: LinkType = .ethernet, to listener: (borrowing IGMPPacket) -> Void
    ) {
        number += 1
        let (now, number) = (now, number)
        lend(Array(frame.prefix(snapshotLength))) { bytes in
            let captured = CapturedFrame(
                bytes: bytes, originalLength: frame.count, timestamp: now, linkType: linkType, direction: direction,
                number: number)
            dissector.dissect(captured) { listener($0) }
        }
    }

    /// A packet in an Ethernet frame of its own, as a host would send it.
    ///
    /// - Parameters:
    ///   - sourceMAC: of the sender; the same for all unless told otherwise.
    ///   - destinationMAC: that of the destination as if it were a group, unless told otherwise.
    mutating func carry(
        _ message: [UInt8], from source: IPv4Address = querier, to destination: IPv4Address, timeToLive: UInt8 = 1,
        options: [UInt8] = routerAlert, direction: FrameDirection = .unknown,
        sourceMAC: MACAddress = MACAddress(rawValue: 0x0200_0000_0001), destinationMAC: MACAddress? = nil,
        _ listener: (borrowing IGMPPacket) -> Void
    ) {
        let packet = PacketBuilder.ipv4(
            source: source, destination: destination, payload: message, timeToLive: timeToLive, options: options)
        carry(
            frame: PacketBuilder.ethernet(destination: destinationMAC, source: sourceMAC, payload: packet),
            direction: direction, to: listener)
    }
}

let querier = IPv4Address(10, 0, 0, 1)
let host = IPv4Address(10, 0, 0, 2)
let neighbour = IPv4Address(10, 0, 0, 3)
let group = IPv4Address(239, 1, 1, 1)
let otherGroup = IPv4Address(239, 2, 2, 2)
let routerAlert: [UInt8] = [0x94, 4, 0, 0]

let v1Query = PacketBuilder.igmp(type: 0x11)
let v2Query = PacketBuilder.igmp(type: 0x11, code: 100)
let v3Query = PacketBuilder.queryV3()

func v1Report(_ group: IPv4Address) -> [UInt8] { PacketBuilder.igmp(type: 0x12, group: group) }
func v2Report(_ group: IPv4Address) -> [UInt8] { PacketBuilder.igmp(type: 0x16, group: group) }
func leave(_ group: IPv4Address) -> [UInt8] { PacketBuilder.igmp(type: 0x17, group: group) }

/// The names of the counters that are not 0, in their order, with the values that are not 1.
func nonzero(_ counters: Any, prefix: String = "") -> String {
    Mirror(reflecting: counters).children.compactMap { child in
        let name = prefix + (child.label ?? "")
        guard let value = child.value as? UInt64 else {
            let inner = nonzero(child.value, prefix: name + ".")
            return inner.isEmpty ? nil : inner
        }
        return value == 0 ? nil : value == 1 ? name : "\(name)=\(value)"
    }.joined(separator: " ")
}

extension PacketBuilder {
    /// An IPv4 packet with its header checksum put right.
    static func resummed(_ packet: [UInt8]) -> [UInt8] {
        let length = min(Int(packet[0] & 15) * 4, packet.count)
        return checksummed(Array(packet[..<length]), at: 10) + packet[length...]
    }

    /// Two frames that carry `message` between them, 8 bytes in the first.
    static func fragments(of message: [UInt8], to destination: IPv4Address) -> [[UInt8]] {
        let moreFragments: UInt16 = 0x2000
        let pieces = [(message[..<8], moreFragments), (message[8...], 1)]
        return pieces.map { payload, field in
            ethernet(
                payload: ipv4(
                    source: querier, destination: destination, payload: Array(payload), identification: 7,
                    fragmentField: field))
        }
    }
}
