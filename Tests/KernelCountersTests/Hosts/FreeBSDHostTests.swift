import IGMPWire
import KernelCounters
import TestSupport
import Testing

@Suite("A FreeBSD host")
struct FreeBSDHostTests {
    private static let sourceQuery = PacketBuilder.queryV3(group: group, sources: [neighbour])

    @Test("It gets every multicast packet, in its groups or not")
    func gate() {
        var wire = Wire()
        var kernel = FreeBSDHost(address: host, known: [group])
        wire.carry(v2Report(group), from: neighbour, to: group) { kernel.observe($0) }
        wire.carry(v2Report(otherGroup), from: neighbour, to: otherGroup) { kernel.observe($0) }
        wire.carry(leave(otherGroup), from: neighbour, to: .allRouters) { kernel.observe($0) }
        #expect(nonzero(kernel.counters) == "rcvTotal=3 rcvReports=2 rcvOurReports")
        wire.carry(v2Query, to: neighbour) { kernel.observe($0) }
        #expect(kernel.counters.rcvTotal == 3)
        wire.carry(v2Query, to: host) { kernel.observe($0) }
        #expect(kernel.counters.rcvTotal == 4)
    }

    @Test("Each packet that it sent counts once, of version 3 too, and none is received")
    func sent() {
        var wire = Wire()
        var kernel = FreeBSDHost(address: host)
        let record = PacketBuilder.record(type: 4, group: group)
        wire.carry(PacketBuilder.reportV3([record, record]), from: host, to: .igmpV3Routers) { kernel.observe($0) }
        wire.carry(v1Report(group), from: host, to: group) { kernel.observe($0) }
        wire.carry(v2Report(group), from: host, to: group, options: []) { kernel.observe($0) }
        wire.carry(leave(group), from: host, to: .allRouters) { kernel.observe($0) }
        #expect(nonzero(kernel.counters) == "sndReports=4")
    }

    @Test("Reports of groups that its own reports joined are ours, in version 3 mode too")
    func ourReports() {
        var wire = Wire()
        var kernel = FreeBSDHost(address: host)
        let steps: [(record: (type: UInt8, sources: [IPv4Address]), isOurs: Bool)] = [
            ((5, [querier]), true), ((6, [querier]), false), ((4, []), true), ((3, []), false),
            ((3, [querier]), true), ((1, []), false), ((2, []), true), ((6, [querier]), true),
        ]
        for (record, isOurs) in steps {
            let report = PacketBuilder.reportV3(
                [PacketBuilder.record(type: record.type, group: group, sources: record.sources)])
            wire.carry(report, from: host, to: .igmpV3Routers) { kernel.observe($0) }
            let before = kernel.counters.rcvOurReports
            wire.carry(v2Report(group), from: neighbour, to: group) { kernel.observe($0) }
            #expect(kernel.counters.rcvOurReports - before == (isOurs ? 1 : 0), "\(record)")
            #expect(kernel.groups == (isOurs ? [group] : []))
        }
        #expect(kernel.counters.rcvReports == UInt64(steps.count))
    }

    @Test("Of a joined group's source queries one in ten seconds is looked at")
    func queryDelay() {
        var wire = Wire()
        var kernel = FreeBSDHost(address: host, known: [group, otherGroup])
        wire.carry(Self.sourceQuery, to: group) { kernel.observe($0) }
        #expect(kernel.counters.dropGSRQueries == 0)
        wire.wait(.milliseconds(9_999))
        wire.carry(Self.sourceQuery, to: group) { kernel.observe($0) }
        #expect(kernel.counters.dropGSRQueries == 1)
        // Another group has a time of its own, and queries without sources have none.
        wire.carry(PacketBuilder.queryV3(group: otherGroup, sources: [host]), to: otherGroup) { kernel.observe($0) }
        wire.carry(PacketBuilder.queryV3(group: group), to: group) { kernel.observe($0) }
        #expect(kernel.counters.dropGSRQueries == 1)
        // Ten seconds after the one that was looked at, not after the one that was dropped.
        wire.wait(.milliseconds(1))
        wire.carry(Self.sourceQuery, to: group) { kernel.observe($0) }
        #expect(nonzero(kernel.counters) == "rcvTotal=5 rcvV3Queries=5 rcvGroupQueries rcvGSRQueries=4 dropGSRQueries")
    }

    @Test("Source queries of other groups are never dropped")
    func unjoinedGroup() {
        var wire = Wire()
        var kernel = FreeBSDHost(address: host)
        for _ in 0..<3 { wire.carry(Self.sourceQuery, to: group) { kernel.observe($0) } }
        #expect(nonzero(kernel.counters) == "rcvTotal=3 rcvV3Queries=3 rcvGSRQueries=3")
    }

    @Test("In a mode of an older version source queries are counted and ignored")
    func olderMode() {
        for query in [v1Query, v2Query] {
            var wire = Wire()
            var kernel = FreeBSDHost(address: host, known: [group])
            wire.carry(query, to: .allSystems) { kernel.observe($0) }
            for _ in 0..<2 { wire.carry(Self.sourceQuery, to: group) { kernel.observe($0) } }
            #expect(kernel.counters.rcvGSRQueries == 2)
            #expect(kernel.counters.dropGSRQueries == 0)
            wire.wait(.seconds(261))
            for _ in 0..<2 { wire.carry(Self.sourceQuery, to: group) { kernel.observe($0) } }
            #expect(kernel.counters.dropGSRQueries == 1)
        }
    }

