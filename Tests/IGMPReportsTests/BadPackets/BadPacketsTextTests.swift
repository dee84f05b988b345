import IGMPWire
import TestSupport
import Testing

@testable import IGMPReports

@Suite("Bad packets as text")
struct BadPacketsTextTests {
    private func scene() -> ReportScene {
        var scene = ReportScene()
        let group = IPv4Address(239, 1, 1, 1)
        var damaged = PacketBuilder.igmp(type: 0x16, group: group)
        damaged[7] = 0
        scene.send(damaged, from: IPv4Address(10, 0, 1, 9), to: group, at: 3, tags: [PacketBuilder.Tag(146)])
        return scene
    }

    @Test("With -v each has its link, its ways, its fault and its bytes in pairs")
    func content() throws {
        let lines = scene().lines(TextReport(width: 200, isVerbose: true))
        let start = try #require(lines.firstIndex(of: "Bad packets"))
        #expect(lines[start + 1].hasSuffix(" eth0 vlan 146 packet 1, 10.0.1.9 to 239.1.1.1"))
        #expect(lines[start + 2] == "bad checksum (sum 0xfffe, not 0xffff)")
        #expect(lines[start + 3].hasPrefix("46c0 0020 0000 0000 0102 "))
        #expect(lines[start + 3].split(separator: " ").count == 16)
    }

    @Test("Without -v they are not shown, and without any there is no section")
    func presence() {
        #expect(!scene().lines().contains("Bad packets"))
        var good = ReportScene()
        good.query(at: 0)
        #expect(!good.lines(TextReport(isVerbose: true)).contains("Bad packets"))
    }
}
