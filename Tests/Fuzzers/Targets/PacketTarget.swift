import IGMPReports
import IGMPWire

/// One frame: a byte for its link type, one for ``Helping``, and its own.
enum PacketTarget {
    static func complaint(about input: [UInt8]) -> String? {
        var input = FuzzInput(input)
        let linkType = input.linkType()
        let help = Helping(rawValue: input.uint8())
        let frame = FuzzFrame(input.prefix(.max >> 1), linkType: linkType, help: help)
        var dissector = Dissector()
        var text = PacketText(verbosity: 2, showsInterface: true)
        var lines = ByteBuffer(capacity: 0)
        var json = JSONWriter(ByteBuffer(capacity: 0))
        // Twice: what a first frame has left behind, a second one meets.
        for _ in 0..<2 {
            frame.lend { captured in
                dissector.dissect(captured) { packet in
                    text.write(packet, at: captured.timestamp, interface: "eth0", to: &lines)
                    PacketJSON.write(packet, at: captured.timestamp, interface: "eth0", to: &json)
                }
            }
        }
        return PrintedOutput.complaint(aboutText: lines.bytes())
            ?? PrintedOutput.complaint(aboutJSON: json.buffer.bytes())
    }
}
