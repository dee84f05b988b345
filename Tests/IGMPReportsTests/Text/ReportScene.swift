import IGMPAnalysis
import IGMPTracking
import IGMPWire
import TestSupport

@testable import IGMPReports

/// Packets on one link, and the texts that say what came of them.
struct ReportScene: ~Copyable {
    /// A moment in the middle of a day, wherever one lives: 2023-11-14 12:00 UTC.
    static let start = Timestamp(nanoseconds: 1_699_963_200_000_000_000)

    var analyzer: Analyzer
    var facts = CaptureFacts()
    private var dissector = Dissector()

    init(options: AnalysisOptions = AnalysisOptions(), interface: String? = "eth0") {
        analyzer = Analyzer(options: options)
        facts.sources = [.init(name: "a.pcap", format: "pcap")]
        _ = analyzer.addInterface(AnalyzedInterface(name: interface, source: "a.pcap", linkType: .ethernet))
    }

    /// One in which nothing has come for so many seconds.
    static func silent(seconds: Int) -> ReportScene {
        var options = AnalysisOptions()
        options.watchesSilence = true
        var scene = ReportScene(options: options)
        scene.analyzer.watch(interface: 0, since: start)
        scene.analyzer.advance(to: start.advanced(by: .seconds(seconds)))
        return scene
    }

    /// Takes in one message, `seconds` after the start.
    mutating func send(
        _ message: [UInt8], from source: IPv4Address, to destination: IPv4Address, at seconds: Int,
        tags: [PacketBuilder.Tag] = [], snapshotLength: Int = .max, timeToLive: UInt8 = 1
    ) {
        let packet = PacketBuilder.ipv4(
            source: source, destination: destination, payload: message, timeToLive: timeToLive)
        send(frame: PacketBuilder.ethernet(tags: tags, payload: packet), at: seconds, snapshotLength: snapshotLength)
    }

    mutating func send(frame: [UInt8], at seconds: Int, snapshotLength: Int = .max) {
        lend(Array(frame.prefix(snapshotLength))) { lent in
            let captured = CapturedFrame(
                bytes: lent, originalLength: frame.count,
                timestamp: Self.start.advanced(by: .seconds(seconds)), linkType: .ethernet)
            analyzer.count(captured)
            dissector.dissect(captured) { packet in _ = analyzer.observe(packet, in: captured, interface: 0) }
        }
    }

    /// A version 3 general query of 10.0.0.1 that advertises 125 s.
    mutating func query(at seconds: Int, from source: IPv4Address = IPv4Address(10, 0, 0, 1)) {
        send(PacketBuilder.queryV3(), from: source, to: .allSystems, at: seconds)
    }

    /// A version 2 report of 10.0.1.`host`.
    mutating func report(
        _ group: IPv4Address, host: UInt8, at seconds: Int, tags: [PacketBuilder.Tag] = []
    ) {
        let source = IPv4Address(10, 0, 1, host)
        send(PacketBuilder.igmp(type: 0x16, group: group), from: source, to: group, at: seconds, tags: tags)
    }

    /// A version 3 report of 10.0.1.`host` that asks for `sources` alone.
    mutating func include(_ group: IPv4Address, _ sources: [IPv4Address], host: UInt8, at seconds: Int) {
        let record = PacketBuilder.record(type: 3, group: group, sources: sources)
        send(PacketBuilder.reportV3([record]), from: IPv4Address(10, 0, 1, host), to: .igmpV3Routers, at: seconds)
    }

    /// The report in text.
    func text(_ report: TextReport = TextReport()) -> String {
        var buffer = ByteBuffer(capacity: 0)
        report.write(analyzer, facts, to: &buffer)
        return String(decoding: buffer.bytes(), as: UTF8.self)
    }

    /// The lines of the report, words parted by one space: what it says, however it is laid out.
    func lines(_ report: TextReport = TextReport(width: 200)) -> [String] {
        text(report).split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    }

    /// The screen as drawn.
    func screen(_ screen: LiveScreen) -> String {
        var buffer = ByteBuffer(capacity: 0)
        let status = LiveScreen.Status(elapsed: .seconds(75), packetsPerSecond: 1234.5, igmpPacketsPerSecond: 0.3)
        screen.draw(analyzer, facts, status, to: &buffer)
        return String(decoding: buffer.bytes(), as: UTF8.self)
    }
}

/// `text` without control sequences.
func withoutSequences(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var isInSequence = false
    for scalar in text.unicodeScalars {
        if scalar == "\u{1B}" {
            isInSequence = true
        } else if isInSequence {
            isInSequence = !(scalar.properties.isAlphabetic)
        } else {
            result.append(scalar)
        }
    }
    return String(result)
}

/// What `write` writes with lines of `width` columns.
func written(
    width: Int, usesColor: Bool = false, cutsLines: Bool = true, lines: Int = .max,
    _ write: (inout LineWriter) -> Void
) -> [String] {
    var writer = LineWriter(
        ByteBuffer(capacity: 0), width: width, usesColor: usesColor, cutsLines: cutsLines, lines: lines)
    write(&writer)
    let buffer = writer.finish()
    return String(decoding: buffer.bytes(), as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast().map(String.init)
}
