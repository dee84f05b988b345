import KernelCounters
import Testing

@testable import IGMPReports

struct NetstatTextTests {
    @Test("NetBSD's nine lines, singular for 1 and plural for everything else")
    func netBSD() {
        let values: [UInt64] = [12, 1, 0, 1, 2, 0, 1, 7, 18_446_744_073_709_551_615]
        let text = written { NetstatText.write(zip(NetstatText.netBSDLabels, values).map { ($0, $1) }, to: &$0) }
        #expect(
            text == """
                igmp:
                \t12 messages received
                \t1 message received with too few bytes
                \t0 messages received with bad checksum
                \t1 membership query received
                \t2 membership queries received with invalid field(s)
                \t0 membership reports received
                \t1 membership report received with invalid field(s)
                \t7 membership reports received for groups to which we belong
                \t18446744073709551615 membership reports sent

                """)
    }

    @Test("NetBSD's counters stand in their own lines")
    func netBSDCounters() {
        var counters = NetBSDCounters()
        counters.rcvTotal = 1
        counters.rcvTooShort = 2
        counters.rcvBadSum = 3
        counters.rcvQueries = 4
        counters.rcvBadQueries = 5
        counters.rcvReports = 6
        counters.rcvBadReports = 7
        counters.rcvOurReports = 8
        counters.sndReports = 9
        let text = written { NetstatText.write(counters, to: &$0) }
        let lines = zip(NetstatText.netBSDLabels, 1...9 as ClosedRange<UInt64>).map { ($0, $1) }
        #expect(text == written { NetstatText.write(lines, to: &$0) })
        #expect(text.hasPrefix("igmp:\n\t1 message received\n\t2 messages received with too few bytes\n"))
        #expect(text.hasSuffix("\t9 membership reports sent\n"))
    }

    @Test("FreeBSD's sixteen lines")
    func freeBSD() {
        let text = written {
            NetstatText.write(NetstatText.freeBSDLabels.map { ($0, 0 as UInt64) }, to: &$0)
        }
        #expect(
            text == """
                igmp:
                \t0 messages received
                \t0 messages received with too few bytes
                \t0 messages received with wrong TTL
                \t0 messages received with bad checksum
                \t0 V1/V2 membership queries received
                \t0 V3 membership queries received
                \t0 membership queries received with invalid field(s)
                \t0 general queries received
                \t0 group queries received
                \t0 group-source queries received
                \t0 group-source queries dropped
                \t0 membership reports received
                \t0 membership reports received with invalid field(s)
                \t0 membership reports received for groups to which we belong
                \t0 V3 reports received without Router Alert
                \t0 membership reports sent

                """)
    }

    @Test("Zeros are left out where asked, the header stays")
    func suppressedZeros() {
        func text(_ values: [UInt64]) -> String {
            written {
                NetstatText.write(
                    zip(NetstatText.netBSDLabels, values).map { ($0, $1) }, suppressesZeros: true, to: &$0)
            }
        }
        #expect(text([0, 0, 0, 3, 0, 0, 0, 0, 0]) == "igmp:\n\t3 membership queries received\n")
        #expect(text(Array(repeating: 0, count: 9)) == "igmp:\n")
    }
}
