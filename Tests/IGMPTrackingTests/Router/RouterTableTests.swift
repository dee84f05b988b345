import IGMPWire
import TestSupport
import Testing

@testable import IGMPTracking

@Suite("RouterTable")
struct RouterTableTests {
    private let low = IPv4Address(10, 0, 0, 1)
    private let high = IPv4Address(10, 0, 0, 2)
    private let general = PacketBuilder.queryV3(code: 100, robustness: 2, intervalCode: 125)

    private func after(_ seconds: Double) -> Timestamp { Timestamp(nanoseconds: Int64(seconds * 1e9)) }

    private struct NotAQuery: Error {}

    private func hear(
        _ table: inout RouterTable, _ message: [UInt8], from source: IPv4Address, at seconds: Double
    ) throws -> ElectionChange? {
        try lend(message) { bytes throws(NotAQuery) in
            guard let query = IGMPMessage(bytes).query else { throw NotAQuery() }
            return table.query(query, from: source, mac: nil, at: after(seconds))
        }
    }

    @Test("The first to query is elected, and a lower address takes over")
    func takeOver() throws {
        var table = RouterTable(capacity: 8)
        #expect(table.elected == nil)
        #expect(try hear(&table, general, from: high, at: 0) == .elected(high))
        #expect(table.elected == high)
        #expect(try hear(&table, general, from: high, at: 1) == nil)
        #expect(try hear(&table, general, from: low, at: 2) == .changed(from: high, to: low))
        #expect(try hear(&table, general, from: high, at: 3) == nil)
        #expect(table.elected == low)
    }

    @Test("0.0.0.0 is never elected")
    func proxy() throws {
        var table = RouterTable(capacity: 8)
        #expect(try hear(&table, general, from: .unspecified, at: 0) == nil)
        #expect(table.elected == nil)
        #expect(table.learned == LearnedValues())
        #expect(try hear(&table, general, from: high, at: 1) == .elected(high))
        #expect(try hear(&table, general, from: .unspecified, at: 2) == nil)
        #expect(table.elected == high)
        #expect(table.queriers.map(\.address) == [.unspecified, high])
    }

    @Test("A specific query elects nobody and does not keep the querier present")
    func specific() throws {
        var table = RouterTable(capacity: 8)
        let message = PacketBuilder.queryV3(group: IPv4Address(239, 1, 1, 1), code: 10)
        #expect(try hear(&table, message, from: low, at: 0) == nil)
        #expect(table.elected == nil)
        #expect(try hear(&table, general, from: high, at: 1) == .elected(high))
        let until = table.electedUntil
        #expect(try hear(&table, message, from: low, at: 2) == nil)
        #expect(try hear(&table, message, from: high, at: 3) == nil)
        #expect(table.elected == high)
        #expect(table.electedUntil == until)
        #expect(table.learned.lastMemberQueryInterval == .seconds(1))
    }

    @Test("A version 1 query takes part in the election whatever its group field holds")
    func versionOneGroup() throws {
        var table = RouterTable(capacity: 8)
        let message = PacketBuilder.igmp(type: 0x11, group: IPv4Address(239, 1, 1, 1))
        #expect(try hear(&table, message, from: low, at: 0) == .elected(low))
        #expect(try hear(&table, message, from: low, at: 100) == nil)
        #expect(table.queriers.first?.measuredInterval.minimum == .seconds(100))
    }

    @Test("A silent querier is lost after the Other Querier Present Interval, not before")
    func loss() throws {
        var table = RouterTable(capacity: 8)
        #expect(try hear(&table, general, from: low, at: 10) == .elected(low))
        #expect(table.electedUntil == after(265))
        #expect(table.advance(to: after(264.999)) == nil)
        #expect(table.elected == low)
        #expect(table.advance(to: after(265)) == .lost(low))
        #expect(table.elected == nil)
        #expect(table.advance(to: after(1_000)) == nil)
        #expect(try hear(&table, general, from: high, at: 1_000) == .elected(high))
    }

    @Test("Only the elected querier is learned from")
    func learning() throws {
        var table = RouterTable(capacity: 8)
        #expect(try hear(&table, general, from: low, at: 0) == .elected(low))
        let other = PacketBuilder.queryV3(code: 50, robustness: 5, intervalCode: 20)
        #expect(try hear(&table, other, from: high, at: 1) == nil)
        #expect(table.learned.robustness == 2)
        #expect(table.learned.queryInterval == .seconds(125))
        #expect(try hear(&table, other, from: low, at: 2) == nil)
        #expect(table.learned.robustness == 5)
        #expect(table.learned.queryInterval == .seconds(20))
        #expect(table.electedUntil == after(2 + 5 * 20 + 2.5))
    }

    @Test("Each querier is counted with its times, version and announced interval")
    func counts() throws {
        var table = RouterTable(capacity: 8)
        let specific = PacketBuilder.igmp(type: 0x11, code: 10, group: IPv4Address(239, 1, 1, 1))
        for (message, time) in [(general, 1.0), (general, 11), (specific, 12), (general, 31)] {
            _ = try hear(&table, message, from: low, at: time)
        }
        let querier = try #require(table.queriers.first)
        #expect(table.queriers.count == 1)
        #expect(querier.queryCount == 4)
        #expect(querier.firstAt == after(1))
        #expect(querier.lastAt == after(31))
        #expect(querier.version == 3)
        #expect(querier.advertisedInterval == .seconds(125))
        #expect(querier.measuredInterval.minimum == .seconds(10))
        #expect(querier.measuredInterval.maximum == .seconds(20))
        #expect(querier.measuredInterval.mean == .seconds(15))
        #expect(querier.measuredInterval.count == 2)
        _ = try hear(&table, specific, from: low, at: 32)
        #expect(table.queriers.first?.version == 2)
    }

    @Test("No interval has no mean")
    func noSpread() {
        #expect(Spread().mean == nil)
        #expect(Spread().count == 0)
    }

    @Test("Queriers and other routers are kept in order and up to the capacity; the others are counted")
    func capacity() throws {
        var table = RouterTable(capacity: 3)
        for host: UInt8 in [5, 3, 9] { _ = try hear(&table, general, from: IPv4Address(10, 0, 0, host), at: 0) }
        #expect(table.overflow == 0)
        _ = try hear(&table, general, from: IPv4Address(10, 0, 0, 7), at: 0)
        #expect(table.overflow == 1)
        #expect(table.queriers.map { $0.address.rawValue & 255 } == [3, 5, 9])

        for host: UInt8 in [8, 2] { table.other(.pimV1, from: IPv4Address(10, 0, 0, host), at: after(0)) }
        table.other(.mrd, from: IPv4Address(10, 0, 0, 8), at: after(1))
        table.other(.pimV1, from: IPv4Address(10, 0, 0, 8), at: after(2))
        #expect(table.overflow == 1)
        table.other(.dvmrp, from: IPv4Address(10, 0, 0, 8), at: after(3))
        #expect(table.overflow == 2)
        #expect(
            table.otherRouters == [
                OtherRouter(address: IPv4Address(10, 0, 0, 2), kind: .pimV1, lastAt: after(0)),
                OtherRouter(address: IPv4Address(10, 0, 0, 8), kind: .pimV1, lastAt: after(2)),
                OtherRouter(address: IPv4Address(10, 0, 0, 8), kind: .mrd, lastAt: after(1)),
            ])
    }
}
