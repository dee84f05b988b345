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
    package static func write(
        _ analyzer: borrowing Analyzer, _ facts: CaptureFacts, detail: ReportDetail, programVersion: String,
        to json: inout JSONWriter
    ) {
        json.beginObject()
        json.member("schema_version", schemaVersion)
        json.key("generator")
        json.beginObject()
        json.member("name", "igmpscope" as StaticString)
        json.member("version", programVersion)
        json.endObject()
        json.key("capture")
        write(capture: analyzer, facts, to: &json)
        json.key("interfaces")
        json.beginArray()
        for place in analyzer.linksInOrder() {
            let link = analyzer.links[place]
            write(link, interface: analyzer.interfaces[link.identity.interface], detail: detail, to: &json)
        }
        json.endArray()
        json.key("as_host")
        HostsJSON.write(analyzer, to: &json)
        json.key("bad_packets")
        BadPacketsJSON.write(analyzer, to: &json)
        json.endObject()
        json.endLine()
    }

    private static func write(capture analyzer: borrowing Analyzer, _ facts: CaptureFacts, to json: inout JSONWriter) {
        json.beginObject()
        json.member("packets", analyzer.packets)
        json.member("bytes", analyzer.bytes)
        json.member("igmp_packets", analyzer.igmpPackets)
        json.member("first_at", analyzer.firstAt)
        json.member("last_at", analyzer.lastAt)
        json.key("sources")
        json.beginArray()
        for source in facts.sources {
            json.beginObject()
            json.member("name", source.name)
            json.member("format", source.format)
            json.member("packets", source.packets)
            json.member("complete", source.isComplete)
            json.member("error", source.error)
            json.endObject()
        }
        json.endArray()
        json.member("dropped_by_kernel", facts.droppedByKernel)
        json.member("dropped_by_interface", facts.droppedByInterface)
        json.key("unreadable_frames")
        json.beginObject()
        json.member("unsupported_link_type", facts.unreadable.unsupportedLinkType)
        json.member("damaged_link_header", facts.unreadable.damagedLinkHeader)
        json.member("cut_before_protocol", facts.unreadable.cutBeforeProtocol)
        json.endObject()
        json.key("fragments")
        let fragments = facts.fragments
        json.beginObject()
        json.member("received", fragments.received)
        json.member("reassembled", fragments.reassembled)
        json.member("timed_out", fragments.timedOut)
        json.member("overflowed", fragments.overflowed)
        json.member("bad_length", fragments.badLength)
        json.member("oversized", fragments.oversized)
        json.member("type_of_service_differs", fragments.typeOfServiceDiffers)
        json.member("duplicate", fragments.duplicate)
        json.member("too_many_fragments", fragments.tooManyFragments)
        json.endObject()
        json.key("overflow")
        json.beginObject()
        json.member("links", analyzer.linkOverflow)
        json.member("output_lines", facts.linesLeftOut)
        let overflow = analyzer.trackerOverflow()
        json.member("groups", overflow.groups)
        json.member("hosts", overflow.hosts)
        json.member("members", overflow.members)
        json.member("sources", overflow.sources)
        json.member("routers", overflow.routers)
        json.member("group_timings", overflow.groupTimings)
        json.member("findings", analyzer.findingOverflow())
        json.endObject()
        json.endObject()
    }

    private static func write(
        _ link: Link, interface: AnalyzedInterface, detail: ReportDetail, to json: inout JSONWriter
    ) {
        json.beginObject()
        json.member("name", interface.name)
        json.member("id", link.identity.interface)
        json.member("interface_index", link.identity.interfaceIndex)
        json.member("link_type", interface.linkType.description)
        json.key("vlan_tags")
        LinkJSON.write(link.identity.vlanTags, to: &json)
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
        CountersJSON.write(link, to: &json)
        json.key("explanations")
        ExplanationsJSON.write(link.differences, to: &json)
        json.key("router")
        RouterJSON.write(link.state.tracker, to: &json)
        json.key("groups")
        let timing = link.state.tracker.timingSnapshot()
        GroupsJSON.write(link, timing, detail: detail, to: &json)
        json.key("departed")
        GroupsJSON.write(departedFrom: link, detail: detail, to: &json)
        json.key("hosts")
        TimingJSON.write(hostsOf: link.state.tracker, timing, detail: detail, to: &json)
        json.key("timing")
        TimingJSON.write(timing, to: &json)
        json.key("findings")
        FindingJSON.write(link.findings(), to: &json)
        json.endObject()
    }
}
