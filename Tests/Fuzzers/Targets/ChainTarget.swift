import IGMPAnalysis
import IGMPReports
import IGMPTracking
import IGMPWire
import PlainReading
import TestSupport

/// Frames in a row: two bytes for all of them, link type and ``Helping``, then of
/// each frame how long after the one before it came, its length, and its bytes.
enum ChainTarget {
    static func complaint(about input: [UInt8]) -> String? {
        var input = FuzzInput(input)
        let linkType = input.linkType()
        let help = Helping(rawValue: input.uint8())
        var options = AnalysisOptions()
        options.hosts = [IPv4Address(10, 0, 0, 2), IPv4Address(10, 0, 0, 3)]
        options.knownMembers = [(IPv4Address(10, 0, 0, 2), IPv4Address(239, 1, 1, 1))]
        options.recordsChanges = true
        options.limits.groups = 6
        options.limits.hosts = 8
        options.limits.members = 10
        options.limits.sourcesPerGroup = 5
        options.limits.groupSources = 12
        options.limits.memberSources = 24
        if help.contains(.hasFewLinks) { options.linkLimit = 3 }
        options.limits.routers = 3
        var analyzer = Analyzer(options: options)
        var dissector = Dissector(datagramLimit: 3, fragmentLimit: 4)
        var plain = PlainCounts(datagramLimit: 3, pieceLimit: 4)
        let interface = analyzer.addInterface(
            AnalyzedInterface(name: "eth0", source: "fuzz", linkType: linkType))
        var events = JSONWriter(ByteBuffer(capacity: 0))
        var time = Timestamp(nanoseconds: 1_700_000_000_000_000_000)
        var number: UInt64 = 0
        while !input.isAtEnd {
            // In tenths of a second, and now and then back.
            let delay = Int64(Int16(bitPattern: input.uint16()))
            time = time.advanced(by: Interval(nanoseconds: delay * 100_000_000))
            number += 1
            var frame = FuzzFrame(input.prefix(Int(input.uint16())), linkType: linkType, help: help)
            frame.timestamp = time
            frame.number = number
            plain.count(frame.plain)
            frame.lend { captured in
                analyzer.count(captured)
                let running = captured.stamped(analyzer.frames.running(captured.timestamp))
                dissector.dissect(running, interface: interface) { packet in
                    _ = analyzer.observe(packet, in: captured, interface: packet.interface)
                }
            }
            write(&analyzer, to: &events)
        }
        if let last = analyzer.frames.reached { analyzer.advance(to: last) }
        write(&analyzer, to: &events)
        return PrintedOutput.complaint(aboutJSON: events.buffer.bytes())
            ?? complaint(aboutReportOn: analyzer, dissector, plain)
    }

    private static func complaint(aboutPacketsOf analyzer: borrowing Analyzer) -> String? {
        let kept = analyzer.links.reduce(0) { $0 + $1.state.tracker.counts.packets }
        guard kept + analyzer.linkOverflow != analyzer.igmpPackets else { return nil }
        return "\(kept) packets of links and \(analyzer.linkOverflow) of others are not \(analyzer.igmpPackets)"
    }

    private static func write(_ analyzer: inout Analyzer, to json: inout JSONWriter) {
        for link in analyzer.takeForgottenLinks() + analyzer.links {
            for event in link.takeEvents() {
                EventsJSON.write(
                    event, interface: "eth0", index: link.identity.interfaceIndex, vlanTags: link.identity.vlanTags,
                    to: &json)
            }
        }
    }

    private static func complaint(
        aboutReportOn analyzer: borrowing Analyzer, _ dissector: borrowing Dissector, _ plain: PlainCounts
    ) -> String? {
        var facts = CaptureFacts()
        facts.unreadable = dissector.unreadable
        facts.fragments = dissector.fragmentCounters
        var text = ByteBuffer(capacity: 0)
        TextReport(isVerbose: true).write(analyzer, facts, to: &text)
        var json = JSONWriter(ByteBuffer(capacity: 0))
        ReportJSON.write(analyzer, facts, detail: .members, programVersion: "0", to: &json)
        if let complaint = PrintedOutput.complaint(aboutText: text.bytes()) { return complaint }
        do {
            let report = try JSONValue(bytes: json.buffer.bytes())
            // Of links that were let go there is no more than how much they carried.
            guard analyzer.linkOverflow == 0 else { return complaint(aboutPacketsOf: analyzer) }
            return plain.complaint(about: report)
        } catch {
            return "JSON is wrong at \(error.offset)"
        }
    }
}
