import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@testable import IGMPReports

@Suite("Findings as text")
struct FindingsTextTests {
    /// A link on which hosts 10.0.1.1 and up report with a TTL of 64, and one without its checksum.
    private func scene(hosts: Int) -> ReportScene {
        var scene = ReportScene()
        let group = IPv4Address(239, 1, 1, 1)
        let report = PacketBuilder.igmp(type: 0x16, group: group)
        for host in 0..<hosts {
            let source = IPv4Address(10, 0, 1, UInt8(host + 1))
            scene.send(report, from: source, to: group, at: host, timeToLive: 64)
        }
        var damaged = report
        damaged[2] ^= 0xFF
        for second in [70, 80] { scene.send(damaged, from: IPv4Address(10, 0, 1, 99), to: group, at: second) }
        return scene
    }

    /// The lines of the section of findings.
    private func section(_ scene: borrowing ReportScene, _ report: TextReport) -> [String] {
        let lines = scene.lines(report)
        guard let start = lines.firstIndex(of: "Findings on eth0") else { return [] }
        return lines[start...].dropFirst().prefix { !$0.hasPrefix("Groups on") }.map { $0 }
    }

    @Test("The worst comes first, with when and how often, its clause, and what to do")
    func content() {
        let lines = section(scene(hosts: 1), TextReport(width: 400))
        #expect(lines.count == 4)
        #expect(lines[0].hasPrefix("error bad_checksum, 2 times, ") && lines[0].hasSuffix(", RFC 9776 section 4.1.2"))
        #expect(lines[1].hasPrefix("10.0.1.99 (02:00:00:00:00:01) sends IGMP with a wrong checksum"))
        #expect(lines[2].hasPrefix("warning ttl, at ") && lines[2].hasSuffix(", RFC 9776 section 4"))
        #expect(lines[3].contains("TTL of 64 instead of 1"))
    }

    @Test("Many of one code are folded, one is never left out alone, and -v shows all")
    func folding() {
        let hosts = { (lines: [String]) in lines.count { $0.hasPrefix("warning ttl") } }
        let quiet = TextReport(width: 400)
        let verbose = TextReport(width: 400, isVerbose: true)
        #expect(hosts(section(scene(hosts: 4), quiet)) == 4)
        let folded = section(scene(hosts: 5), quiet)
        #expect(hosts(folded) == 3 && folded.contains("… and 2 more of ttl"))
        #expect(hosts(section(scene(hosts: 5), verbose)) == 5)
    }

    @Test("A summary has them too, and a link without any has no section")
    func presence() {
        #expect(section(scene(hosts: 1), TextReport(width: 400, detail: .summary)).count == 4)
        var good = ReportScene()
        good.query(at: 0)
        #expect(!good.lines().contains { $0.hasPrefix("Findings") })
    }

    @Test("Colours follow the severity")
    func colours() {
        #expect(FindingSeverity.allCases.map(\.style) == [.plain, .warning, .problem])
    }
}
