package import IGMPAnalysis
import IGMPTracking
package import IGMPWire

/// Changes as JSON, one object a line, as `Schemas/event.schema.json` states.
package enum EventsJSON {
    /// Writes what happened on a link.
    ///
    /// - Parameters:
    ///   - interface: as captured; nil where the file does not say.
    ///   - index: the captured host's number of it, where each packet tells it.
    package static func write(
        _ event: LinkEvent, interface: String?, index: UInt32?, vlanTags: VLANTags, to json: inout JSONWriter
    ) {
        json.beginObject()
        json.member("ts", event.at)
        switch event {
        case .change(let change): json.member("event", change.kind.name)
        case .finding: json.member("event", "finding" as StaticString)
        }
        json.member("interface", interface)
        json.member("interface_index", index)
        json.member("vlan_tags", vlanTags)
        switch event {
        case .change(let change): write(change.kind, to: &json)
        case .finding(let finding):
            FindingJSON.writeWhat(finding, to: &json)
            FindingJSON.writeWho(finding, to: &json)
        }
        json.endObject()
        json.endLine()
    }

    private static func write(_ kind: Change.Kind, to json: inout JSONWriter) {
        switch kind {
        case .memberJoined(let group, let host, let version):
            json.member("host", host)
            json.member("group", group)
            json.member("version", version)
        case .memberLeft(let group, let host, let reason):
            json.member("host", host)
            json.member("group", group)
            json.member("reason", reason.name)
        case .groupCreated(let group), .groupExpired(let group):
            json.member("group", group)
        case .querierElected(let querier), .querierLost(let querier):
            json.member("querier", querier)
        case .querierChanged(let previous, let querier):
            json.member("querier", querier)
            json.member("previous_querier", previous)
        case .routerVersionChanged(let previous, let version):
            json.member("version", version)
            json.member("previous_version", previous)
        }
    }

    /// Tells that `count` events are missing before the one at `time`, because their reader was too slow.
    package static func writeLostEvents(_ count: UInt64, before time: Timestamp, to json: inout JSONWriter) {
        writeLost("events_lost", count, at: time, to: &json)
    }

    /// Tells that by `time` `count` packets more are known to have been lost before they were captured.
    package static func writeLostPackets(_ count: UInt64, by time: Timestamp, to json: inout JSONWriter) {
        writeLost("packets_lost", count, at: time, to: &json)
    }

    private static func writeLost(
        _ name: StaticString, _ count: UInt64, at time: Timestamp, to json: inout JSONWriter
    ) {
        json.beginObject()
        json.member("ts", time)
        json.member("event", name)
        json.key("interface")
        json.null()
        json.key("interface_index")
        json.null()
        json.member("vlan_tags", VLANTags())
        json.member("count", count)
        json.endObject()
        json.endLine()
    }
}

extension Change.Kind {
    /// Its name in reports.
    var name: StaticString {
        switch self {
        case .memberJoined: "member_joined"
        case .memberLeft: "member_left"
        case .groupCreated: "group_created"
        case .groupExpired: "group_expired"
        case .querierElected: "querier_elected"
        case .querierChanged: "querier_changed"
        case .querierLost: "querier_lost"
        case .routerVersionChanged: "router_version_changed"
        }
    }
}
