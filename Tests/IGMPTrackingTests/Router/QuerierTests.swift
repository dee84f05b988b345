import IGMPWire
import TestSupport
import Testing

@testable import IGMPTracking

@Suite("Querier")
struct QuerierTests {
    private struct NotAQuery: Error {}

    private func after(_ seconds: Double) -> Timestamp { Timestamp(nanoseconds: Int64(seconds * 1e9)) }

    private func hear(_ querier: inout Querier, _ message: [UInt8], at seconds: Double) throws {
        try lend(message) { bytes throws(NotAQuery) in
            guard let query = IGMPMessage(bytes).query else { throw NotAQuery() }
            querier.heard(query, mac: nil, at: after(seconds))
        }
    }

    private func querier() -> Querier { Querier(address: IPv4Address(10, 0, 0, 1), version: 3, at: after(0)) }

    @Test("A querier is known by what its own queries say")
    func values() throws {
        var querier = querier()
        try hear(&querier, PacketBuilder.queryV3(code: 50, robustness: 3, intervalCode: 20), at: 0)
        #expect(querier.values.queryInterval == .seconds(20))
        #expect(querier.values.maxResponse == .seconds(5))
        #expect(querier.advertisedRobustness == 3)
        // 3 x 20 s + 5 s / 2 (RFC 9776 section 8.5).
        #expect(querier.presentUntil == after(62.5))
        try hear(&querier, PacketBuilder.queryV3(group: IPv4Address(239, 1, 1, 1), code: 10, robustness: 0), at: 1)
        #expect(querier.values.lastMemberQueryInterval == .seconds(1))
        #expect(querier.advertisedRobustness == 0)
        #expect(querier.values.robustness == nil)
        #expect(querier.queryCount == 2)
        #expect(querier.generalCount == 1)
    }

    @Test("A change of its version is counted with its time, a query of the same version is none")
    func versions() throws {
        var querier = querier()
        try hear(&querier, PacketBuilder.queryV3(), at: 0)
        try hear(&querier, PacketBuilder.queryV3(), at: 10)
        #expect(querier.versionChanges == VersionChanges())
        try hear(&querier, PacketBuilder.igmp(type: 0x11, code: 100), at: 20)
        #expect(querier.version == 2)
        #expect(querier.versionChanges.count == 1)
        #expect(querier.versionChanges.lastAt == after(20))
        #expect(querier.versionChanges.previous == 3)
        try hear(&querier, PacketBuilder.igmp(type: 0x11), at: 30)
        #expect(querier.versionChanges.count == 2)
        #expect(querier.versionChanges.previous == 2)
    }

    @Test("It speaks since its first query, or since the first after it was given up")
    func spell() throws {
        var querier = querier()
        try hear(&querier, PacketBuilder.queryV3(), at: 0)
        try hear(&querier, PacketBuilder.queryV3(), at: 254)
        #expect(querier.speakingSince == after(0))
        try hear(&querier, PacketBuilder.queryV3(), at: 254 + 255)
        #expect(querier.speakingSince == after(509))
    }
}
