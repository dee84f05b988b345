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

    @Test("A specific query takes part in the election and keeps its sender present")
    func specific() throws {
        var table = RouterTable(capacity: 8)
        let message = PacketBuilder.queryV3(group: IPv4Address(239, 1, 1, 1), code: 10)
        #expect(try hear(&table, message, from: .unspecified, at: 0) == nil)
        #expect(table.elected == nil)
        #expect(try hear(&table, message, from: high, at: 0) == .elected(high))
        #expect(try hear(&table, general, from: high, at: 1) == nil)
        #expect(try hear(&table, message, from: high, at: 3) == nil)
        // 2 x 125 s + 10 s / 2.
        #expect(table.electedUntil == after(3 + 255))
        #expect(table.learned.lastMemberQueryInterval == .seconds(1))
        #expect(try hear(&table, message, from: low, at: 4) == .changed(from: high, to: low))
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

    @Test("What is learned is the elected querier's own, and nothing of the one before")
    func learningAnew() throws {
        var table = RouterTable(capacity: 8)
        _ = try hear(&table, PacketBuilder.queryV3(code: 50, robustness: 5, intervalCode: 20), from: high, at: 0)
        #expect(table.learned.robustness == 5)
        _ = try hear(&table, PacketBuilder.igmp(type: 0x11, code: 30), from: low, at: 1)
        #expect(table.learned.robustness == nil)
        #expect(table.learned.queryInterval == nil)
        #expect(table.learned.maxResponse == .seconds(3))
        // 2 x 125 s + 3 s / 2.
        #expect(table.electedUntil == after(1 + 251.5))
    }

    @Test("When the elected one is given up, the lowest of those that still query is the querier, by its own values")
    func succession() throws {
        var table = RouterTable(capacity: 8)
        let other = PacketBuilder.queryV3(code: 50, robustness: 3, intervalCode: 100)
        let gone = IPv4Address(10, 0, 0, 2)
        let higher = IPv4Address(10, 0, 0, 3)
        _ = try hear(&table, general, from: low, at: 0)
        // 2 x 3 s + 1 s / 2: given up long before.
        _ = try hear(&table, PacketBuilder.queryV3(code: 10, intervalCode: 3), from: gone, at: 1)
        _ = try hear(&table, other, from: .unspecified, at: 1)
        _ = try hear(&table, other, from: higher, at: 100)
        _ = try hear(&table, other, from: IPv4Address(10, 0, 0, 4), at: 101)
        #expect(table.advance(to: after(254.999)) == nil)
        #expect(table.advance(to: after(255)) == .changed(from: low, to: higher))
        #expect(table.learned.robustness == 3)
        #expect(table.electedUntil == after(100 + 302.5))
        #expect(table.history.recent.last?.kind == .succeeded)
    }

    @Test("The history tells of each step with the silence of the one before")
    func history() throws {
        var table = RouterTable(capacity: 8)
        _ = try hear(&table, general, from: high, at: 0)
        _ = try hear(&table, general, from: low, at: 100)
        _ = table.advance(to: after(355))
        _ = try hear(&table, general, from: high, at: 360)
        let entries = table.history.recent
        #expect(entries.map(\.kind) == [.elected, .preempted, .lost, .elected])
        #expect(entries.map(\.at) == [after(0), after(100), after(355), after(360)])
        #expect(entries.map(\.querier) == [high, low, nil, high])
        #expect(entries.map(\.previous) == [nil, high, low, low])
        #expect(entries.map(\.gap) == [nil, .seconds(100), .seconds(255), .seconds(260)])
        #expect(entries.map(\.otherQuerierPresentInterval) == [nil] + Array(repeating: .seconds(255), count: 3))
        #expect(table.history.changeCount == 2)
        #expect(table.history.lossCount == 1)
    }

    @Test("A query is out of turn once a lower address was heard to query, a router's first ones are not")
    func outOfTurn() throws {
        var table = RouterTable(capacity: 8)
        func count(of address: IPv4Address) -> UInt64? {
            table.queriers.first { $0.address == address }?.outOfTurnCount
        }
        _ = try hear(&table, general, from: low, at: 0)
        // It starts and has heard nobody yet.
        _ = try hear(&table, general, from: high, at: 10)
        _ = try hear(&table, general, from: high, at: 41)
        #expect(count(of: high) == 0)
        _ = try hear(&table, general, from: low, at: 125)
        #expect(count(of: high) == 0)
        _ = try hear(&table, general, from: high, at: 126)
        #expect(count(of: high) == 1)
        #expect(table.queriers.last?.lastOutOfTurnAt == after(126))
        #expect(count(of: low) == 0)
        #expect(table.lastSpeaker == high)
        // Started again, after it was silent for so long that nobody counts on it.
        _ = try hear(&table, general, from: low, at: 250)
        _ = try hear(&table, general, from: low, at: 375)
        _ = try hear(&table, general, from: high, at: 381)
        #expect(count(of: high) == 1)
        _ = try hear(&table, general, from: .unspecified, at: 382)
        #expect(count(of: .unspecified) == 0)
    }

    @Test("The elected querier keeps its room, and one that takes over gets some")
    func noRoom() throws {
        var table = RouterTable(capacity: 1)
        _ = try hear(&table, general, from: high, at: 0)
        for host: UInt8 in 200...210 {
            #expect(try hear(&table, general, from: IPv4Address(10, 0, 0, host), at: 0.5) == nil)
        }
        #expect(table.queriers.contains { $0.address == high })
        #expect(table.queriers.count == 2)
        #expect(
            try hear(&table, PacketBuilder.queryV3(code: 50, robustness: 3, intervalCode: 20), from: low, at: 1)
                == .changed(from: high, to: low))
        #expect(table.learned.robustness == 3)
        #expect(table.electedUntil == after(1 + 62.5))
        #expect(table.queriers.map(\.address).contains(low))
        #expect(table.queriers.count == 2)
        #expect(table.overflow == 11)
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

    @Test("Queriers and other routers are kept in order and up to the capacity; the longest silent goes first")
    func capacity() throws {
        var table = RouterTable(capacity: 3)
        for (time, host) in [UInt8]([5, 3, 9]).enumerated() {
            _ = try hear(&table, general, from: IPv4Address(10, 0, 0, host), at: Double(time))
        }
        #expect(table.overflow == 0)
        _ = try hear(&table, general, from: IPv4Address(10, 0, 0, 7), at: 3)
        #expect(table.overflow == 1)
        // The querier is 10.0.0.3; of the others 10.0.0.5 was heard longest ago.
        #expect(table.queriers.map { $0.address.rawValue & 255 } == [3, 7, 9])

        for host: UInt8 in [8, 2] { other(&table, .pimV1, host, at: 0) }
        other(&table, .mrd, 8, at: 1)
        other(&table, .pimV1, 8, at: 2)
        #expect(table.overflow == 1)
        other(&table, .dvmrp, 8, at: 3)
        #expect(table.overflow == 2)
        #expect(table.otherRouters.map { $0.address.rawValue & 255 } == [8, 8, 8])
        #expect(table.otherRouters.map(\.kind) == [.pimV1, .dvmrp, .mrd])
        #expect(table.otherRouters.map(\.firstAt) == [after(0), after(3), after(1)])
        #expect(table.otherRouters.map(\.lastAt) == [after(2), after(3), after(1)])
        #expect(table.otherRouters.map(\.messageCount) == [2, 1, 1])
    }

    private func other(_ table: inout RouterTable, _ kind: OtherRouter.Kind, _ host: UInt8, at seconds: Double) {
        table.other(kind, from: IPv4Address(10, 0, 0, host), mac: nil, at: after(seconds))
    }
}
