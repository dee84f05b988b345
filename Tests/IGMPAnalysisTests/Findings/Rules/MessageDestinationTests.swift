import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rules on where messages go")
struct MessageDestinationTests {
    private static let group = WatchedLink.group

    /// What is found of a message that is sent there.
    private func findings(_ message: [UInt8], to destination: IPv4Address) -> [Finding] {
        var link = WatchedLink()
        link.hear(message, from: WatchedLink.host, to: destination)
        return link.findings
    }

    private func codes(_ message: [UInt8], to destination: IPv4Address) -> [String] {
        findings(message, to: destination).map(\.code.name.description)
    }

    @Test("query_destination: a general query goes to 224.0.0.1, another one to its group")
    func queries() {
        for general in [
            PacketBuilder.igmp(type: 0x11), PacketBuilder.igmp(type: 0x11, code: 100), PacketBuilder.queryV3(),
        ] {
            #expect(codes(general, to: .allSystems).filter { $0 == "query_destination" } == [])
            #expect(codes(general, to: .allRouters).contains("query_destination"))
            #expect(findings(general, to: WatchedLink.querier).contains { $0.text.contains("not to 224.0.0.1") })
        }
        for specific in [
            PacketBuilder.igmp(type: 0x11, code: 10, group: Self.group),
            PacketBuilder.queryV3(group: Self.group, code: 10),
        ] {
            #expect(codes(specific, to: Self.group) == [])
            #expect(codes(specific, to: .allSystems) == ["query_destination"])
            #expect(findings(specific, to: .allSystems).map(\.group) == [Self.group])
            // There every host gets it; elsewhere those that it is for do not.
            #expect(findings(specific, to: .allSystems)[0].text.contains("every host gets it"))
            #expect(findings(specific, to: .allRouters)[0].text.contains("do not get it"))
        }
    }

    @Test("report_destination: a report of version 1 or 2 goes to its group")
    func reports() {
        for type: UInt8 in [0x12, 0x16] {
            let report = PacketBuilder.igmp(type: type, group: Self.group)
            #expect(!codes(report, to: Self.group).contains("report_destination"))
            #expect(codes(report, to: .allRouters).contains("report_destination"))
            #expect(codes(report, to: IPv4Address(239, 1, 1, 2)).contains("report_destination"))
        }
    }

    @Test("leave_destination: a leave goes to 224.0.0.2")
    func leaves() {
        let leave = PacketBuilder.igmp(type: 0x17, group: Self.group)
        #expect(codes(leave, to: .allRouters) == [])
        #expect(codes(leave, to: Self.group) == ["leave_destination"])
        #expect(findings(leave, to: Self.group).map(\.group) == [Self.group])
    }

    @Test("v3_report_destination: a version 3 report goes to 224.0.0.22")
    func versionThreeReports() {
        let report = PacketBuilder.reportV3([PacketBuilder.record(type: 4, group: Self.group)])
        #expect(codes(report, to: .igmpV3Routers) == [])
        #expect(codes(report, to: Self.group) == ["v3_report_destination"])
        #expect(findings(report, to: Self.group).map(\.group) == [nil])
    }
}
