import IGMPWire
import TestSupport

/// The bytes of a pcap file of Ethernet frames, made by a test.
struct MadeCapture {
    /// Its numbers have the lowest byte first, its times are in microseconds.
    private(set) var bytes: [UInt8]

    /// When the captures begin that do not say when: 2026-01-02 03:04:05 UTC.
    static let start: UInt32 = 1_767_323_045

    init() {
        bytes = [UInt32(0xA1B2_C3D4), 4 << 16 | 2, 0, 0, 262_144, 1].flatMap(Self.number)
    }

    /// - Parameter time: in seconds since the beginning.
    mutating func add(_ frame: [UInt8], at time: Double = 0) {
        let microseconds = UInt64(time * 1e6)
        let second = Self.start + UInt32(microseconds / 1_000_000)
        let numbers = [second, UInt32(microseconds % 1_000_000), UInt32(frame.count), UInt32(frame.count)]
        bytes += numbers.flatMap(Self.number) + frame
    }

    /// A version 2 report.
    static func report(_ group: IPv4Address, from host: IPv4Address) -> [UInt8] {
        PacketBuilder.ethernet(
            payload: PacketBuilder.ipv4(
                source: host, destination: group, payload: PacketBuilder.igmp(type: 0x16, group: group)))
    }

    /// One version 3 report of `records`.
    static func reportV3(_ records: [[UInt8]], from host: IPv4Address) -> [UInt8] {
        PacketBuilder.ethernet(
            payload: PacketBuilder.ipv4(
                source: host, destination: .igmpV3Routers, payload: PacketBuilder.reportV3(records)))
    }

    /// A query; a general one is of all groups.
    static func query(
        _ payload: [UInt8] = PacketBuilder.queryV3(), to group: IPv4Address = .allSystems, from router: IPv4Address
    )
        -> [UInt8]
    {
        PacketBuilder.ethernet(
            payload: PacketBuilder.ipv4(source: router, destination: group, payload: payload))
    }

    /// A number of a file, the lowest byte first.
    static func number(_ number: UInt32) -> [UInt8] { PacketBuilder.bigEndian(number.byteSwapped) }
}
