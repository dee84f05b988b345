import IGMPTracking
import IGMPWire
import KernelCounters
import TestSupport
import Testing

@Suite("An OpenBSD host")
struct OpenBSDHostTests {
    @Test("It runs NetBSD's machine, and its leaves go to 224.0.0.2")
    func machine() {
        var wire = Wire()
        var kernel = OpenBSDHost(address: host)
        wire.carry(v2Report(group), from: host, to: group) { kernel.observe($0) }
        wire.carry(v2Report(group), from: neighbour, to: group) { kernel.observe($0) }
        #expect(kernel.groups.map { "\($0.group) \($0.state.name)" } == ["239.1.1.1 lazy"])
        #expect(nonzero(kernel.counters) == "rcvTotal rcvReports rcvOurReports sndReports")
        wire.carry(leave(group), from: host, to: .allRouters) { kernel.observe($0) }
        wire.carry(v2Report(group), from: neighbour, to: group) { kernel.observe($0) }
        #expect(kernel.groups.isEmpty)
        #expect(nonzero(kernel.counters) == "rcvTotal rcvReports rcvOurReports sndReports=2")
    }

    @Test("What pf drops changes neither counters nor states")
    func packetFilter() {
        for hasPacketFilter in [true, false] {
            var wire = Wire()
            var kernel = OpenBSDHost(address: host, known: [group], hasPacketFilter: hasPacketFilter)
            wire.carry(v1Query, to: .allSystems, timeToLive: 64) { kernel.observe($0) }
            #expect(nonzero(kernel.counters) == (hasPacketFilter ? "" : "rcvTotal rcvQueries"))
            #expect(kernel.routerVersion == (hasPacketFilter ? 2 : 1))
            #expect(kernel.groups.map(\.state) == [hasPacketFilter ? .idle : .delaying])
        }
    }

    @Test("It takes a multicast source, which NetBSD drops")
    func multicastSource() {
        var wire = Wire()
        var openBSD = OpenBSDHost(address: host)
        var netBSD = NetBSDHost(address: host)
        wire.carry(v2Query, from: group, to: .allSystems) { packet in
            openBSD.observe(packet)
            netBSD.observe(packet)
        }
        #expect(nonzero(openBSD.counters) == "rcvTotal rcvQueries")
        #expect(nonzero(netBSD.counters) == "")
    }

    @Test("A version 1 router is forgotten 270 s after its last query")
    func routerAge() {
        var wire = Wire()
        var kernel = OpenBSDHost(address: host)
        wire.carry(v1Query, to: .allSystems) { kernel.observe($0) }
        wire.wait(.milliseconds(269_500))
        kernel.advance(to: wire.now)
        #expect(kernel.routerVersion == 1)
        wire.wait(.milliseconds(500))
        kernel.advance(to: wire.now)
        #expect(kernel.routerVersion == 2)
    }

    @Test("The subnet's own address is no broadcast to it")
    func networkAddress() {
        for (destination, expected) in [(IPv4Address(10, 0, 0, 255), 1), (IPv4Address(10, 0, 0, 0), 0)]
            as [(IPv4Address, UInt64)]
        {
            var wire = Wire()
            var kernel = OpenBSDHost(address: host)
            wire.carry(v2Query, to: destination, destinationMAC: .broadcast) { kernel.observe($0) }
            #expect(kernel.counters.rcvTotal == expected, "\(destination)")
        }
    }

    @Test("To a routing daemon its own leave comes back only if it is in 224.0.0.2")
    func multicastRouter() {
        for (known, expected) in [([], "rcvTotal sndReports=2"), ([.allRouters], "rcvTotal=2 sndReports=2")]
            as [([IPv4Address], String)]
        {
            var wire = Wire()
            var kernel = OpenBSDHost(address: host, known: known, isMulticastRouter: true)
            #expect(kernel.isMulticastRouter)
            wire.carry(v2Report(group), from: host, to: group) { kernel.observe($0) }
            wire.carry(leave(group), from: host, to: .allRouters) { kernel.observe($0) }
            #expect(nonzero(kernel.counters) == expected)
        }
    }
}
