import IGMPTracking
import IGMPWire
import KernelCounters
import TestSupport
import Testing

@Suite("A NetBSD host")
struct NetBSDHostTests {
    private func states(_ host: NetBSDHost) -> [String] {
        host.groups.map { "\($0.group) \($0.state.name)" }
    }

    @Test("It gets what is sent to its groups and to itself, nothing else")
    func gate() {
        var wire = Wire()
        var kernel = NetBSDHost(address: host, known: [group])
        wire.carry(v2Report(group), from: neighbour, to: group) { kernel.observe($0) }
        #expect(nonzero(kernel.counters) == "rcvTotal rcvReports rcvOurReports")
        wire.carry(v2Report(otherGroup), from: neighbour, to: otherGroup) { kernel.observe($0) }
        wire.carry(leave(group), from: neighbour, to: .allRouters) { kernel.observe($0) }
        wire.carry(PacketBuilder.reportV3([]), from: neighbour, to: .igmpV3Routers) { kernel.observe($0) }
        wire.carry(v2Query, to: neighbour) { kernel.observe($0) }
        #expect(nonzero(kernel.counters) == "rcvTotal rcvReports rcvOurReports")
        wire.carry(v2Query, to: host) { kernel.observe($0) }
        #expect(nonzero(kernel.counters) == "rcvTotal=2 rcvQueries rcvBadQueries rcvReports rcvOurReports")
    }

    @Test("It is in the groups that it reports, until it leaves")
    func memberships() {
        var wire = Wire()
        var kernel = NetBSDHost(address: host)
        wire.carry(v2Report(group), from: host, to: group) { kernel.observe($0) }
        #expect(states(kernel) == ["239.1.1.1 delaying"])
        wire.carry(leave(group), from: host, to: group) { kernel.observe($0) }
        #expect(states(kernel) == [])
        wire.carry(v2Report(group), from: neighbour, to: group) { kernel.observe($0) }
        #expect(nonzero(kernel.counters) == "sndReports=2")
    }

    @Test("Reports of version 1 and 2 and leaves are sent reports, version 3 reports are not, nor what is damaged")
    func sent() {
        var wire = Wire()
        var kernel = NetBSDHost(address: host)
        wire.carry(v1Report(group), from: host, to: group) { kernel.observe($0) }
        wire.carry(v2Report(otherGroup), from: host, to: otherGroup) { kernel.observe($0) }
        wire.carry(leave(group), from: host, to: group) { kernel.observe($0) }
        #expect(nonzero(kernel.counters) == "sndReports=3")
        wire.carry(PacketBuilder.reportV3([]), from: host, to: .igmpV3Routers) { kernel.observe($0) }
        wire.carry([0x16, 0, 0, 0, 239, 1, 1, 1], from: host, to: group) { kernel.observe($0) }
        wire.carry(v2Query, from: host, to: .allSystems) { kernel.observe($0) }
        #expect(nonzero(kernel.counters) == "sndReports=3")
    }

    @Test("A badly addressed version 1 query sets the router version and starts no timer")
    func misaddressedQuery() {
        var wire = Wire()
        var kernel = NetBSDHost(address: host, known: [group])
        #expect(kernel.routerVersion == 2)
        wire.carry(v1Query, to: host) { kernel.observe($0) }
        #expect(nonzero(kernel.counters) == "rcvTotal rcvQueries rcvBadQueries")
        #expect(kernel.routerVersion == 1)
        #expect(states(kernel) == ["239.1.1.1 idle"])
    }

    @Test("A version 1 router is forgotten 270 s after its last query, whatever version 2 queries come")
    func routerAge() {
        var wire = Wire()
        var kernel = NetBSDHost(address: host)
        wire.carry(v1Query, to: .allSystems) { kernel.observe($0) }
        wire.wait(.seconds(100))
        wire.carry(v2Query, to: .allSystems) { kernel.observe($0) }
        #expect(kernel.routerVersion == 1)
        wire.wait(.milliseconds(169_500))
        kernel.advance(to: wire.now)
        #expect(kernel.routerVersion == 1)
        wire.wait(.milliseconds(500))
        kernel.advance(to: wire.now)
        #expect(kernel.routerVersion == 2)
    }

    @Test("The destination of a query, not its group, says who answers")
    func queryScope() {
        var wire = Wire()
        var kernel = NetBSDHost(address: host, known: [group, otherGroup, IPv4Address(224, 0, 0, 251)])
        let query = PacketBuilder.igmp(type: 0x11, code: 10, group: otherGroup)
        wire.carry(query, to: group) { kernel.observe($0) }
        #expect(states(kernel) == ["224.0.0.251 idle", "239.1.1.1 delaying", "239.2.2.2 idle"])
        wire.carry(query, to: .allSystems) { kernel.observe($0) }
        #expect(states(kernel) == ["224.0.0.251 idle", "239.1.1.1 delaying", "239.2.2.2 delaying"])
    }

    @Test("A report of a group of 224.0.0.0/24 is heard, although such groups are never timed")
    func localGroup() {
        var wire = Wire()
        let local = IPv4Address(224, 0, 0, 251)
        var kernel = NetBSDHost(address: host, known: [local])
        wire.carry(v2Report(local), from: neighbour, to: local) { kernel.observe($0) }
        #expect(states(kernel) == ["224.0.0.251 lazy"])
        #expect(nonzero(kernel.counters) == "rcvTotal rcvReports rcvOurReports")
    }

    @Test("A version 1 report silences according to the router's version")
    func v1ReportHeard() {
        for (query, expected) in [(v1Query, "239.1.1.1 lazy"), (v2Query, "239.1.1.1 sleeping")] {
            var wire = Wire()
            var kernel = NetBSDHost(address: host, known: [group])
            wire.carry(query, to: .allSystems) { kernel.observe($0) }
            #expect(states(kernel) == ["239.1.1.1 delaying"])
            wire.carry(v1Report(group), from: neighbour, to: group) { kernel.observe($0) }
            #expect(states(kernel) == [expected])
        }
    }

    @Test("No more groups are kept than there is room for, and the others are counted")
    func bounded() {
        var wire = Wire()
        var kernel = NetBSDHost(address: host)
        let room = 16_384
        for number in 0..<room + 2 {
            let group = IPv4Address(rawValue: IPv4Address(239, 0, 0, 0).rawValue + UInt32(number))
            wire.carry(v2Report(group), from: host, to: group) { kernel.observe($0) }
        }
        #expect(kernel.groups.count == room)
        #expect(kernel.groupOverflow == 2)
        #expect(kernel.counters.sndReports == UInt64(room + 2))
    }
}
