import IGMPAnalysis
import IGMPTracking
import IGMPWire

/// What a report says of the capture itself: what was read, over which span, and what was lost.
enum CaptureJSON {
    static func write(_ analyzer: borrowing Analyzer, _ facts: CaptureFacts, to json: inout JSONWriter) {
        json.beginObject()
        json.member("packets", analyzer.packets)
        json.member("bytes", analyzer.bytes)
        json.member("igmp_packets", analyzer.igmpPackets)
        json.member("first_at", analyzer.firstAt.map { ShownTime($0) })
        json.member("last_at", analyzer.lastAt.map { ShownTime($0) })
        json.key("out_of_order")
        json.beginObject()
        json.member("packets", analyzer.frames.outOfOrder)
        json.member("largest_step_back_s", analyzer.frames.largestStepBack)
        json.member("clock_set_back", analyzer.frames.clock.stepsBack)
        json.endObject()
        json.key("sources")
        json.beginArray()
        for source in facts.sources {
            json.beginObject()
            json.member("name", source.name)
            json.member("format", source.format)
            json.member("packets", source.packets)
            json.member("complete", source.isComplete)
            json.member("error", source.error)
            json.key("gaps")
            write(source.gaps, to: &json)
            json.endObject()
        }
        json.endArray()
        json.key("silent_interfaces")
        json.beginArray()
        for (interface, silence) in analyzer.silentInterfaces() {
            json.beginObject()
            json.member("name", analyzer.interfaces[interface].name)
            json.member("silence_s", silence)
            json.endObject()
        }
        json.endArray()
        json.key("clock_steps")
        write(facts.clockSteps, to: &json)
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
        json.member("interfaces", facts.framesLeftOut &+ facts.interfacesLetGo)
        json.member("links", analyzer.linkOverflow)
        json.member("output_lines", facts.linesLeftOut)
        json.member("exec_events", facts.eventsLeftOut)
        let overflow = analyzer.trackerOverflow()
        json.member("groups", overflow.groups)
        json.member("hosts", overflow.hosts)
        json.member("members", overflow.members)
        json.member("sources", overflow.sources)
        json.member("routers", overflow.routers)
        json.member("group_timings", overflow.groupTimings)
        json.member("findings", analyzer.findingOverflow())
        json.member("host_groups", analyzer.hostGroupOverflow)
        json.member("host_sources", analyzer.hostSourceOverflow)
        json.member("data_groups", analyzer.dataOverflow.groups)
        json.member("data_sources", analyzer.dataOverflow.sources)
        json.endObject()
        json.endObject()
    }

    private static func write(_ gaps: CaptureFacts.Gaps?, to json: inout JSONWriter) {
        guard let gaps else { return json.null() }
        json.beginObject()
        json.member("count", gaps.count)
        json.member("total_s", gaps.total)
        json.member("last_from", gaps.lastFrom.map { ShownTime($0) })
        json.member("last_until", gaps.lastUntil.map { ShownTime($0) })
        json.endObject()
    }

    private static func write(_ steps: CaptureFacts.ClockSteps?, to json: inout JSONWriter) {
        guard let steps else { return json.null() }
        json.beginObject()
        json.member("count", steps.count)
        json.member("largest_forward_s", steps.largestForward)
        json.member("largest_back_s", steps.largestBack)
        json.endObject()
    }
}
