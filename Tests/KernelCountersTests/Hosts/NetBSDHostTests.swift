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

    @Test("No more groups are kept than there is room for, those reported last, and the others are counted")
    func bounded() {
        var wire = Wire()
        var kernel = NetBSDHost(address: host, limits: .groups(3))
        for number: UInt8 in 1...5 {
            let group = IPv4Address(239, 0, 0, number)
            wire.carry(v2Report(group), from: host, to: group) { kernel.observe($0) }
        }
        #expect(kernel.groups.map(\.group) == [3, 4, 5].map { IPv4Address(239, 0, 0, $0) })
        #expect(kernel.groupOverflow == 2)
        #expect(kernel.counters.sndReports == 5)
    }

    @Test("A report in its name from another MAC is received like any other")
    func forged() {
        var wire = Wire()
        var kernel = NetBSDHost(address: host)
        wire.carry(v2Report(group), from: host, to: group) { kernel.observe($0) }
        let forger = MACAddress(rawValue: 0x0200_0000_0099)
        wire.carry(v2Report(group), from: host, to: group, sourceMAC: forger) { kernel.observe($0) }
        #expect(nonzero(kernel.counters) == "rcvTotal rcvReports rcvOurReports sndReports")
        #expect(states(kernel) == ["239.1.1.1 lazy"])
    }

    @Test("A broadcast reaches it: to all, to its subnet, and to the subnet's own address")
    func broadcasts() {
        for destination in [.broadcast, .unspecified, IPv4Address(10, 0, 0, 255), IPv4Address(10, 0, 0, 0)] {
            var wire = Wire()
            var kernel = NetBSDHost(address: host)
            wire.carry(v2Query, to: destination, destinationMAC: .broadcast) { kernel.observe($0) }
            #expect(nonzero(kernel.counters) == "rcvTotal rcvQueries rcvBadQueries", "\(destination)")
        }
    }

    @Test("A version 3 host ends a membership with the last source that it blocks")
    func blockedSource() {
        var wire = Wire()
        var kernel = NetBSDHost(address: host)
        for (type, expected) in [(5, ["239.1.1.1 idle"]), (6, [])] as [(UInt8, [String])] {
            let record = PacketBuilder.record(type: type, group: group, sources: [querier])
            wire.carry(PacketBuilder.reportV3([record]), from: host, to: .igmpV3Routers) { kernel.observe($0) }
            #expect(states(kernel) == expected)
        }
    }

    @Test("A group that it left in silence is no longer delivered")
    func forgotten() {
        var wire = Wire()
        var kernel = NetBSDHost(address: host)
        wire.carry(v2Report(group), from: host, to: group) { kernel.observe($0) }
        kernel.forget(group)
        wire.carry(v2Report(group), from: neighbour, to: group) { kernel.observe($0) }
        #expect(nonzero(kernel.counters) == "sndReports")
    }
}

@Suite("A NetBSD host that runs a multicast routing daemon")
struct NetBSDMulticastRouterTests {
    @Test("Every multicast packet is delivered to it, joined or not")
    func gate() {
        for isMulticastRouter in [false, true] {
            var wire = Wire()
            var kernel = NetBSDHost(address: host, known: [group], isMulticastRouter: isMulticastRouter)
            wire.carry(v2Report(otherGroup), from: neighbour, to: otherGroup) { kernel.observe($0) }
            wire.carry(leave(group), from: neighbour, to: .allRouters) { kernel.observe($0) }
            wire.carry(PacketBuilder.reportV3([]), from: neighbour, to: .igmpV3Routers) { kernel.observe($0) }
            #expect(nonzero(kernel.counters) == (isMulticastRouter ? "rcvTotal=3 rcvReports" : ""))
            wire.carry(v2Query, to: neighbour) { kernel.observe($0) }
            #expect(kernel.counters.rcvQueries == 0)
        }
    }

    @Test("Its own version 2 reports and leaves come back to it, and are counted in the total alone")
    func ownVersion2() {
        var wire = Wire()
        var kernel = NetBSDHost(address: host, isMulticastRouter: true)
        wire.carry(v2Report(group), from: host, to: group) { kernel.observe($0) }
        #expect(nonzero(kernel.counters) == "rcvTotal sndReports")
        #expect(kernel.groups.map(\.state) == [.delaying])
        wire.carry(v2Report(group), from: host, to: group) { kernel.observe($0) }
        #expect(nonzero(kernel.counters) == "rcvTotal=2 sndReports=2")
        #expect(kernel.groups.map(\.state) == [.idle])
        wire.carry(leave(group), from: host, to: group) { kernel.observe($0) }
        #expect(nonzero(kernel.counters) == "rcvTotal=3 sndReports=3")
        #expect(kernel.groups.isEmpty)
    }

    @Test("Its own version 1 reports come back as another's would, and silence it")
    func ownVersion1() {
        var wire = Wire()
        var kernel = NetBSDHost(address: host, isMulticastRouter: true)
        wire.carry(v1Query, to: .allSystems) { kernel.observe($0) }
        wire.carry(v1Report(group), from: host, to: group) { kernel.observe($0) }
        #expect(nonzero(kernel.counters) == "rcvTotal=2 rcvQueries rcvReports rcvOurReports sndReports")
        #expect(kernel.groups.map(\.state) == [.lazy])
    }

    @Test("It is not out of a group for want of an answer while its own report lets it sleep")
    func asleep() {
        for wakes in [1, 2] {
            var wire = Wire()
            var kernel = NetBSDHost(address: host, isMulticastRouter: true)
            // Told at the join and as an answer, each time heard by itself.
            for _ in 1...2 {
                wire.carry(v1Query, to: .allSystems) { kernel.observe($0) }
                wire.carry(v1Report(group), from: host, to: group) { kernel.observe($0) }
            }
            #expect(kernel.groups.map(\.state) == [.sleeping])
            for _ in 1...wakes { wire.carry(v2Query, to: .allSystems) { kernel.observe($0) } }
            #expect(kernel.groups.map(\.state) == [wakes == 1 ? .awakening : .delaying])
            kernel.forget(group)
            #expect(kernel.groups.isEmpty == (wakes == 2))
        }
    }

    @Test("What it sends to a group that it is not in does not come back, nor does a query")
    func notLooped() {
        var wire = Wire()
        var kernel = NetBSDHost(address: host, isMulticastRouter: true)
        wire.carry(leave(group), from: host, to: .allRouters) { kernel.observe($0) }
        wire.carry(v2Query, from: host, to: .allSystems) { kernel.observe($0) }
        wire.carry(PacketBuilder.reportV3([]), from: host, to: .igmpV3Routers) { kernel.observe($0) }
        #expect(nonzero(kernel.counters) == "sndReports")
    }

    @Test("A version 2 report in its name is not heard, one of version 1 is")
    func forged() {
        let forger = MACAddress(rawValue: 0x0200_0000_0099)
        for (report, expected) in [
            (v2Report(group), "rcvTotal=2 sndReports"),
            (v1Report(group), "rcvTotal=2 rcvReports rcvOurReports sndReports"),
        ] {
            var wire = Wire()
            var kernel = NetBSDHost(address: host, isMulticastRouter: true)
            wire.carry(v2Report(group), from: host, to: group) { kernel.observe($0) }
            wire.carry(report, from: host, to: group, sourceMAC: forger) { kernel.observe($0) }
            #expect(nonzero(kernel.counters) == expected)
        }
    }
}
