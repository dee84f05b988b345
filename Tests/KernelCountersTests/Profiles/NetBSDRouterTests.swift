import IGMPWire
import KernelCounters
import TestSupport
import Testing

@Suite("NetBSD's counters")
struct NetBSDRouterTests {
    /// What a router counts of one message.
    private func counted(
        _ message: [UInt8], from source: IPv4Address = querier, to destination: IPv4Address,
        timeToLive: UInt8 = 1, options: [UInt8] = routerAlert
    ) -> String {
        var wire = Wire()
        var router = NetBSDRouter()
        wire.carry(message, from: source, to: destination, timeToLive: timeToLive, options: options) {
            router.observe($0)
        }
        return nonzero(router.counters)
    }

    @Test("Length is tested before the checksum")
    func lengthFirst() {
        #expect(counted([0x11, 100, 0, 0, 0, 0, 0], to: .allSystems) == "rcvTotal rcvTooShort")
        #expect(counted([0x11, 100, 0, 0, 0, 0, 0, 0], to: .allSystems) == "rcvTotal rcvBadSum")
        #expect(counted([], to: .allSystems) == "rcvTotal rcvTooShort")
    }

    @Test("A checksum of all ones is as good as zero, and zeros alone are not")
    func checksumOfOnes() {
        // The other words sum to 0xFFFF, so the right checksum is 0, in either form.
        let words: [UInt8] = [0x11, 100, 0, 0, 0xEE, 0x9B, 0, 0]
        #expect(counted(words, to: .allSystems) == "rcvTotal rcvQueries")
        #expect(counted([0x11, 100, 0xFF, 0xFF, 0xEE, 0x9B, 0, 0], to: .allSystems) == "rcvTotal rcvQueries")
        #expect(counted(Array(repeating: 0, count: 8), to: .allSystems) == "rcvTotal rcvBadSum")
    }

    @Test("Bytes behind the fields are summed, those of the frame behind the packet are not")
    func trailingBytes() {
        #expect(counted(v2Report(group) + [0, 0], to: group) == "rcvTotal rcvReports")
        #expect(counted(v2Report(group) + [1, 0], to: group) == "rcvTotal rcvBadSum")
        // An odd last byte is the high one of a word.
        #expect(counted(v2Report(group) + [0], to: group) == "rcvTotal rcvReports")
        #expect(counted(v2Report(group) + [1], to: group) == "rcvTotal rcvBadSum")
        let odd = PacketBuilder.igmp(type: 0x16, group: group, rest: [0x5A])
        #expect(counted(odd, to: group) == "rcvTotal rcvReports")
        var wire = Wire()
        var router = NetBSDRouter()
        let packet = PacketBuilder.ipv4(source: querier, destination: group, payload: v2Report(group))
        wire.carry(frame: PacketBuilder.ethernet(payload: packet) + [1, 2, 3, 4]) { router.observe($0) }
        #expect(nonzero(router.counters) == "rcvTotal rcvReports")
    }

    @Test("The code alone tells version 1 from version 2, whatever the length")
    func queryVersions() {
        let ignored = PacketBuilder.queryV3(code: 0)
        #expect(counted(ignored, to: .allSystems) == "rcvTotal rcvQueries")
        #expect(counted(ignored, to: group) == "rcvTotal rcvQueries rcvBadQueries")
        #expect(counted(v2Query, to: group) == "rcvTotal rcvQueries")
        #expect(counted(v2Query, to: .broadcast) == "rcvTotal rcvQueries rcvBadQueries")
    }

    @Test("The group field of a query is not looked at")
    func queryGroup() {
        let unicast = PacketBuilder.igmp(type: 0x11, code: 100, group: host)
        #expect(counted(unicast, to: .allSystems) == "rcvTotal rcvQueries")
        #expect(counted(PacketBuilder.queryV3(sources: [host]), to: .allSystems) == "rcvTotal rcvQueries")
    }

