package import IGMPWire

/// Writes one JSON object a line about each IGMP packet.
///
/// Every key is always there: `null` stands for what the message does not have and
/// for what could not be read.
package enum PacketJSON {
    /// Adds the line about `packet`, of any verdict.
    ///
    /// - Parameters:
    ///   - time: what the clock showed when it was captured.
    ///   - interface: the name of the interface that it was captured on; nil where
    ///     the file does not say.
    package static func write(
        _ packet: borrowing IGMPPacket, at time: Timestamp, interface: String?, to json: inout JSONWriter
    ) {
        let message = ApparentMessage(of: packet)
        json.beginObject()
        json.member("number", packet.number)
        json.member("ts", ShownTime(time))
        json.member("interface", interface)
        json.member("vlan_tags", packet.link.vlanTags)
        json.member("source", packet.ip.source)
        json.member("destination", packet.ip.destination)
        json.member("ttl", packet.ip.timeToLive)
        json.member("tos", packet.ip.typeOfService)
        json.member("router_alert", packet.hasRouterAlert)
        json.member("length", packet.payloadLength)
        json.member("type", message.kind.name)
        json.member("type_code", message.type?.rawValue)
        json.member("version", message.kind.version)
        json.member("checksum", message.checksum.name)
        json.member("group", message.group)
        writeQuery(packet.message, message, to: &json)
        writeRecords(packet.message, message, to: &json)
        writeFrame(packet, to: &json)
        json.member("reassembled", packet.isReassembled)
        writeTraceroute(packet.message, message, to: &json)
        writeRouterDiscovery(packet.message, message, to: &json)
        writeProblems(PacketProblems(of: packet, message), of: packet, to: &json)
        json.endObject()
        json.endLine()
    }

    private static func writeQuery(
        _ message: borrowing IGMPMessage, _ apparent: ApparentMessage, to json: inout JSONWriter
    ) {
        guard apparent.kind.isQuery else {
            return json.members(#""max_response_s":null,"s_flag":null,"qrv":null,"qqic_s":null,"sources":null"#)
        }
        let query = apparent.kind.version == 3 ? VersionThreeQuery(message) : nil
        if apparent.kind == .v2GeneralQuery || apparent.kind == .v2GroupQuery {
            json.member("max_response_s", message.code.map { Interval.tenths(Int($0)) })
        } else {
            json.member("max_response_s", query?.maxResponseTime)
        }
        json.member("s_flag", query?.suppressesRouterSideProcessing)
        json.member("qrv", query?.robustness)
        json.member("qqic_s", query?.queryInterval)
        json.key("sources")
        guard let query else { return json.null() }
        json.beginArray()
        for index in 0..<query.readableSourceCount {
            json.value(VersionThreeQuery.source(at: index, of: message))
        }
        json.endArray()
    }

    private static func writeRecords(
        _ message: borrowing IGMPMessage, _ apparent: ApparentMessage, to json: inout JSONWriter
    ) {
        json.key("records")
        guard apparent.kind == .v3Report, var records = message.records else { return json.null() }
        json.beginArray()
        // What follows a damaged record is not read; the problems say where it was.
        while let record = try? records.next() {
            json.beginObject()
            json.member("type", record.type.name)
            json.member("type_code", record.type.rawValue)
            json.member("group", record.group)
            json.key("sources")
            json.beginArray()
            for index in 0..<record.sourceCount { json.value(record.source(at: index)) }
            json.endArray()
            json.member("aux_bytes", record.auxiliaryData.count)
            json.endObject()
        }
        json.endArray()
    }

    private static func writeFrame(_ packet: borrowing IGMPPacket, to json: inout JSONWriter) {
        json.member("frame_length", packet.frameLength)
        switch packet.direction {
        case .inbound: json.member("direction", "in" as StaticString)
        case .outbound: json.member("direction", "out" as StaticString)
        case .unknown:
            json.key("direction")
            json.null()
        }
        json.member("source_mac", packet.link.source)
        json.member("destination_mac", packet.link.destination)
        json.member("identification", packet.ip.identification)
        json.member("fragment_offset", packet.ip.fragmentOffset)
        json.member("captured_length", packet.message.bytes.count)
    }

    /// The fixed part of a multicast traceroute message.
    private static func writeTraceroute(
        _ message: borrowing IGMPMessage, _ apparent: ApparentMessage, to json: inout JSONWriter
    ) {
        json.key("mtrace")
        guard apparent.isTraceroute, let header = MtraceHeader(message) else { return json.null() }
        json.beginObject()
        json.member("hops", header.hopLimit)
        json.member("source", header.source)
        json.member("destination", header.destination)
        json.member("response_address", header.responseAddress)
        json.member("response_ttl", header.responseTimeToLive)
        json.member("query_id", header.queryIdentifier)
        json.member("response_blocks", header.responseCount)
        json.endObject()
    }

    /// The fields of a Multicast Router Advertisement.
    private static func writeRouterDiscovery(
        _ message: borrowing IGMPMessage, _ apparent: ApparentMessage, to json: inout JSONWriter
    ) {
        json.key("mrd")
        guard apparent.isRouterDiscovery, let advertisement = RouterAdvertisement(message) else { return json.null() }
        json.beginObject()
        json.member("advertisement_interval_s", advertisement.advertisementInterval)
        json.member("query_interval_s", advertisement.queryInterval)
        json.member("robustness", advertisement.robustness)
        json.endObject()
    }

    private static func writeProblems(
        _ problems: PacketProblems, of packet: borrowing IGMPPacket, to json: inout JSONWriter
    ) {
        json.key("problems")
        json.beginArray()
        var problem = problems.next(after: nil)
        while let found = problem {
            json.beginString()
            problems.write(found, of: packet, to: &json.buffer)
            json.endString()
            problem = problems.next(after: found)
        }
        json.endArray()
    }
}
