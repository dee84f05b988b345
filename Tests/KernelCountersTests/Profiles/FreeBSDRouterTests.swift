import IGMPWire
import KernelCounters
import TestSupport
import Testing

@Suite("FreeBSD's counters")
struct FreeBSDRouterTests {
    /// What a router counts of one message.
    private func counted(
        _ message: [UInt8], from source: IPv4Address = querier, to destination: IPv4Address,
        timeToLive: UInt8 = 1, options: [UInt8] = routerAlert
    ) -> String {
        var wire = Wire()
        var router = FreeBSDRouter()
        wire.carry(message, from: source, to: destination, timeToLive: timeToLive, options: options) {
            router.observe($0)
        }
        return nonzero(router.counters)
    }

    @Test("Length, then checksum, then TTL")
    func order() {
        #expect(counted([0x11, 100, 0, 0, 0, 0, 0], to: .allSystems, timeToLive: 2) == "rcvTotal rcvTooShort")
        #expect(counted([0x11, 100, 0, 0, 0, 0, 0, 0], to: .allSystems, timeToLive: 2) == "rcvTotal rcvBadSum")
        #expect(counted(v2Query, to: .allSystems, timeToLive: 2) == "rcvTotal rcvBadTTL")
        #expect(counted(v2Query, to: .allSystems, timeToLive: 0) == "rcvTotal rcvBadTTL")
    }

    @Test("Only DVMRP may come with another TTL")
    func timeToLive() {
        #expect(counted(PacketBuilder.igmp(type: 0x13), to: .allRouters, timeToLive: 64) == "rcvTotal")
        for type: UInt8 in [0x14, 0x17, 0x1E, 0x1F, 0x22] {
            let message = PacketBuilder.igmp(type: type)
            #expect(counted(message, to: .allRouters, timeToLive: 64) == "rcvTotal rcvBadTTL", "type \(type)")
            #expect(counted(message, to: .allRouters) == "rcvTotal", "type \(type)")
        }
    }

    @Test("A query's version is told by its length: 8, or 12 and more", arguments: 8...13)
    func queryLength(length: Int) {
        let rest: [UInt8] = Array([2, 125, 0, 0, 0].prefix(length - 8))
        let expected =
            switch length {
            case 8: "rcvTotal rcvV1V2Queries rcvGenQueries"
            case 9...11: "rcvTotal rcvTooShort"
            default: "rcvTotal rcvV3Queries rcvGenQueries"
            }
        #expect(counted(PacketBuilder.igmp(type: 0x11, code: 100, rest: rest), to: .allSystems) == expected)
        // A code of 0 does not make a long one a version 1 query.
        #expect(counted(PacketBuilder.igmp(type: 0x11, code: 0, rest: rest), to: .allSystems) == expected)
    }

    @Test("A version 1 query must be general and to 224.0.0.1")
    func v1Queries() {
        #expect(counted(v1Query, to: .allSystems) == "rcvTotal rcvV1V2Queries rcvGenQueries")
        #expect(counted(v1Query, to: group) == "rcvTotal rcvV1V2Queries rcvBadQueries")
        let specific = PacketBuilder.igmp(type: 0x11, group: group)
        #expect(counted(specific, to: .allSystems) == "rcvTotal rcvV1V2Queries rcvBadQueries")
    }

    @Test("A misplaced version 2 general query is not called bad, and a group query may go anywhere")
    func v2Queries() {
        #expect(counted(v2Query, to: group) == "rcvTotal rcvV1V2Queries")
        for queried in [group, host] {
            let query = PacketBuilder.igmp(type: 0x11, code: 10, group: queried)
            #expect(counted(query, to: otherGroup) == "rcvTotal rcvV1V2Queries rcvGroupQueries")
        }
    }

    @Test("A bad version 3 general query is counted as general and as bad")
    func v3GeneralQueries() {
        let bad = "rcvTotal rcvV3Queries rcvBadQueries rcvGenQueries"
        #expect(counted(v3Query, to: group) == bad)
        #expect(counted(PacketBuilder.queryV3(sources: [host]), to: .allSystems) == bad)
    }

