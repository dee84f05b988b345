import IGMPWire
import KernelCounters
import TestSupport
import Testing

@Suite("A Linux host")
struct LinuxHostTests {
    private static let groupQuery = PacketBuilder.queryV3(group: group, code: 10)
    private static let isExclude = PacketBuilder.record(type: 2, group: group)
    private static let otherIsExclude = PacketBuilder.record(type: 2, group: otherGroup)

    /// The groups but 224.0.0.1, with a star where the host is the reporter.
    private func groups(_ kernel: LinuxHost) -> [String] {
        #expect(kernel.groups.contains { $0.group == .allSystems && !$0.isReporter })
        return kernel.groups.filter { $0.group != .allSystems }.map { "\($0.group)\($0.isReporter ? "*" : "")" }
    }

    /// What is left of `kernel` after a version 3 report of its own.
    private func report(_ records: [[UInt8]], _ wire: inout Wire, _ kernel: inout LinuxHost) -> [String] {
        wire.carry(PacketBuilder.reportV3(records), from: host, to: .igmpV3Routers) { kernel.observe($0) }
        return groups(kernel)
    }

    @Test(
        "Any query of 8 bytes sets an older version for 260 s",
        arguments: [
            (v1Query, IPv4Address.allSystems, 1), (v2Query, .allSystems, 2), (v1Query, group, 1), (v1Query, host, 1),
            (PacketBuilder.igmp(type: 0x11, code: 10, group: group), group, 2),
        ])
    func olderVersions(_ query: [UInt8], destination: IPv4Address, version: Int) {
        var wire = Wire()
        var kernel = LinuxHost(address: host, known: [group])
        #expect(kernel.querierVersion == 3)
        wire.carry(query, to: destination, timeToLive: 64, options: []) { kernel.observe($0) }
        #expect(kernel.querierVersion == version)
        wire.wait(.milliseconds(259_999))
        kernel.advance(to: wire.now)
        #expect(kernel.querierVersion == version)
        wire.wait(.milliseconds(1))
        kernel.advance(to: wire.now)
        #expect(kernel.querierVersion == 3)
    }

    @Test("After version 1 comes version 2, when that was heard later")
    func bothVersions() {
        var wire = Wire()
        var kernel = LinuxHost(address: host)
        wire.carry(v1Query, to: .allSystems) { kernel.observe($0) }
        wire.wait(.seconds(100))
        wire.carry(v2Query, to: .allSystems) { kernel.observe($0) }
        #expect(kernel.querierVersion == 1)
        wire.wait(.seconds(160))
        kernel.advance(to: wire.now)
        #expect(kernel.querierVersion == 2)
        wire.wait(.seconds(100))
        kernel.advance(to: wire.now)
        #expect(kernel.querierVersion == 3)
    }

    @Test("What is not delivered, not whole, or of an impossible length changes nothing", arguments: 9...11)
    func ignoredQueries(length: Int) {
        var wire = Wire()
        var kernel = LinuxHost(address: host)
        let odd = PacketBuilder.igmp(type: 0x11, rest: Array(repeating: 0, count: length - 8))
        wire.carry(odd, to: .allSystems) { kernel.observe($0) }
        wire.carry(v1Query, to: group) { kernel.observe($0) }
        wire.carry(v1Query, to: neighbour) { kernel.observe($0) }
        wire.carry(v1Query, from: group, to: .allSystems) { kernel.observe($0) }
        wire.carry(v1Query, from: .broadcast, to: .allSystems) { kernel.observe($0) }
        wire.carry([0x11, 0, 0, 0, 0, 0, 0, 0], to: .allSystems) { kernel.observe($0) }
        wire.carry([0x11, 0, 0xEE, 0xFF, 0, 0, 0], to: .allSystems) { kernel.observe($0) }
        wire.carry(v1Query, from: host, to: .allSystems) { kernel.observe($0) }
        // A host that has no address yet is not heard by one alone.
        wire.carry(v1Query, from: .unspecified, to: host) { kernel.observe($0) }
        #expect(kernel.querierVersion == 3)
        wire.carry(v1Query, from: .unspecified, to: .allSystems) { kernel.observe($0) }
        #expect(kernel.querierVersion == 1)
    }

