package import IGMPAnalysis
import IGMPTracking
import IGMPWire
import KernelCounters

/// How much of the state a report carries.
package enum ReportDetail: String, CaseIterable, Sendable {
    case summary, groups, members
}

/// The JSON report: one object, written as a stream from the state as it is.
package enum ReportJSON {
    /// Raised when a key changes its meaning or goes away.
    static let schemaVersion = 1

    /// Writes the report on `analyzer`, at the time that it has been advanced to.
    ///
    /// - Parameter kernel: whose counters it holds alone; nil for all.
    package static func write(
        _ analyzer: borrowing Analyzer, _ facts: CaptureFacts, detail: ReportDetail, kernel: KernelName? = nil,
        programVersion: String, to json: inout JSONWriter
    ) {
        json.buffer.clock = analyzer.frames.clock
        json.beginObject()
        json.member("schema_version", schemaVersion)
        json.key("generator")
        json.beginObject()
        json.member("name", "igmpscope" as StaticString)
        json.member("version", programVersion)
        json.endObject()
        json.key("capture")
        CaptureJSON.write(analyzer, facts, to: &json)
        json.key("interfaces")
        json.beginArray()
        for place in analyzer.linksInOrder() {
            let link = analyzer.links[place]
            write(
                link, interface: analyzer.interfaces[link.identity.interface], detail: detail, kernel: kernel, to: &json
            )
        }
        json.endArray()
        json.key("as_host")
        HostsJSON.write(analyzer, kernel: kernel, to: &json)
        json.key("bad_packets")
        BadPacketsJSON.write(analyzer, to: &json)
        json.endObject()
        json.endLine()
    }

    private static func write(
        _ link: Link, interface: AnalyzedInterface, detail: ReportDetail, kernel: KernelName?,
        to json: inout JSONWriter
    ) {
        json.beginObject()
        json.member("name", interface.name)
        json.member("id", link.identity.interface)
        json.member("interface_index", link.identity.interfaceIndex)
        json.member("link_type", interface.linkType.description)
        json.key("vlan_tags")
        LinkJSON.write(link.identity.vlanTags, to: &json)
        json.member("state_at", link.state.tracker.now)
        json.member("igmp_packets", link.state.tracker.counts.packets)
        json.key("messages")
        json.beginObject()
        for kind in MessageKind.allCases { json.member(kind.name, link.state.tracker.counts[kind]) }
        json.endObject()
        json.key("invalid")
        json.beginObject()
        for reason in Rejection.allCases { json.member(reason.name, link.state.tracker.counts[reason]) }
        json.endObject()
        json.member("unverifiable", link.state.tracker.counts.unverifiable)
        json.key("counters")
        CountersJSON.write(link, kernel: kernel, to: &json)
        json.key("explanations")
        ExplanationsJSON.write(link.differences, kernel: kernel, to: &json)
        json.key("router")
        RouterJSON.write(link.state.tracker, to: &json)
        json.key("groups")
        let timing = link.state.tracker.timingSnapshot()
        let data = link.state.dataSnapshot()
        GroupsJSON.write(link, timing, data, detail: detail, to: &json)
        json.key("data")
        DataJSON.write(link, data, detail: detail, to: &json)
        json.key("departed")
        GroupsJSON.write(departedFrom: link, detail: detail, to: &json)
        json.key("hosts")
        TimingJSON.write(hostsOf: link.state.tracker, timing, detail: detail, to: &json)
        json.key("timing")
        TimingJSON.write(link.state.tracker, timing, detail: detail, to: &json)
        json.key("findings")
        FindingJSON.write(link.findings(), to: &json)
        json.endObject()
    }
}