    @Test("It speaks an older version for 260 s after a query that passed all tests")
    func olderVersions() {
        var wire = Wire()
        var kernel = FreeBSDHost(address: host)
        #expect(kernel.routerVersion == 3)
        // Badly addressed, and of another TTL.
        wire.carry(v1Query, to: group) { kernel.observe($0) }
        wire.carry(v2Query, to: group) { kernel.observe($0) }
        wire.carry(v2Query, to: .allSystems, timeToLive: 2) { kernel.observe($0) }
        #expect(kernel.routerVersion == 3)
        // A group query will do.
        wire.carry(PacketBuilder.igmp(type: 0x11, code: 10, group: group), to: group) { kernel.observe($0) }
        #expect(kernel.routerVersion == 2)
        wire.wait(.seconds(260))
        kernel.advance(to: wire.now)
        #expect(kernel.routerVersion == 2)
        wire.wait(.milliseconds(500))
        kernel.advance(to: wire.now)
        #expect(kernel.routerVersion == 3)
    }

    @Test("In version 1 mode version 2 queries are ignored, and version 3 follows it at once")
    func v1Mode() {
        var wire = Wire()
        var kernel = FreeBSDHost(address: host)
        wire.carry(v2Query, to: .allSystems) { kernel.observe($0) }
        wire.carry(v1Query, to: .allSystems) { kernel.observe($0) }
        #expect(kernel.routerVersion == 1)
        wire.wait(.seconds(200))
        wire.carry(v2Query, to: .allSystems) { kernel.observe($0) }
        #expect(kernel.routerVersion == 1)
        wire.wait(.seconds(61))
        kernel.advance(to: wire.now)
        #expect(kernel.routerVersion == 3)
    }

    @Test(
        "A version 3 querier's values set how long older ones are remembered, by the kernel's own arithmetic",
        arguments: [
            // Tenths taken for seconds: 2 * 125 + 100.
            (PacketBuilder.queryV3(code: 100, robustness: 2, intervalCode: 125), 350),
            // A robustness of 0 and 1 is 2.
            (PacketBuilder.queryV3(code: 100, robustness: 0, intervalCode: 125), 350),
            (PacketBuilder.queryV3(code: 100, robustness: 1, intervalCode: 125), 350),
            (PacketBuilder.queryV3(code: 10, robustness: 7, intervalCode: 10), 80),
            // Codes from 128 on lack the implicit 16: 0x80 is 0, 0x91 is 16.
            (PacketBuilder.queryV3(code: 0x80, robustness: 2, intervalCode: 0x91), 32),
        ])
    func learnedValues(_ query: [UInt8], seconds: Int) {
        var wire = Wire()
        var kernel = FreeBSDHost(address: host)
        wire.carry(query, to: .allSystems) { kernel.observe($0) }
        wire.carry(v2Query, to: .allSystems) { kernel.observe($0) }
        wire.wait(.seconds(seconds))
        kernel.advance(to: wire.now)
        #expect(kernel.routerVersion == 2)
        wire.wait(.milliseconds(500))
        kernel.advance(to: wire.now)
        #expect(kernel.routerVersion == 3)
    }

    @Test("A version 2 report in its name is looked at for Router Alert and no further, one of version 1 counts")
    func forged() {
        let forger = MACAddress(rawValue: 0x0200_0000_0099)
        for (report, options, expected) in [
            (v2Report(group), routerAlert, "rcvTotal sndReports"), (v2Report(group), [], "rcvTotal rcvNoRA sndReports"),
            (v1Report(group), [], "rcvTotal rcvReports rcvOurReports sndReports"),
        ] {
            var wire = Wire()
            var kernel = FreeBSDHost(address: host)
            wire.carry(v2Report(group), from: host, to: group) { kernel.observe($0) }
            wire.carry(report, from: host, to: group, options: options, sourceMAC: forger) { kernel.observe($0) }
            #expect(nonzero(kernel.counters) == expected)
        }
    }

    @Test("Whatever it reports comes back to it where it runs a routing daemon, its queries do not")
    func multicastRouter() {
        var wire = Wire()
        var kernel = FreeBSDHost(address: host, isMulticastRouter: true)
        wire.carry(v1Report(group), from: host, to: group, options: []) { kernel.observe($0) }
        #expect(nonzero(kernel.counters) == "rcvTotal rcvReports rcvOurReports sndReports")
        wire.carry(v2Report(group), from: host, to: group) { kernel.observe($0) }
        wire.carry(PacketBuilder.reportV3([]), from: host, to: .igmpV3Routers) { kernel.observe($0) }
        wire.carry(leave(group), from: host, to: .allRouters) { kernel.observe($0) }
        wire.carry(v2Query, from: host, to: .allSystems) { kernel.observe($0) }
        #expect(nonzero(kernel.counters) == "rcvTotal=4 rcvReports rcvOurReports sndReports=4")
        #expect(kernel.groups.isEmpty)
    }

    @Test("A broadcast to all or to its subnet reaches it, one to the subnet's own address does not")
    func broadcasts() {
        for (destination, expected) in [
            (.broadcast, 1), (IPv4Address(10, 0, 0, 255), 1), (IPv4Address(10, 0, 0, 0), 0), (.unspecified, 0),
        ] as [(IPv4Address, UInt64)] {
            var wire = Wire()
            var kernel = FreeBSDHost(address: host)
            wire.carry(v2Query, to: destination, destinationMAC: .broadcast) { kernel.observe($0) }
            #expect(kernel.counters.rcvTotal == expected, "\(destination)")
        }
    }
}