    @Test(
        "A version 3 querier's interval and robustness set how long older ones are remembered, its response time not",
        arguments: [
            (PacketBuilder.queryV3(code: 255, robustness: 3, intervalCode: 20), 70),
            (PacketBuilder.queryV3(robustness: 0, intervalCode: 0), 260),
            // The response interval stays below the query interval.
            (PacketBuilder.queryV3(robustness: 2, intervalCode: 10), 29),
            (PacketBuilder.queryV3(robustness: 1, intervalCode: 0x80), 138),
            // Sources that a general query must not have do not keep its values from being taken.
            (PacketBuilder.queryV3(robustness: 3, intervalCode: 20, sources: [querier]), 70),
            // Those that it lacks do.
            (PacketBuilder.igmp(type: 0x11, code: 100, rest: [3, 20, 0, 1]), 260),
        ])
    func learnedValues(_ query: [UInt8], seconds: Int) {
        var wire = Wire()
        var kernel = LinuxHost(address: host)
        wire.carry(query, to: .allSystems) { kernel.observe($0) }
        #expect(kernel.querierVersion == 3)
        wire.carry(v2Query, to: .allSystems) { kernel.observe($0) }
        wire.wait(.milliseconds(seconds * 1000 - 1))
        kernel.advance(to: wire.now)
        #expect(kernel.querierVersion == 2)
        wire.wait(.milliseconds(1))
        kernel.advance(to: wire.now)
        #expect(kernel.querierVersion == 3)
    }

    @Test("A response interval that has shrunk does not grow again")
    func shrunkResponseInterval() {
        var wire = Wire()
        var kernel = LinuxHost(address: host)
        wire.carry(PacketBuilder.queryV3(robustness: 2, intervalCode: 5), to: .allSystems) { kernel.observe($0) }
        wire.carry(v3Query, to: .allSystems) { kernel.observe($0) }
        wire.carry(v2Query, to: .allSystems) { kernel.observe($0) }
        wire.wait(.seconds(254))
        kernel.advance(to: wire.now)
        #expect(kernel.querierVersion == 3)
    }

    @Test("It is the reporter of what it reports in version 1 and 2, until another reports")
    func olderReports() {
        for report in [v1Report, v2Report] {
            var wire = Wire()
            var kernel = LinuxHost(address: host)
            wire.carry(report(group), from: host, to: group) { kernel.observe($0) }
            #expect(groups(kernel) == ["239.1.1.1*"])
            wire.carry(report(otherGroup), from: neighbour, to: otherGroup) { kernel.observe($0) }
            #expect(groups(kernel) == ["239.1.1.1*"])
            wire.carry(report(group), from: neighbour, to: group) { kernel.observe($0) }
            #expect(groups(kernel) == ["239.1.1.1"])
            wire.carry(leave(group), from: host, to: .allRouters) { kernel.observe($0) }
            #expect(groups(kernel) == [])
        }
    }

    @Test("A report is heard wherever a group that the host is in brings it, but not by unicast")
    func misaddressedReport() {
        for (destination, expected) in [(IPv4Address.allSystems, "239.1.1.1"), (host, "239.1.1.1*")] {
            var wire = Wire()
            var kernel = LinuxHost(address: host)
            wire.carry(v2Report(group), from: host, to: group) { kernel.observe($0) }
            let packet = PacketBuilder.ipv4(source: neighbour, destination: destination, payload: v2Report(group))
            let address =
                destination.isMulticast
                ? MACAddress(multicast: destination) : MACAddress(rawValue: 0x0200_0000_0002)
            wire.carry(frame: PacketBuilder.ethernet(destination: address, payload: packet)) { kernel.observe($0) }
            #expect(groups(kernel) == [expected])
        }
    }

    @Test("Version 3 joins and general answers make no reporter, an answer to a group query does")
    func v3Reporter() {
        var wire = Wire()
        var kernel = LinuxHost(address: host, known: [otherGroup])
        #expect(report([PacketBuilder.record(type: 4, group: group)], &wire, &kernel) == ["239.1.1.1", "239.2.2.2"])
        wire.carry(v3Query, to: .allSystems) { kernel.observe($0) }
        #expect(report([Self.isExclude, Self.otherIsExclude], &wire, &kernel) == ["239.1.1.1", "239.2.2.2"])
        wire.carry(Self.groupQuery, to: group) { kernel.observe($0) }
        #expect(report([Self.isExclude], &wire, &kernel) == ["239.1.1.1*", "239.2.2.2"])
        wire.carry(v2Report(group), from: neighbour, to: group) { kernel.observe($0) }
        #expect(groups(kernel) == ["239.1.1.1", "239.2.2.2"])
    }