    @Test("Reports are good when their group is one and is where they were sent")
    func reports() {
        #expect(counted(v1Report(group), to: group) == "rcvTotal rcvReports")
        #expect(counted(v1Report(group), to: otherGroup) == "rcvTotal rcvReports rcvBadReports")
        #expect(counted(v2Report(.broadcast), to: .broadcast) == "rcvTotal rcvReports rcvBadReports")
    }

    @Test("A report of 224.0.0.1 is of a group that the router is in")
    func ownGroup() {
        #expect(counted(v2Report(.allSystems), to: .allSystems) == "rcvTotal rcvReports rcvOurReports")
    }

    @Test("Everything but queries and reports is counted in the total alone")
    func otherTypes() {
        for type: UInt8 in [0x13, 0x14, 0x17, 0x1E, 0x1F, 0x22, 0x30, 0x99] {
            #expect(counted(PacketBuilder.igmp(type: type, group: host), to: group) == "rcvTotal", "type \(type)")
        }
    }

    @Test("Neither TTL nor Router Alert is asked for")
    func headerFields() {
        #expect(counted(v2Report(group), to: group, timeToLive: 64, options: []) == "rcvTotal rcvReports")
    }

    @Test("What ip_input drops is not counted")
    func dropped() {
        #expect(counted(v2Query, to: .allSystems) == "rcvTotal rcvQueries")
        #expect(counted(v2Query, from: group, to: .allSystems) == "")
        #expect(counted(v2Query, from: IPv4Address(127, 0, 0, 1), to: .allSystems) == "")
        #expect(counted(v2Query, to: host) == "")
        #expect(counted(v2Query, to: .allSystems, options: [0x94, 1, 0, 0]) == "")
        #expect(counted(v2Query, from: .unspecified, to: .unspecified) == "rcvTotal rcvQueries rcvBadQueries")
    }

    @Test("Every fault of the IPv4 header keeps a packet from IGMP")
    func badHeaders() {
        let good = PacketBuilder.ipv4(source: querier, destination: .allSystems, payload: v2Query)
        for (offset, value) in [(-1, 0), (0, 0x56), (0, 0x44), (3, 23), (3, 60), (10, 0x55)] as [(Int, UInt8)] {
            var packet = good
            if offset >= 0 { packet[offset] = value }
            if offset != 10, packet[0] & 15 >= 5 { packet = PacketBuilder.resummed(packet) }
            var wire = Wire()
            var router = NetBSDRouter()
            wire.carry(
                frame: PacketBuilder.ethernet(destination: MACAddress(multicast: .allSystems), payload: packet)
            ) { router.observe($0) }
            #expect(nonzero(router.counters) == (offset < 0 ? "rcvTotal rcvQueries" : ""), "\(offset) \(value)")
        }
    }

    @Test("A packet cut by the snapshot length is not counted")
    func cut() {
        let packet = PacketBuilder.ipv4(source: querier, destination: group, payload: v2Report(group))
        let frame = PacketBuilder.ethernet(payload: packet)
        for (length, expected) in [(frame.count, "rcvTotal rcvReports"), (frame.count - 1, "")] {
            var wire = Wire()
            var router = NetBSDRouter()
            wire.carry(frame: frame, snapshotLength: length) { router.observe($0) }
            #expect(nonzero(router.counters) == expected)
        }
    }

    @Test("Fragments count once, as their datagram, when the last has come")
    func fragments() {
        var wire = Wire()
        var router = NetBSDRouter()
        let frames = PacketBuilder.fragments(of: PacketBuilder.queryV3(), to: .allSystems)
        wire.carry(frame: frames[0]) { router.observe($0) }
        #expect(nonzero(router.counters) == "")
        wire.carry(frame: frames[1]) { router.observe($0) }
        #expect(nonzero(router.counters) == "rcvTotal rcvQueries")
    }
}
