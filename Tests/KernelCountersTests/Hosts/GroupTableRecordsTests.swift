import IGMPWire
import TestSupport
import Testing

@testable import KernelCounters

@Suite("A host's groups by its version 3 reports")
struct GroupTableRecordsTests {
    private struct Membership: HostMembership {
        var filter: SourceFilter
    }

    /// The groups after reports of the records given, one after another.
    private func groups(after reports: [[[UInt8]]]) -> [IPv4Address] {
        var table = GroupTable<Membership>(limits: .groups(100))
        for records in reports {
            lend(PacketBuilder.reportV3(records)) { table.apply(IGMPMessage($0)) }
        }
        return table.entries.map(\.group)
    }

    private func record(_ type: UInt8, _ group: IPv4Address = group, _ sources: [IPv4Address] = []) -> [UInt8] {
        PacketBuilder.record(type: type, group: group, sources: sources)
    }

    @Test("A group comes with EXCLUDE or the first wanted source, and goes with the last")
    func comingAndGoing() {
        #expect(groups(after: [[record(4)]]) == [group])
        #expect(groups(after: [[record(2)]]) == [group])
        #expect(groups(after: [[record(5, group, [host])]]) == [group])
        #expect(groups(after: [[record(5)]]) == [])
        #expect(groups(after: [[record(3)]]) == [])
        #expect(groups(after: [[record(4)], [record(3)]]) == [])
        #expect(groups(after: [[record(5, group, [host, querier])], [record(6, group, [host])]]) == [group])
        #expect(groups(after: [[record(5, group, [host])], [record(6, group, [host])]]) == [])
        #expect(groups(after: [[record(4)], [record(6, group, [host])]]) == [group])
        #expect(groups(after: [[record(4), record(4, otherGroup)], [record(3, otherGroup)]]) == [group])
    }

    @Test("224.0.0.1 and what is no group are passed over, and the records behind them are read")
    func passedOver() {
        #expect(groups(after: [[record(4, .allSystems), record(4, host), record(4)]]) == [group])
    }

    @Test("Records that the report announces and lacks are not read")
    func missing() {
        var table = GroupTable<Membership>(limits: .groups(100))
        let report = PacketBuilder.reportV3([record(4)], count: 9)
        lend(report) { table.apply(IGMPMessage($0)) }
        #expect(table.entries.map(\.group) == [group])
        lend(v2Report(otherGroup)) { table.apply(IGMPMessage($0)) }
        #expect(table.entries.map(\.group) == [group])
    }
}