    @Test("Version 3 queries of a group are told apart by their sources")
    func v3GroupQueries() {
        #expect(counted(PacketBuilder.queryV3(group: group), to: group) == "rcvTotal rcvV3Queries rcvGroupQueries")
        #expect(
            counted(PacketBuilder.queryV3(group: group, sources: [host]), to: group)
                == "rcvTotal rcvV3Queries rcvGSRQueries")
    }

    @Test("A version 3 query must hold the sources that it announces")
    func sourceCount() {
        func query(_ count: UInt16, holding bytes: Int) -> [UInt8] {
            let fields: [UInt8] = [2, 125] + PacketBuilder.bigEndian(count)
            return PacketBuilder.igmp(
                type: 0x11, code: 100, group: group, rest: fields + Array(repeating: 0, count: bytes))
        }
        #expect(counted(query(1, holding: 4), to: group) == "rcvTotal rcvV3Queries rcvGSRQueries")
        #expect(counted(query(1, holding: 3), to: group) == "rcvTotal rcvTooShort rcvV3Queries")
        #expect(counted(query(65535, holding: 4), to: group) == "rcvTotal rcvTooShort rcvV3Queries")
    }

    @Test("Router Alert is missed in version 2 and 3 reports, not in version 1")
    func routerAlertMissing() {
        let v3 = PacketBuilder.reportV3([PacketBuilder.record(type: 2, group: group)])
        #expect(counted(v1Report(group), to: group, options: []) == "rcvTotal rcvReports")
        #expect(counted(v2Report(group), to: group, options: []) == "rcvTotal rcvReports rcvNoRA")
        #expect(counted(v3, to: .igmpV3Routers, options: []) == "rcvTotal rcvNoRA")
        #expect(counted(v3, to: .igmpV3Routers) == "rcvTotal")
        // Other options do not help; an odd value of the right one does.
        #expect(counted(v2Report(group), to: group, options: [1, 1, 1, 1]) == "rcvTotal rcvReports rcvNoRA")
        #expect(counted(v2Report(group), to: group, options: [1, 1, 0x94, 2]) == "rcvTotal rcvReports")
    }

    @Test("A version 3 report is in no counter of reports, good or damaged")
    func v3Reports() {
        #expect(counted(PacketBuilder.reportV3([], count: 9), to: .igmpV3Routers) == "rcvTotal")
    }

    @Test("Reports are good when their group is one and is where they were sent")
    func reports() {
        #expect(counted(v2Report(group), to: group) == "rcvTotal rcvReports")
        #expect(counted(v2Report(group), to: otherGroup) == "rcvTotal rcvReports rcvBadReports")
        #expect(counted(v1Report(host), to: .broadcast) == "rcvTotal rcvReports rcvBadReports")
        #expect(counted(v2Report(.allSystems), to: .allSystems) == "rcvTotal rcvReports rcvOurReports")
    }

    @Test("A multicast source is taken, a loopback address and 0.0.0.0 as destination are not")
    func gate() {
        #expect(counted(v2Query, from: group, to: .allSystems) == "rcvTotal rcvV1V2Queries rcvGenQueries")
        #expect(counted(v2Query, from: IPv4Address(127, 0, 0, 1), to: .allSystems) == "")
        #expect(counted(v2Query, to: .unspecified) == "")
        #expect(counted(v2Query, to: .broadcast) == "rcvTotal rcvV1V2Queries")
        #expect(counted(v2Query, to: host) == "")
    }

    @Test("Fragments count once, as their datagram, when the last has come")
    func fragments() {
        var wire = Wire()
        var router = FreeBSDRouter()
        let frames = PacketBuilder.fragments(of: v3Query, to: .allSystems)
        wire.carry(frame: frames[0]) { router.observe($0) }
        #expect(nonzero(router.counters) == "")
        wire.carry(frame: frames[1]) { router.observe($0) }
        #expect(nonzero(router.counters) == "rcvTotal rcvV3Queries rcvGenQueries")
    }
}
