import IGMPWire
import TestSupport

@testable import IGMPReports

/// The packets of frames as text and as JSON, taken the way that a capture's frames take.
struct PacketLines {
    var text: [String] = []
    var json: [JSONValue] = []

    /// The frames `frames` through one dissector, captured up to `snapshotLength` bytes of each.
    init(
        frames: [[UInt8]], snapshotLength: Int = .max, verbosity: Int = 0, interface: String? = "eth0",
        showsInterface: Bool = false, direction: FrameDirection = .unknown
    ) throws {
        var dissector = Dissector()
        var number: UInt64 = 0
        for frame in frames {
            number += 1
            var bytes = ByteBuffer(capacity: 0)
            var writer = JSONWriter(ByteBuffer(capacity: 0))
            var text = PacketText(verbosity: verbosity, showsInterface: showsInterface)
            lend(Array(frame.prefix(snapshotLength))) { lent in
                let captured = CapturedFrame(
                    bytes: lent, originalLength: frame.count, timestamp: Timestamp(nanoseconds: 1_500_000_000),
                    linkType: .ethernet, direction: direction, number: number)
                dissector.dissect(captured) { packet in
                    text.write(packet, at: captured.timestamp, interface: interface, to: &bytes)
                    PacketJSON.write(packet, at: captured.timestamp, interface: interface, to: &writer)
                }
            }
            let output = String(decoding: bytes.bytes(), as: UTF8.self)
            // A packet begins with its time of day, and only that line begins with a digit.
            for line in output.split(separator: "\n") {
                if line.first?.isNumber == true {
                    self.text.append(String(line.dropFirst("00:00:00.000000 ".count)))
                } else {
                    self.text[self.text.count - 1] += "\n" + line
                }
            }
            let documents = String(decoding: writer.buffer.bytes(), as: UTF8.self).split(separator: "\n")
            json += try documents.map { try JSONValue(String($0)) }
        }
    }

    /// One packet in an Ethernet frame of its own.
    init(packet: [UInt8], snapshotLength: Int = .max, verbosity: Int = 0) throws {
        try self.init(
            frames: [PacketBuilder.ethernet(payload: packet)], snapshotLength: snapshotLength, verbosity: verbosity)
    }

    /// One message, sent as it should be.
    init(
        message: [UInt8], to destination: IPv4Address, from source: IPv4Address = IPv4Address(10, 0, 0, 1),
        verbosity: Int = 0
    ) throws {
        try self.init(
            packet: PacketBuilder.ipv4(source: source, destination: destination, payload: message),
            verbosity: verbosity)
    }

    var problems: JSONValue? { json.first?["problems"] }
}

let group = IPv4Address(239, 1, 1, 1)
let v2Report = PacketBuilder.igmp(type: 0x16, group: group)
