import IGMPAnalysis
import IGMPTracking
import IGMPWire
import TestSupport
import Testing

@testable import IGMPReports

struct TextReportTests {
    private static let groupA = IPv4Address(239, 1, 1, 1)
    private static let groupB = IPv4Address(239, 1, 1, 2)
    private static let hostile = "a\u{1B}[2J\r\n\u{202E}表表.pcap"

    /// A link with something of everything: queriers, groups of two versions, rejections.
    private static func busyScene(interface: String? = "eth0") -> ReportScene {
        var options = AnalysisOptions()
        options.hosts = [IPv4Address(10, 0, 1, 1), IPv4Address(10, 9, 9, 9)]
        var scene = ReportScene(options: options, interface: interface)
        scene.query(at: 0)
        scene.query(at: 60, from: IPv4Address(10, 0, 0, 7))
        scene.query(at: 125)
        for host in 1...20 { scene.report(groupA, host: UInt8(host), at: 126) }
        scene.include(
            groupB, (1...12).map { IPv4Address(192, 168, 100, $0) }, host: 200, at: 127)
        scene.report(IPv4Address(224, 0, 0, 251), host: 3, at: 128)
        scene.send([0x11, 0, 0], from: IPv4Address(10, 0, 0, 9), to: .allSystems, at: 129)
        scene.send(
            PacketBuilder.igmp(type: 0x16, group: groupA), from: IPv4Address(10, 0, 1, 1), to: groupA, at: 130,
            snapshotLength: 40)
        scene.report(groupA, host: 1, at: 131, tags: [.init(146)])
        scene.facts.droppedByKernel = 3
        scene.facts.droppedByInterface = 0
        scene.facts.unreadable.damagedLinkHeader = 2
        scene.facts.fragments.received = 4
        scene.facts.fragments.duplicate = 1
        return scene
    }

    @Test("No line is longer than the width, whatever the width and however hostile the names")
    func width() {
        var scene = Self.busyScene(interface: Self.hostile)
        scene.facts.sources = [
            .init(name: Self.hostile, format: "pcap", isComplete: false, error: "\(Self.hostile): byte 1: cut short")
        ]
        for width in 1...200 {
            for isVerbose in [false, true] {
                let text = scene.text(TextReport(width: width, isVerbose: isVerbose))
                let longest = text.split(separator: "\n").map { String($0).terminalColumns }.max() ?? 0
                #expect(longest <= width && longest > 0)
            }
        }
    }

    @Test("Nothing from a file reaches the terminal as a control character", arguments: [false, true])
    func escaping(usesColor: Bool) {
        let scene = Self.busyScene(interface: Self.hostile)
        let text = scene.text(TextReport(width: 200, usesColor: usesColor))
        #expect(text.contains("a\\x1b[2J\\x0d\\x0a\\u{202e}表表.pcap"))
        let plain = usesColor ? withoutSequences(text) : text
        #expect(plain.unicodeScalars.allSatisfy { $0 == "\n" || $0.isHarmlessInTerminal })
    }

    @Test("In colours the report says the same as without")
    func colours() {
        let scene = Self.busyScene()
        let colored = scene.text(TextReport(usesColor: true))
        let plain = scene.text(TextReport(usesColor: false))
        #expect(colored.contains("\u{1B}[31m"))
        #expect(!plain.contains("\u{1B}"))
        #expect(withoutSequences(colored) == plain)
    }

    @Test("All of the summary stands before the first group, and a summary has no groups")
    func order() {
        let scene = Self.busyScene()
        let lines = scene.lines()
        let firstGroups = lines.firstIndex { $0.hasPrefix("Groups on ") }
        let lastQuerier = lines.lastIndex { $0.hasPrefix("Querier ") }
        #expect(firstGroups != nil && lastQuerier != nil && lastQuerier! < firstGroups!)
        let summary = scene.lines(TextReport(width: 200, detail: .summary))
        #expect(summary == Array(lines.prefix(firstGroups ?? 0)))
    }

    @Test("Without members the groups are there alone")
    func detail() {
        let scene = Self.busyScene()
        let members = scene.text(TextReport(width: 200))
        let groups = scene.text(TextReport(width: 200, detail: .groups))
        // What belongs to a group stands six spaces deep.
        #expect(members.contains("\n      10.0.1.3 ") && members.contains("\n      sources 192.168.100.1 "))
        #expect(!groups.contains("\n      10.") && !groups.contains("\n      sources "))
        #expect(groups.contains("\n  239.1.1.1 ") && groups.contains("\n  239.1.1.2 "))
    }

