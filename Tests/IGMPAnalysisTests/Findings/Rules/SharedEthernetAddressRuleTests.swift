import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rules shared_ethernet_address and flooded_group")
struct SharedEthernetAddressRuleTests {
    @Test("Groups in use at the same time that map to one Ethernet address are found, with the others' names")
    func sharing() {
        var link = WatchedLink()
        link.report(IPv4Address(239, 1, 1, 1))
        link.report(IPv4Address(239, 1, 1, 2))
        link.report(IPv4Address(239, 65, 1, 1))
        #expect(link.codes == [])
        link.report(IPv4Address(239, 129, 1, 1))
        link.report(IPv4Address(224, 1, 1, 1))
        let found = link.findings(of: .sharedEthernetAddress)
        #expect(found.map(\.group) == [IPv4Address(224, 1, 1, 1), IPv4Address(239, 129, 1, 1)])
        #expect(found[0].text.contains("as 239.1.1.1, 239.129.1.1:"))
        #expect(found[1].text.contains("as 239.1.1.1:"))
    }

    @Test("One after the other they share nothing")
    func oneAfterTheOther() {
        var link = WatchedLink()
        link.queryV3()
        link.report(IPv4Address(239, 1, 1, 1))
        link.wait(300)
        link.report(IPv4Address(239, 129, 1, 1))
        #expect(link.findings(of: .sharedEthernetAddress).isEmpty)
    }

    @Test("Groups with the Ethernet address of one in 224.0.0.0/24 are found, that one and its neighbours are not")
    func flooding() {
        for (group, isFound) in [
            (IPv4Address(239, 128, 0, 1), true), (IPv4Address(225, 0, 0, 255), true),
            (IPv4Address(224, 128, 0, 0), true), (IPv4Address(225, 0, 1, 0), false),
            (IPv4Address(239, 127, 0, 1), false), (IPv4Address(224, 0, 0, 5), false),
        ] {
            var link = WatchedLink()
            link.report(group)
            #expect(link.findings(of: .floodedGroup).map(\.group) == (isFound ? [group] : []), "\(group)")
        }
    }
}
