import IGMPAnalysis
import IGMPTracking
import IGMPWire

/// What a report says of the capture as a whole: what was read, over which span, and
/// what was lost or could not be read.
enum CaptureText {
    static func write(
        _ analyzer: borrowing Analyzer, _ facts: CaptureFacts, _ clock: inout PacketClock, to lines: inout LineWriter
    ) {
        let sources = facts.sources.map { $0.name + ($0.format.map { " (\($0))" } ?? "") }
        lines.list(sources.isEmpty ? ["no source"] : sources, indent: 0, .heading)
        if let first = analyzer.firstAt, let last = analyzer.lastAt {
            var text = "\(clock.dateAndTime(shown: first)) to \(clock.dateAndTime(shown: last))"
            text += " (\(clock.zoneName(at: first))), \(last.since(first).spanText)"
            lines.field("Span", text)
            if let now = latestTime(of: analyzer), now > analyzer.frames.reached ?? last {
                lines.field("State at", clock.dateAndTime(shown: analyzer.frames.clock.shown(now)))
            }
        }
        let places = analyzer.links.count
        lines.field(
            "Read",
            items: [
                analyzer.packets.of("packet"), analyzer.bytes.of("byte"), "\(analyzer.igmpPackets) of IGMP",
                UInt64(places).of("link"),
            ])
        if facts.fragments.received > 0 {
            lines.field(
                "Fragments",
                "\(facts.fragments.received), from which \(facts.fragments.reassembled.of("datagram"))"
                    + " put together")
        }
        if facts.isLive, facts.droppedByKernel == nil {
            lines.field("Dropped", "unknown: the kernel does not say", .warning)
        }
        GapsText.write(facts, &clock, to: &lines)
        writeSilence(of: analyzer, to: &lines)
        for problem in problems(of: analyzer, facts) { lines.field("Problem", problem.text, problem.style) }
    }

    /// Interfaces of which nothing more is known than that.
    private static func writeSilence(of analyzer: borrowing Analyzer, to lines: inout LineWriter) {
        for (interface, silence) in analyzer.silentInterfaces() {
            lines.field(
                "Silent",
                "\(analyzer.interfaces[interface].label): no IGMP at all was heard in \(silence.spanText); whether"
                    + " anybody queries shows after \(Analyzer.patienceWithSilence.secondsText)", .warning)
        }
    }

    private static func latestTime(of analyzer: borrowing Analyzer) -> Timestamp? {
        analyzer.links.map { $0.state.tracker.now }.max()
    }

    /// What is wrong with the capture itself, the worst first.
    static func problems(of analyzer: borrowing Analyzer, _ facts: CaptureFacts) -> [TextTable.Cell] {
        var problems: [TextTable.Cell] = []
        for source in facts.sources where !source.isComplete || source.error != nil {
            let error = source.error ?? "not read to its end"
            let text = error.hasPrefix(source.name) ? error : "\(source.name): \(error)"
            problems.append(.init(text, .problem))
        }
        func add(_ count: UInt64, _ style: TextStyle, _ text: @autoclosure () -> String) {
            if count > 0 { problems.append(.init(text(), style)) }
        }
        let (byKernel, byInterface) = (facts.droppedByKernel ?? 0, facts.droppedByInterface ?? 0)
        add(byKernel, .problem, "\(byKernel.of("packet")) dropped by kernel: what follows is less than there was")
        add(byInterface, .problem, "\(byInterface.of("packet")) dropped by interface")
        let (behind, step) = (analyzer.frames.outOfOrder, analyzer.frames.largestStepBack)
        // Interfaces captured together are always a little out of step.
        if step >= .milliseconds(1) {
            let steps = analyzer.frames.clock.stepsBack
            let consequence =
                steps > 0
                ? "the clock was set back\(steps == 1 ? "" : " \(steps.of("time"))"), and timers go on"
                : "timers wait for the latest time to come again"
            add(
                behind, step >= .seconds(1) ? .warning : .plain,
                "\(behind.of("packet")) behind the time of an earlier one, by up to \(step.spanText): \(consequence)")
        }
        add(
            facts.linesLeftOut, .warning,
            "\(facts.linesLeftOut.of("line")) of output left out: it was read too slowly")
        add(
            facts.eventsLeftOut, .warning,
            "\(facts.eventsLeftOut.of("event")) without the command that was to be run: it is too slow")
        let unreadable = facts.unreadable
        add(
            unreadable.unsupportedLinkType, .problem,
            "\(unreadable.unsupportedLinkType.of("frame")) of a link type that is not read")
        add(
            unreadable.damagedLinkHeader, .warning,
            "\(unreadable.damagedLinkHeader.of("frame")) with a damaged link-layer header")
        for (count, reason) in fragmentProblems(facts.fragments) {
            add(count, .warning, "\(count.of("fragment")) \(reason)")
        }
        let fragments = facts.fragments
        add(
            fragments.timedOut, .warning,
            "\(fragments.timedOut.of("fragmented datagram")) given up: the rest did not come in time")
        add(
            fragments.overflowed, .warning,
            "\(fragments.overflowed.of("fragmented datagram")) given up: too many at once")
        add(
            facts.framesLeftOut, .problem,
            "\(facts.framesLeftOut.of("frame")) of more interfaces than are kept of a file")
        add(
            facts.interfacesLetGo, .problem,
            "\(facts.interfacesLetGo.of("interface")) forgotten or not captured for want of room")
        add(
            analyzer.linkOverflow, .problem,
            "\(analyzer.linkOverflow.of("packet")) of links that were let go for want of room")
        let overflow = analyzer.trackerOverflow()
        let tables: [(count: UInt64, entry: String, owner: String)] = [
            (overflow.groups, "group", ""), (overflow.hosts, "host", ""), (overflow.members, "membership", ""),
            (overflow.sources, "source", ""), (overflow.routers, "router", ""),
            (analyzer.findingOverflow(), "finding", ""),
            (analyzer.hostGroupOverflow, "group", " of hosts' kernels"),
            (analyzer.hostSourceOverflow, "source", " of hosts' kernels"),
            (analyzer.dataOverflow.groups, "group", " of data"), (analyzer.dataOverflow.sources, "source", " of data"),
        ]
        for (count, entry, owner) in tables {
            add(count, .problem, "\(count.of(entry))\(owner) let go for want of room: the tables are not complete")
        }
        return problems
    }

    private static func fragmentProblems(_ fragments: FragmentReassembler.Counters) -> [(UInt64, String)] {
        [
            (fragments.badLength, "dropped: a length that is not a multiple of 8"),
            (fragments.oversized, "dropped: past the longest datagram"),
            (fragments.typeOfServiceDiffers, "dropped: another type of service"),
            (fragments.duplicate, "dropped: duplicates"),
            (fragments.tooManyFragments, "dropped: a datagram in too many pieces"),
        ]
    }
}
