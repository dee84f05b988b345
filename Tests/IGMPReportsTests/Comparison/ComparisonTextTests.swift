import IGMPAnalysis
import IGMPWire
import KernelCounters
import LinuxKernel
import TestSupport
import Testing

@testable import IGMPReports

@Suite("A comparison with the kernel")
struct ComparisonTextTests {
    /// One port on which a version 2 report came in that the kernel counted, and one query
    /// that it did not.
    private func comparison() -> KernelComparison {
        var analyzer = Analyzer()
        let interface = analyzer.addInterface(AnalyzedInterface(name: "p1", source: "p1", linkType: .ethernet))
        var dissector = Dissector()
        let group = IPv4Address(239, 1, 1, 1)
        for (message, destination) in [
            (PacketBuilder.igmp(type: 0x16, group: group), group), (PacketBuilder.queryV3(), .allSystems),
        ] {
            let packet = PacketBuilder.ipv4(
                source: IPv4Address(10, 0, 0, 1), destination: destination, payload: message)
            // Two links of one port: its counters are those of both.
            for tags in [[], [PacketBuilder.Tag(7)]] {
                lend(PacketBuilder.ethernet(tags: tags, payload: packet)) { bytes in
                    let frame = CapturedFrame(
                        bytes: bytes, originalLength: bytes.count, timestamp: Timestamp(nanoseconds: 0),
                        linkType: .ethernet, direction: .inbound)
                    dissector.dissect(frame) { _ = analyzer.observe($0, in: frame, interface: interface) }
                }
            }
        }
        var before = LinuxBridgeCounters()
        before.igmpReports.rxV2 = 100
        before.igmpParseErrors = 7
        var after = before
        after.igmpReports.rxV2 = 102
        after.igmpParseErrors = 17
        let port = BridgePort(index: 5, bridgeIndex: 4, bridge: "br0")
        return KernelComparison(
            startedAt: Timestamp(nanoseconds: 1_000_000_000), endedAt: Timestamp(nanoseconds: 3_500_000_000),
            ports: [
                PortComparison(
                    name: "p1", interface: interface, in: analyzer, before: before, after: after,
                    .init(before: port, after: port))
            ])
    }

    @Test("Text has a line for each counter, ours, the kernel's and the difference, then what explains it")
    func text() {
        let text = written { ComparisonText(width: 80, usesColor: false).write(comparison(), to: &$0) }
        #expect(
            text == """
                p1, port of br0, during 2.5 s
                  Counter             igmpscope  kernel  difference
                  igmp_queries rx_v1          0       0           0
                  igmp_queries rx_v2          0       0           0
                  igmp_queries rx_v3          2       0          +2
                  igmp_queries tx_v1          0       0           0
                  igmp_queries tx_v2          0       0           0
                  igmp_queries tx_v3          0       0           0
                  igmp_reports rx_v1          0       0           0
                  igmp_reports rx_v2          2       2           0
                  igmp_reports rx_v3          0       0           0
                  igmp_reports tx_v1          0       0           0
                  igmp_reports tx_v2          0       0           0
                  igmp_reports tx_v3          0       0           0
                  igmp_leaves rx              0       0           0
                  igmp_leaves tx              0       0           0
                  igmp_parse_errors           0      10         -10
                  15 counters, 2 of them different
                  - the bridge counts bad IPv4 headers of all multicast as parse errors, not of
                    IGMP alone: --all-multicast counts them too
                  - a packet filter (nftables, ebtables, tc) may drop what comes in at p1 before
                    it is counted

                """)
    }

    @Test("JSON has the same, with the keys of the report")
    func json() throws {
        var json = JSONWriter(ByteBuffer())
        ComparisonJSON.write(comparison(), programVersion: "1", to: &json)
        let object = try JSONValue(bytes: json.buffer.bytes())
        #expect(object["started_at"] == "1970-01-01T00:00:01.000000000Z")
        #expect(object["ended_at"] == "1970-01-01T00:00:03.500000000Z")
        #expect(object["differs"] == .bool(true))
        let port = try #require(object["ports"]?.elements?.first)
        #expect(port["name"] == "p1" && port["bridge"] == "br0" && port["differs"] == .bool(true))
        #expect(port["igmpscope"]?["igmp_queries"]?["rx_v3"] == 2)
        #expect(port["kernel"]?["igmp_queries"]?["rx_v3"] == 0)
        #expect(port["difference"]?["igmp_queries"]?["rx_v3"] == 2)
        #expect(port["difference"]?["igmp_parse_errors"] == .number("-10"))
        #expect(port["kernel"]?["igmp_reports"]?["rx_v2"] == 2)
        let codes = port["reasons"]?.elements?.compactMap { $0["code"] }
        #expect(codes == ["other_multicast", "dropped_before_bridge"])
    }

    @Test("Counters that are less than they were are told as they are")
    func restarted() {
        let port = BridgePort(index: 5, bridgeIndex: 4, bridge: "br0")
        var before = LinuxBridgeCounters()
        before.igmpLeaves.rx = 5
        let comparison = PortComparison(
            name: "p1", interface: 0, in: Analyzer(), before: before, after: LinuxBridgeCounters(),
            .init(before: port, after: port))
        #expect(comparison.kernel[12] == -5)
        #expect(comparison.difference[12] == 5)
        #expect(comparison.differs)
        #expect(comparison.reasons.map(\.code) == [.countersRestarted])
    }
}
