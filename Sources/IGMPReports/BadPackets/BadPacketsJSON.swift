import IGMPAnalysis
import IGMPWire

/// The last packets that were not taken as messages, as JSON.
enum BadPacketsJSON {
    static func write(_ analyzer: borrowing Analyzer, to json: inout JSONWriter) {
        json.beginArray()
        for packet in analyzer.badPackets.inOrder() {
            let interface = analyzer.interfaces[packet.link.interface]
            json.beginObject()
            json.member("number", packet.number)
            json.member("ts", ShownTime(packet.timestamp))
            json.member("capture_source", interface.source)
            json.member("interface", interface.name)
            json.member("interface_index", packet.link.interfaceIndex)
            json.member("vlan_tags", packet.link.vlanTags)
            json.member("source", packet.source)
            json.member("source_mac", packet.sourceMAC)
            json.member("destination", packet.destination)
            json.member("reason", packet.fault.rejection.name)
            json.member("problem", "\(packet.fault)")
            json.member("reassembled", packet.isReassembled)
            json.member("offset", packet.offset)
            json.member("length", packet.length)
            json.key("bytes")
            json.beginString()
            for index in 0..<packet.byteCount {
                json.buffer.append(hexadecimal: UInt64(packet.byte(at: index)), digits: 2)
            }
            json.endString()
            json.endObject()
        }
        json.endArray()
    }
}
