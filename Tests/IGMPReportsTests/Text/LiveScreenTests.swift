import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@testable import IGMPReports

struct LiveScreenTests {
    /// A link with `groups` groups of `members` members each.
    private static func scene(groups: Int, members: Int = 1) -> ReportScene {
        var options = AnalysisOptions()
        options.ignoredFindings.insert(.versionTwoHost)
        var scene = ReportScene(options: options)
        scene.facts.isLive = true
        scene.facts.droppedByKernel = 0
        scene.query(at: 0)
        for group in 0..<groups {
            for member in 0..<members {
                scene.report(IPv4Address(239, 1, UInt8(group / 200), UInt8(group % 200)), host: UInt8(member), at: 1)
            }
        }
        return scene
    }

    private func lines(_ scene: borrowing ReportScene, columns: Int, rows: Int, usesColor: Bool = false) -> [String] {
        withoutSequences(scene.screen(LiveScreen(columns: columns, rows: rows, usesColor: usesColor)))
            .split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test("Lines are shorter than the screen is wide, and no more than it is high")
    func size() {
        let scene = Self.scene(groups: 30, members: 3)
        for columns in 1...200 {
            for rows in [1, 2, 3, 5, 10, 24, 60] {
                let lines = lines(scene, columns: columns, rows: rows, usesColor: true)
                #expect(lines.count <= rows)
                for line in lines { #expect(line.terminalColumns <= max(columns - 1, 1)) }
            }
        }
    }

    @Test("Everything is drawn over: the cursor goes home, every line and the rest are erased")
    func redrawing() {
        let screen = Self.scene(groups: 2).screen(LiveScreen(columns: 80, rows: 24, usesColor: false))
        #expect(screen.hasPrefix("\u{1B}[H"))
        #expect(screen.hasSuffix("\u{1B}[K\r\n\u{1B}[J"))
        for line in screen.unicodeScalars.split(separator: "\n").dropLast() {
            #expect(String(line).hasSuffix("\u{1B}[K\r"))
        }
    }

    @Test("The last line of a full screen does not scroll it")
    func fullScreen() {
        let screen = Self.scene(groups: 50).screen(LiveScreen(columns: 80, rows: 24, usesColor: false))
        #expect(screen.hasSuffix("more groups\u{1B}[K\u{1B}[J"))
    }

    @Test("Groups are shown as far as there is room, and the number of those left out")
    func groups() {
        // Header, link, free line, name, titles: 5 lines beside the groups.
        let rows = 24
        func shown(_ count: Int) -> (groups: Int, last: String?) {
            let lines = lines(Self.scene(groups: count), columns: 80, rows: rows).filter { !$0.isEmpty }
            return (lines.count { $0.hasPrefix("  239.") }, lines.last)
        }
        let fitting = rows - 5
        #expect(shown(fitting).groups == fitting)
        #expect(shown(fitting).last?.hasPrefix("  239.") == true)
        #expect(shown(fitting + 1).groups == fitting - 1)
        #expect(shown(fitting + 1).last == "… and 2 more groups")
    }

    @Test("Groups of 224.0.0.0/24 take one line together, behind the others")
    func localGroups() {
        var scene = Self.scene(groups: 2)
        for number: UInt8 in [6, 251, 252] { scene.report(IPv4Address(224, 0, 0, number), host: 1, at: 3) }
        let lines = lines(scene, columns: 80, rows: 24).filter { !$0.isEmpty }
        #expect(lines.count { $0.hasPrefix("  239.") } == 2)
        #expect(!lines.contains { $0.hasPrefix("  224.") })
        #expect(lines.last == "  3 groups in 224.0.0.0/24, on which nothing depends")
        // Header, link, free line, name, titles: 5 lines beside the groups.
        #expect(self.lines(scene, columns: 80, rows: 8).last?.contains("3 groups in 224.0.0.0/24") == true)
        #expect(self.lines(scene, columns: 80, rows: 7).last == "… and 2 more groups")
    }

    @Test("An interface of which nothing was heard is told of")
    func silence() {
        #expect(lines(.silent(seconds: 20), columns: 80, rows: 24).contains("eth0  no IGMP heard in 20 s"))
    }

    @Test("Members are shown where all of them fit")
    func members() {
        // Beside groups and members 6 lines: header, link, free line, name, two of titles.
        let scene = Self.scene(groups: 2, members: 5)
        let fitting = 6 + 2 + 10
        #expect(lines(scene, columns: 80, rows: fitting).count { $0.hasPrefix("      10.0.1.") } == 10)
        #expect(lines(scene, columns: 80, rows: fitting - 1).count { $0.hasPrefix("      10.0.1.") } == 0)
        #expect(lines(scene, columns: 80, rows: fitting - 1).count { $0.hasPrefix("  239.") } == 2)
    }

    @Test("The header tells elapsed time, rates, drops; the link's line its querier and what is wrong")
    func header() {
        var scene = Self.scene(groups: 1)
        #expect(
            lines(scene, columns: 120, rows: 24).first
                == "igmpscope  00:01:15  1235 packets/s  0.3 IGMP/s  2 IGMP  0 dropped  a.pcap")
        #expect(lines(scene, columns: 120, rows: 24)[1] == "eth0  querier 10.0.0.1 v3  1 group  1 membership")
        scene.facts.droppedByInterface = 7
        scene.send([0x16, 0, 0], from: IPv4Address(10, 0, 0, 9), to: .allRouters, at: 2)
        scene.query(at: 3, from: IPv4Address(10, 0, 0, 8))
        #expect(lines(scene, columns: 120, rows: 24).first?.contains("  7 dropped  ") == true)
        #expect(
            lines(scene, columns: 120, rows: 24)[1]
                == "eth0  querier 10.0.0.1 v3 and 1 other  1 group  1 membership  1 rejected")
        scene.analyzer.advance(to: ReportScene.start.advanced(by: .seconds(1000)))
        #expect(
            lines(scene, columns: 120, rows: 24)[1].hasPrefix("eth0  querier lost  1 group  1 membership  1 starved"))
    }

    @Test("Many links take no more than a third of the screen")
    func links() {
        var scene = ReportScene()
        for tag in 1...20 { scene.report(group, host: 1, at: 0, tags: [.init(UInt16(tag))]) }
        let lines = lines(scene, columns: 80, rows: 24)
        #expect(lines.count { $0.contains("no querier") } == 7)
        #expect(lines.contains("… and 13 more links"))
    }

    @Test("No colour is written unless told so")
    func colour() {
        let scene = Self.scene(groups: 1)
        #expect(!scene.screen(LiveScreen(columns: 80, rows: 24, usesColor: false)).contains("\u{1B}[1m"))
        #expect(scene.screen(LiveScreen(columns: 80, rows: 24, usesColor: true)).contains("\u{1B}[1m"))
    }

    @Test("What the beginning sets, the end sets back")
    func beginAndEnd() {
        var buffer = ByteBuffer(capacity: 0)
        LiveScreen.begin(to: &buffer)
        let begin = String(decoding: buffer.bytes(), as: UTF8.self)
        buffer.removeAll()
        LiveScreen.end(to: &buffer)
        let end = String(decoding: buffer.bytes(), as: UTF8.self)
        for (set, reset) in [("?1049h", "?1049l"), ("?25l", "?25h"), ("?7l", "?7h")] {
            #expect(begin.contains(set))
            #expect(end.contains(reset))
        }
    }
}
