import KernelCounters
import Testing

@testable import IGMPReports

struct LinuxBridgeTextTests {
    @Test("A port's lines are those of ip, with the name padded to 16 columns and MLD and STP at 0")
    func port() {
        var counters = LinuxBridgeCounters()
        counters.igmpQueries.rxV1 = 1
        counters.igmpQueries.rxV2 = 2
        counters.igmpQueries.rxV3 = 3
        counters.igmpQueries.txV1 = 4
        counters.igmpQueries.txV2 = 5
        counters.igmpQueries.txV3 = 6
        counters.igmpReports.rxV1 = 7
        counters.igmpReports.rxV2 = 8
        counters.igmpReports.rxV3 = 9
        counters.igmpReports.txV1 = 10
        counters.igmpReports.txV2 = 11
        counters.igmpReports.txV3 = 12
        counters.igmpLeaves.rx = 13
        counters.igmpLeaves.tx = 14
        counters.igmpParseErrors = 15
        // iproute2 6.1.0 prints these bytes, but for the figures.
        #expect(
            written { LinuxBridgeText.write(counters, name: "p1", to: &$0) } == """
                p1\("              ")
                                    IGMP queries:
                                      RX: v1 1 v2 2 v3 3
                                      TX: v1 4 v2 5 v3 6
                                    IGMP reports:
                                      RX: v1 7 v2 8 v3 9
                                      TX: v1 10 v2 11 v3 12
                                    IGMP leaves: RX: 13 TX: 14
                                    IGMP parse errors: 15
                                    MLD queries:
                                      RX: v1 0 v2 0
                                      TX: v1 0 v2 0
                                    MLD reports:
                                      RX: v1 0 v2 0
                                      TX: v1 0 v2 0
                                    MLD leaves: RX: 0 TX: 0
                                    MLD parse errors: 0
                                    STP BPDU:  RX: 0 TX: 0
                                    STP TCN:   RX: 0 TX: 0
                                    STP Transitions: Blocked: 0 Forwarding: 0

                """)
    }

    @Test("A name of 16 columns and more is not padded")
    func longName() {
        for name in ["fifteen_columns", "sixteen__columns", "seventeen__column"] {
            let text = written { LinuxBridgeText.write(LinuxBridgeCounters(), name: name, to: &$0) }
            let padding = name.count == 15 ? " " : ""
            #expect(text.hasPrefix("\(name)\(padding)\n    "))
        }
    }
}