    @Test("A report that comes after the time to answer is no answer")
    func lateAnswer() {
        var wire = Wire()
        var kernel = LinuxHost(address: host, known: [group])
        wire.carry(Self.groupQuery, to: group) { kernel.observe($0) }
        wire.wait(.milliseconds(1_101))
        #expect(report([Self.isExclude], &wire, &kernel) == ["239.1.1.1"])
        wire.carry(Self.groupQuery, to: group) { kernel.observe($0) }
        wire.wait(.milliseconds(1_099))
        #expect(report([Self.isExclude], &wire, &kernel) == ["239.1.1.1*"])
    }

    @Test("The only group's answer is the general one's while that is open")
    func ambiguousAnswer() {
        var wire = Wire()
        var kernel = LinuxHost(address: host, known: [group])
        wire.carry(v3Query, to: .allSystems) { kernel.observe($0) }
        wire.carry(Self.groupQuery, to: group) { kernel.observe($0) }
        #expect(report([Self.isExclude], &wire, &kernel) == ["239.1.1.1"])
        // Which is given once: the next is the group's.
        #expect(report([Self.isExclude], &wire, &kernel) == ["239.1.1.1*"])
    }

    @Test("A timer that an older query started makes a reporter, in whatever version it then reports")
    func olderTimers() {
        for (query, wait, expected) in [
            (v1Query, 10_100, "239.1.1.1*"), (v1Query, 10_101, "239.1.1.1"),
            (PacketBuilder.igmp(type: 0x11, code: 20, group: group), 2100, "239.1.1.1*"),
            (PacketBuilder.igmp(type: 0x11, code: 20, group: group), 2101, "239.1.1.1"),
            (PacketBuilder.igmp(type: 0x11, code: 20, group: otherGroup), 2100, "239.1.1.1"),
        ] {
            var wire = Wire()
            var kernel = LinuxHost(address: host, known: [group])
            // A querier so fast that an older one is forgotten after a second.
            wire.carry(PacketBuilder.queryV3(code: 1, robustness: 1, intervalCode: 1), to: .allSystems) {
                kernel.observe($0)
            }
            wire.wait(.seconds(1))
            wire.carry(query, to: .allSystems) { kernel.observe($0) }
            wire.wait(.milliseconds(wait))
            #expect(report([Self.isExclude], &wire, &kernel) == [expected])
            #expect(kernel.querierVersion == 3)
        }
    }

    @Test("A group ends with the last source that was wanted")
    func sources() {
        var wire = Wire()
        var kernel = LinuxHost(address: host)
        let allow = PacketBuilder.record(type: 5, group: group, sources: [querier, neighbour])
        #expect(report([allow], &wire, &kernel) == ["239.1.1.1"])
        let block = PacketBuilder.record(type: 6, group: group, sources: [querier])
        #expect(report([block], &wire, &kernel) == ["239.1.1.1"])
        #expect(report([block], &wire, &kernel) == ["239.1.1.1"])
        let blockLast = PacketBuilder.record(type: 6, group: group, sources: [neighbour])
        #expect(report([blockLast], &wire, &kernel) == [])
    }

    @Test("224.0.0.1 cannot be left")
    func allSystems() {
        var wire = Wire()
        var kernel = LinuxHost(address: host)
        #expect(report([PacketBuilder.record(type: 3, group: .allSystems)], &wire, &kernel) == [])
        wire.carry(leave(.allSystems), from: host, to: .allRouters) { kernel.observe($0) }
        #expect(groups(kernel) == [])
    }

    @Test("An address of its own is believed from nobody else")
    func forged() {
        let forger = MACAddress(rawValue: 0x0200_0000_0099)
        var wire = Wire()
        var kernel = LinuxHost(address: host)
        wire.carry(v2Report(group), from: host, to: group) { kernel.observe($0) }
        wire.carry(v2Report(group), from: host, to: group, sourceMAC: forger) { kernel.observe($0) }
        wire.carry(v1Query, from: host, to: .allSystems, sourceMAC: forger) { kernel.observe($0) }
        #expect(groups(kernel) == ["239.1.1.1*"])
        #expect(kernel.querierVersion == 2)
    }

    @Test("What it speaks without being asked to is what it is forced to, as long as it does")
    func forcedVersion() {
        for (report, version) in [(v1Report(group), 1), (v2Report(group), 2)] {
            var wire = Wire()
            var kernel = LinuxHost(address: host)
            wire.carry(report, from: host, to: group) { kernel.observe($0) }
            #expect(kernel.querierVersion == version)
            // No time ends it, and version 3 queries do not either.
            wire.wait(.seconds(1000))
            wire.carry(v3Query, to: .allSystems) { kernel.observe($0) }
            #expect(kernel.querierVersion == version)
            // An older querier still shows.
            wire.carry(v1Query, to: .allSystems) { kernel.observe($0) }
            #expect(kernel.querierVersion == 1)
            wire.carry(v1Report(group), from: host, to: group) { kernel.observe($0) }
            wire.wait(.seconds(261))
            kernel.advance(to: wire.now)
            #expect(kernel.querierVersion == version)
            #expect(self.report([Self.isExclude], &wire, &kernel) == ["239.1.1.1*"])
            #expect(kernel.querierVersion == 3)
        }
    }

