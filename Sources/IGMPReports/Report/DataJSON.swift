import IGMPAnalysis
import IGMPTracking
import IGMPWire

/// The groups' own traffic.
enum DataJSON {
    /// That of a link; null where it was not counted.
    static func write(_ link: Link, _ snapshot: DataSnapshot?, detail: ReportDetail, to json: inout JSONWriter) {
        guard let snapshot else { return json.null() }
        json.beginObject()
        write(snapshot.tally, withoutMember: snapshot.withoutMember, to: &json)
        json.member("fragments", snapshot.fragments)
        json.member("bad_ip_header", snapshot.badHeaders)
        json.member("unverifiable", snapshot.unverifiable)
        write(snapshot.joins, snapshot.leaves, to: &json)
        json.key("other_groups")
        if detail == .summary {
            json.null()
        } else {
            var shown: Set<IPv4Address> = []
            link.state.tracker.forEachGroup { _, group in shown.insert(group.address) }
            json.beginArray()
            for group in snapshot.groups where !shown.contains(group.address) {
                json.beginObject()
                json.member("group", group.address)
                writeMembers(of: group, to: &json)
                json.endObject()
            }
            json.endArray()
        }
        json.endObject()
    }

    /// That of a group; null where none was counted and no member was seen.
    static func write(_ group: DataGroupSnapshot?, to json: inout JSONWriter) {
        guard let group else { return json.null() }
        json.beginObject()
        writeMembers(of: group, to: &json)
        json.endObject()
    }

    private static func writeMembers(of group: DataGroupSnapshot, to json: inout JSONWriter) {
        write(group.tally, withoutMember: group.withoutMember, to: &json)
        write(group.joins, group.leaves, to: &json)
        json.key("sources")
        json.beginArray()
        for source in group.sources {
            json.beginObject()
            json.member("source", source.address)
            write(source.tally, withoutMember: source.withoutMember, to: &json)
            json.endObject()
        }
        json.endArray()
    }

    private static func write(_ tally: DataTally, withoutMember: UInt64, to json: inout JSONWriter) {
        json.member("packets", tally.packets)
        json.member("bytes", tally.bytes)
        json.member("rate_bps", tally.bitsPerSecond)
        json.member("first_at", tally.firstAt)
        json.member("last_at", tally.lastAt)
        json.member("packets_without_member", withoutMember)
    }

    private static func write(
        _ joins: DataJoinSnapshot, _ leaves: DataLeaveSnapshot, to json: inout JSONWriter
    ) {
        json.key("joins")
        json.beginObject()
        json.member("count", joins.count)
        json.member("already_flowing", joins.alreadyFlowing)
        json.member("without_packet", joins.withoutPacket)
        json.endObject()
        json.key("join_to_first_packet_s")
        DelaysJSON.write(joins.toFirstPacket, to: &json)
        json.key("leaves")
        json.beginObject()
        json.member("count", leaves.count)
        json.member("without_packet", leaves.withoutPacket)
        json.member("still_flowing", leaves.stillFlowing)
        json.endObject()
        json.key("leave_to_last_packet_s")
        DelaysJSON.write(leaves.toLastPacket, to: &json)
    }
}