    @Test("Up to eight members are shown, of more the first eight and how many are left; -v shows all")
    func folding() {
        for count in 7...10 {
            var scene = ReportScene()
            scene.query(at: 0)
            for host in 1...count { scene.report(Self.groupA, host: UInt8(host), at: 1) }
            func hosts(_ text: String) -> Int {
                text.split(separator: "\n").count { $0.hasPrefix("      10.0.1.") }
            }
            let folded = scene.text()
            let whole = scene.text(TextReport(isVerbose: true))
            #expect(hosts(folded) == min(count, 8))
            #expect(folded.contains(" more; -v or --json lists all") == (count > 8))
            if count > 8 { #expect(folded.contains("      … and \(count - 8) more; -v or --json lists all\n")) }
            #expect(hosts(whole) == count)
            #expect(!whole.contains("…"))
        }
    }

    @Test("Sources are folded likewise, with their times")
    func sources() {
        for count in 8...9 {
            var scene = ReportScene()
            scene.query(at: 0)
            scene.include(Self.groupB, (1...count).map { IPv4Address(10, 1, 1, UInt8($0)) }, host: 1, at: 1)
            let folded = scene.lines(TextReport(width: 400)).first { $0.hasPrefix("sources ") }
            let whole = scene.lines(TextReport(width: 400, isVerbose: true)).first { $0.hasPrefix("sources ") }
            #expect(folded?.contains("10.1.1.8 until ") == true)
            #expect(folded?.hasSuffix("… and 1 more sources") == (count == 9))
            #expect(whole?.contains("10.1.1.\(count) until ") == true)
            #expect(whole?.contains("…") == false)
        }
    }

    @Test("A group's line has mode, sources, members, version, expiry, last reporter and uptime")
    func groupLine() {
        var scene = ReportScene()
        scene.query(at: 0)
        scene.report(Self.groupA, host: 1, at: 10)
        scene.report(Self.groupA, host: 2, at: 20)
        scene.include(Self.groupB, [IPv4Address(10, 1, 1, 1)], host: 3, at: 30)
        var clock = PacketClock(from: ReportScene.start, to: ReportScene.start)
        func time(_ seconds: Int) -> String { clock.time(ReportScene.start.advanced(by: .seconds(seconds))) }
        let lines = scene.lines(TextReport(width: 120))
        // 2 x 125 s + 2 x 10 s after the last report (RFC 9776 section 8.4).
        #expect(lines.contains("239.1.1.1 exclude - 2+ 2 \(time(290)) 10.0.1.2 \(time(10)) 00:00:20"))
        #expect(lines.contains("239.1.1.2 include 1 1 3 \(time(300)) 10.0.1.3 \(time(30)) 00:00:00"))
        #expect(lines.contains { $0.hasPrefix("+ at least so many:") })
        #expect(lines.contains("Groups 2 groups, 2 forwarded, 3 memberships at least"))
        #expect(lines.contains("10.0.1.1 2 lazy \(time(10)) \(time(10)) 02:00:00:00:00:01 all"))
        #expect(lines.contains("10.0.1.3 3 reporting \(time(30)) \(time(30)) 02:00:00:00:00:01 10.1.1.1"))
    }

    @Test("Where all members are of version 3, counts are no lower bounds")
    func exactCounts() {
        var scene = ReportScene()
        scene.query(at: 0)
        scene.include(Self.groupB, [IPv4Address(10, 1, 1, 1)], host: 3, at: 30)
        #expect(scene.lines().contains("Groups 1 group, 1 forwarded, 1 membership"))
        #expect(!scene.text().contains("at least"))
    }

    @Test("The groups that end first are told with the time at which they die unless reported, three of them at most")
    func ending() {
        var scene = ReportScene()
        scene.query(at: 0)
        #expect(!scene.text().contains("Next end"))
        let order: [UInt8] = [4, 2, 1, 3]
        for (place, number) in order.enumerated() {
            scene.report(IPv4Address(239, 1, 1, number), host: 1, at: 10 + place)
        }
        var clock = PacketClock(from: ReportScene.start, to: ReportScene.start)
        let deaths = order.prefix(3).enumerated().map { place, number in
            let time = clock.time(ReportScene.start.advanced(by: .seconds(280 + place)))
            return "239.1.1.\(number) dies at \(time) unless reported"
        }
        #expect(scene.lines().contains("Next end " + deaths.joined(separator: ", ")))
    }

    @Test("A group whose members nobody forwards for any more is told as starved")
    func starved() {
        var scene = ReportScene()
        scene.query(at: 0)
        scene.report(Self.groupA, host: 1, at: 10)
        scene.analyzer.advance(to: ReportScene.start.advanced(by: .seconds(279)))
        #expect(!scene.text().contains("Starved") && !scene.text().contains("expired"))
        scene.analyzer.advance(to: ReportScene.start.advanced(by: .seconds(280)))
        let lines = scene.lines()
        #expect(lines.contains { $0.hasPrefix("Starved 1 group with members but not forwarded") })
        #expect(lines.contains { $0.hasPrefix("239.1.1.1 - - 1+ 3 expired 10.0.1.1 ") })
    }

    @Test(
        "A group of 232.0.0.0/8 that routers ignore was never forwarded: it is not starved, unless somebody asked well")
    func ignored() {
        let channel = IPv4Address(232, 1, 1, 1)
        for asksWell in [false, true] {
            var scene = ReportScene()
            scene.query(at: 0)
            scene.report(channel, host: 1, at: 10)
            if asksWell { scene.include(channel, [IPv4Address(192, 0, 2, 1)], host: 2, at: 10) }
            scene.analyzer.advance(to: ReportScene.start.advanced(by: .seconds(280)))
            let lines = scene.lines()
            #expect(lines.contains { $0.hasPrefix("Ignored 1 group of 232.0.0.0/8") } != asksWell)
            #expect(lines.contains { $0.hasPrefix("232.1.1.1 - - 1+ 3 ignored ") } != asksWell)
            #expect(lines.contains { $0.hasPrefix("Starved") } == asksWell)
        }
    }

    @Test("Every reason of rejection is shown, and only where there was one", arguments: Rejection.allCases)
    func rejections(reason: Rejection) {
        var scene = ReportScene()
        scene.report(Self.groupA, host: 1, at: 0)
        #expect(!scene.text().contains("Rejected"))
        let source = IPv4Address(10, 0, 0, 9)
        switch reason {
        case .badIPHeader:
            var packet = PacketBuilder.ipv4(
                source: source, destination: Self.groupA, payload: PacketBuilder.igmp(type: 0x16, group: Self.groupA))
            packet[10] ^= 0xFF
            scene.send(frame: PacketBuilder.ethernet(payload: packet), at: 1)
        case .tooShort:
            scene.send([0x16, 0, 0], from: source, to: Self.groupA, at: 1)
        case .badChecksum:
            scene.send([0x16, 0, 1, 2, 239, 1, 1, 1], from: source, to: Self.groupA, at: 1)
        case .badQuery:
            scene.send(PacketBuilder.igmp(type: 0x11, code: 1, rest: [0, 0]), from: source, to: .allSystems, at: 1)
        case .badReport:
            scene.send(PacketBuilder.igmp(type: 0x16, group: source), from: source, to: Self.groupA, at: 1)
        case .malformed:
            scene.send(PacketBuilder.igmp(type: 0x1F), from: source, to: Self.groupA, at: 1)
        }
        #expect(scene.lines().contains("Rejected \(reason.name.words) 1"))
    }

    @Test("Kinds of message are shown with their counts, others are not")
    func messages() {
        let lines = Self.busyScene().lines()
        #expect(lines.contains("Messages 27 packets, v3 general query 3, v2 report 21, v3 report 1"))
        #expect(lines.contains("Messages 1 packet, v2 report 1"))
        #expect(lines.contains("Rejected too short 1"))
        #expect(lines.contains("Cut 1 packet cut by the snapshot length, neither good nor bad"))
        #expect(lines.contains("eth0 vlan 146 EN10MB"))
    }

    @Test("The kernels of single hosts are told with their groups; one never seen is said to be that")
    func hosts() {
        let lines = Self.busyScene().lines()
        #expect(lines.contains("Host 10.0.1.1 on eth0"))
        #expect(lines.contains("Host 10.0.1.1 on eth0 vlan 146"))
        #expect(lines.contains("Groups 239.1.1.1 lazy"))
        #expect(lines.contains("Host 10.9.9.9 on eth0"))
        #expect(lines.count { $0.hasPrefix("Seen never") } == 1)
        #expect(lines.count { $0.hasPrefix("Counters rcv_total ") } == 3)
    }

    @Test("A capture without packets has a report too")
    func empty() {
        let scene = ReportScene()
        #expect(scene.lines() == ["a.pcap (pcap)", "Read 0 packets, 0 bytes, 0 of IGMP, 0 links"])
    }
}
