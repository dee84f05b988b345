import IGMPWire
import TestSupport
import Testing

@testable import IGMPTracking

@Suite("LearnedValues")
struct LearnedValuesTests {
    private let group = IPv4Address(239, 1, 1, 1)

    private struct NotAQuery: Error {}

    private func learned(from messages: [[UInt8]]) throws -> LearnedValues {
        var values = LearnedValues()
        for message in messages {
            try lend(message) { bytes throws(NotAQuery) in
                guard let query = IGMPMessage(bytes).query else { throw NotAQuery() }
                values.learn(from: query)
            }
        }
        return values
    }

    @Test("Until something is learned the defaults of RFC 9776 section 8 hold")
    func defaults() {
        let values = LearnedValues()
        #expect(values.robustness == nil)
        #expect(values.queryInterval == nil)
        #expect(values.maxResponse == nil)
        #expect(values.lastMemberQueryInterval == nil)
        #expect(values.groupMembershipInterval == .seconds(270))
        #expect(values.otherQuerierPresentInterval == .seconds(255))
        #expect(values.lastMemberQueryTime == .seconds(2))
        #expect(values.olderHostPresentInterval == .seconds(260))
        #expect(values.olderQuerierPresentInterval == .seconds(260))
    }

    @Test("The intervals follow from what a version 3 query says")
    func versionThree() throws {
        // Max Resp Code 0x8A: (10 | 16) << 3 = 208 tenths. QQIC 0x9B: (11 | 16) << 4 = 432 s.
        let values = try learned(from: [
            PacketBuilder.queryV3(code: 0x8A, robustness: 3, intervalCode: 0x9B),
            PacketBuilder.queryV3(group: group, code: 25, robustness: 3, intervalCode: 0x9B),
        ])
        #expect(values.maxResponse == .tenths(208))
        #expect(values.queryInterval == .seconds(432))
        #expect(values.robustness == 3)
        #expect(values.lastMemberQueryInterval == .tenths(25))
        #expect(values.groupMembershipInterval == .tenths(3 * 4_320 + 2 * 208))
        #expect(values.otherQuerierPresentInterval == .tenths(3 * 4_320 + 104))
        #expect(values.olderHostPresentInterval == .tenths(3 * 4_320 + 208))
        #expect(values.olderQuerierPresentInterval == .tenths(3 * 4_320 + 208))
        #expect(values.lastMemberQueryTime == .tenths(75))
    }

    @Test("A QRV or QQIC of 0 makes the default hold again")
    func zero() throws {
        let said = PacketBuilder.queryV3(robustness: 4, intervalCode: 60)
        let silent = PacketBuilder.queryV3(robustness: 0, intervalCode: 0)
        let first = try learned(from: [said])
        #expect(first.robustness == 4)
        #expect(first.queryInterval == .seconds(60))
        let both = try learned(from: [said, silent])
        #expect(both.robustness == nil)
        #expect(both.queryInterval == nil)
        let alone = try learned(from: [silent])
        #expect(alone.robustness == nil)
        #expect(alone.queryInterval == nil)
        #expect(alone.groupMembershipInterval == .seconds(270))
    }

    @Test("An older query says its response time and nothing else")
    func older() throws {
        let values = try learned(from: [
            PacketBuilder.igmp(type: 0x11, code: 200), PacketBuilder.igmp(type: 0x11, code: 20, group: group),
        ])
        #expect(values.maxResponse == .seconds(20))
        #expect(values.lastMemberQueryInterval == .seconds(2))
        #expect(values.queryInterval == nil)
        #expect(values.robustness == nil)
        #expect(try learned(from: [PacketBuilder.igmp(type: 0x11)]).maxResponse == .seconds(10))
    }

    @Test("A version 1 query is general whatever its group field holds")
    func versionOneGroup() throws {
        let values = try learned(from: [PacketBuilder.igmp(type: 0x11, group: group)])
        #expect(values.maxResponse == .seconds(10))
        #expect(values.lastMemberQueryInterval == nil)
    }

    @Test("The largest values stay within range")
    func largest() throws {
        let values = try learned(from: [
            PacketBuilder.queryV3(code: 255, robustness: 7, intervalCode: 255),
            PacketBuilder.queryV3(group: group, code: 255, robustness: 7, intervalCode: 255),
        ])
        #expect(values.groupMembershipInterval == .tenths(7 * 317_440 + 2 * 31_744))
        #expect(values.lastMemberQueryTime == .tenths(7 * 31_744))
    }
}
