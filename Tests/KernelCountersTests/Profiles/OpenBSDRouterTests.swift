import IGMPWire
import KernelCounters
import TestSupport
import Testing

@Suite("OpenBSD's counters")
struct OpenBSDRouterTests {
    /// What a router counts of one message.
    private func counted(
        _ message: [UInt8], from source: IPv4Address = querier, to destination: IPv4Address,
        timeToLive: UInt8 = 1, options: [UInt8] = routerAlert, hasPacketFilter: Bool = true
    ) -> String {
        var wire = Wire()
        var router = OpenBSDRouter(hasPacketFilter: hasPacketFilter)
        wire.carry(message, from: source, to: destination, timeToLive: timeToLive, options: options) {
            router.observe($0)
        }
        return nonzero(router.counters)
    }

    @Test("pf drops another TTL only in what goes to 224.0.0.1")
    func timeToLive() {
        #expect(counted(v2Query, to: .allSystems) == "rcvTotal rcvQueries")
        #expect(counted(v2Query, to: .allSystems, timeToLive: 2) == "")
        #expect(counted(v2Query, to: .allSystems, timeToLive: 0) == "")
        #expect(counted(v2Query, to: group, timeToLive: 2) == "rcvTotal rcvQueries")
        #expect(counted(v2Query, to: .allSystems, timeToLive: 2, hasPacketFilter: false) == "rcvTotal rcvQueries")
    }

    @Test(
        "pf lets Router Alert pass, padded or not, and no other option nor padding alone",
        arguments: [
            ([], true), (routerAlert, true), ([1, 1, 0x94, 2], true), ([1, 1, 1, 1], false), ([0, 0, 0, 0], false),
            ([0x07, 4, 4, 0], false), (routerAlert + [0x07, 4, 4, 0], false), (routerAlert + [0, 0, 0, 0], true),
            (routerAlert + [1, 1, 1, 1], true), (routerAlert + routerAlert, true), ([0, 0, 0, 0] + routerAlert, false),
        ] as [([UInt8], Bool)])
    func options(_ options: [UInt8], passes: Bool) {
        let report = v2Report(group)
        #expect(counted(report, to: group, options: options) == (passes ? "rcvTotal rcvReports" : ""))
        #expect(counted(report, to: group, options: options, hasPacketFilter: false) == "rcvTotal rcvReports")
    }

    @Test("Malformed options are dropped with pf and without")
    func malformedOptions() {
        for hasPacketFilter in [true, false] {
            #expect(
                counted(v2Report(group), to: group, options: [0x94, 9, 0, 0], hasPacketFilter: hasPacketFilter) == "")
        }
    }

    @Test("A multicast source is taken, a loopback address is not")
    func sources() {
        #expect(counted(v2Query, from: group, to: .allSystems) == "rcvTotal rcvQueries")
        #expect(counted(v2Query, from: IPv4Address(127, 0, 0, 1), to: .allSystems) == "")
        #expect(counted(v2Query, from: .unspecified, to: .allSystems) == "rcvTotal rcvQueries")
    }

    @Test("Behind ip_input it counts as NetBSD does")
    func sameInput() {
        #expect(counted([0x11, 100, 0, 0, 0, 0, 0], to: .allSystems) == "rcvTotal rcvTooShort")
        #expect(counted([0x11, 100, 0, 0, 0, 0, 0, 0], to: .allSystems) == "rcvTotal rcvBadSum")
        #expect(counted(v1Query, to: group) == "rcvTotal rcvQueries rcvBadQueries")
        #expect(counted(v2Query, to: .broadcast) == "rcvTotal rcvQueries rcvBadQueries")
        #expect(counted(v2Report(group), to: otherGroup) == "rcvTotal rcvReports rcvBadReports")
        #expect(counted(v2Report(.allSystems), to: .allSystems) == "rcvTotal rcvReports rcvOurReports")
        #expect(counted(PacketBuilder.reportV3([]), to: .igmpV3Routers) == "rcvTotal")
        #expect(counted(v2Query, to: host) == "")
    }
}
