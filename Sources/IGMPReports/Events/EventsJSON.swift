package import IGMPAnalysis
package import IGMPTracking
package import IGMPWire

/// Changes as JSON, one object a line, as `Schemas/event.schema.json` states.
package enum EventsJSON {
    /// Writes what was told of a link.
    ///
    /// - Parameter interface: as captured; nil where the file does not say.
    package static func write(
        _ event: LinkEvent, interface: String?, vlanTags: VLANTags, to json: inout JSONWriter
    ) {
        switch event {
        case .change(let change): write(change, interface: interface, vlanTags: vlanTags, to: &json)
        case .finding(let finding): write(finding, interface: interface, vlanTags: vlanTags, to: &json)
        }
    }

    /// Writes `change` of a link.
    ///
    /// - Parameter interface: as captured; nil where the file does not say.
    package static func write(
        _ change: Change, interface: String?, vlanTags: VLANTags, to json: inout JSONWriter
    ) {
        json.beginObject()
        json.member("ts", change.at)
        json.member("event", change.kind.name)
        json.member("interface", interface)
        json.member("vlan_tags", vlanTags)
        switch change.kind {
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
        json.endObject()
        json.endLine()
    }

    /// Writes a finding that was made on a link.
    package static func write(
        _ finding: Finding, interface: String?, vlanTags: VLANTags, to json: inout JSONWriter
    ) {
        json.beginObject()
        json.member("ts", finding.firstAt)
        json.member("event", "finding" as StaticString)
        json.member("interface", interface)
        json.member("vlan_tags", vlanTags)
        FindingJSON.writeWhat(finding, to: &json)
        FindingJSON.writeWho(finding, to: &json)
        json.endObject()
        json.endLine()
    }

    /// Tells that `count` events are missing before the one at `time`, because their reader was too slow.
    package static func writeLost(_ count: UInt64, before time: Timestamp, to json: inout JSONWriter) {
        json.beginObject()
        json.member("ts", time)
        json.member("event", "events_lost" as StaticString)
        json.key("interface")
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
