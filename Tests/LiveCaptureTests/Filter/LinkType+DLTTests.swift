import IGMPWire
import Testing

@testable import LiveCapture

@Suite("Link types and libpcap's numbers for them")
struct LinkTypeDLTTests {
    @Test("Raw IP, numbered differently from system to system, is LINKTYPE_RAW")
    func raw() {
        #expect(LinkType(dlt: LinkType.raw.dlt) == .raw)
        #expect(LinkType.raw.dlt != 101)
        #expect(LinkType.rawDLT12.dlt == LinkType.raw.dlt)
        #expect(LinkType.rawDLT14.dlt == LinkType.raw.dlt)
    }

    @Test("Numbers that are the same everywhere stay as they are")
    func same() {
        for linkType in [LinkType.null, .ethernet, .ppp, .pppHDLC, .pppEthernet, .cHDLC, .linuxSLL, .linuxSLL2, .ipv4] {
            #expect(linkType.dlt == Int32(linkType.rawValue))
            #expect(LinkType(dlt: linkType.dlt) == linkType)
        }
    }

    @Test("A number that no file can hold is none")
    func outOfRange() {
        #expect(LinkType(dlt: 65535) == LinkType(rawValue: 65535))
        #expect(LinkType(dlt: 65536) == nil)
        #expect(LinkType(dlt: -1) == nil)
    }
}