    @Test("What an older querier asks for is no forced version, not even at the last moment")
    func askedVersion() {
        var wire = Wire()
        var kernel = LinuxHost(address: host)
        wire.carry(v2Query, to: .allSystems) { kernel.observe($0) }
        wire.carry(v2Report(group), from: host, to: group) { kernel.observe($0) }
        wire.wait(.milliseconds(260_099))
        wire.carry(leave(group), from: host, to: .allRouters) { kernel.observe($0) }
        #expect(kernel.querierVersion == 3)
        wire.wait(.milliseconds(2))
        wire.carry(v2Report(group), from: host, to: group) { kernel.observe($0) }
        #expect(kernel.querierVersion == 2)
    }

    @Test("A forced host has learned nothing from version 3 queriers")
    func forcedLearnsNothing() {
        var wire = Wire()
        var kernel = LinuxHost(address: host)
        wire.carry(PacketBuilder.queryV3(robustness: 1, intervalCode: 2), to: .allSystems) { kernel.observe($0) }
        wire.carry(v1Query, to: .allSystems) { kernel.observe($0) }
        // Three seconds, as far as can be told: until it speaks version 2 later than that.
        wire.wait(.seconds(4))
        kernel.advance(to: wire.now)
        #expect(kernel.querierVersion == 3)
        wire.carry(v2Report(group), from: host, to: group) { kernel.observe($0) }
        #expect(kernel.querierVersion == 1)
        wire.wait(.seconds(257))
        kernel.advance(to: wire.now)
        #expect(kernel.querierVersion == 2)
    }

    @Test(
        "A group for which two queries go unanswered was left in silence, 224.0.0.1 never is",
        arguments: [
            (v1Query, 10_100), (v2Query, 10_100), (PacketBuilder.igmp(type: 0x11, code: 10, group: group), 1100),
            (v3Query, 10_100), (PacketBuilder.queryV3(group: group, code: 10), 1100),
        ])
    func silentLeave(_ query: [UInt8], milliseconds: Int) {
        var wire = Wire()
        var kernel = LinuxHost(address: host, known: [group])
        for (round, expected) in [["239.1.1.1"], []].enumerated() {
            wire.carry(query, to: .allSystems) { kernel.observe($0) }
            wire.wait(.milliseconds(milliseconds))
            kernel.advance(to: wire.now)
            #expect(groups(kernel) == ["239.1.1.1"], "round \(round)")
            wire.wait(.milliseconds(1))
            kernel.advance(to: wire.now)
            #expect(groups(kernel) == expected, "round \(round)")
        }
    }

    @Test("In version 1 mode it has ten seconds to answer a version 3 query, whatever that says")
    func v1ResponseTime() {
        var wire = Wire()
        var kernel = LinuxHost(address: host, known: [group])
        wire.carry(v1Query, to: .allSystems) { kernel.observe($0) }
        wire.carry(v1Report(group), from: host, to: group) { kernel.observe($0) }
        for _ in 0..<5 {
            wire.carry(PacketBuilder.queryV3(code: 10), to: .allSystems) { kernel.observe($0) }
            wire.wait(.seconds(2))
        }
        kernel.advance(to: wire.now)
        #expect(groups(kernel) == ["239.1.1.1*"])
    }

    @Test("Its own answer, or another's that it hears, keeps a group")
    func answered() {
        let isExclude = PacketBuilder.reportV3([Self.isExclude])
        for (report, source, expected) in [
            (v2Report(group), host, ["239.1.1.1*"]), (v2Report(group), neighbour, ["239.1.1.1"]),
            (isExclude, host, ["239.1.1.1"]), (isExclude, neighbour, []),
        ] {
            var wire = Wire()
            var kernel = LinuxHost(address: host, known: [group])
            for _ in 0..<3 {
                wire.carry(v3Query, to: .allSystems) { kernel.observe($0) }
                wire.wait(.seconds(1))
                let destination = report == isExclude ? IPv4Address.igmpV3Routers : group
                wire.carry(report, from: source, to: destination) { kernel.observe($0) }
                wire.wait(.seconds(20))
                kernel.advance(to: wire.now)
            }
            #expect(groups(kernel) == expected)
        }
    }
}
