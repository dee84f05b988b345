import IGMPWire
import TestSupport
import Testing

@Suite("MembershipQuery")
struct MembershipQueryTests {
    private typealias Samples = IGMPMessageSamples

    private func read<Result>(_ message: [UInt8], _ body: (borrowing MembershipQuery) -> Result) throws -> Result {
        let result: Result? = lend(message) { bytes in
            let message = IGMPMessage(bytes.dropFirst(0))
            guard let query = message.query else { return nil }
            return body(query)
        }
        return try #require(result)
    }

    @Test("The version is told by length and code")
    func version() throws {
        #expect(try read(PacketBuilder.igmp(type: 0x11)) { $0.version } == 1)
        #expect(try read(PacketBuilder.igmp(type: 0x11, code: 1)) { $0.version } == 2)
        #expect(try read(PacketBuilder.queryV3(code: 0)) { $0.version } == 3)
        #expect(try read(PacketBuilder.queryV3()) { $0.version } == 3)
    }

    @Test("Group and scope")
    func group() throws {
        for query in [PacketBuilder.igmp(type: 0x11, code: 1), PacketBuilder.queryV3()] {
            #expect(try read(query) { $0.group } == .unspecified)
            #expect(try read(query) { $0.isGeneral })
        }
        for query in [
            PacketBuilder.igmp(type: 0x11, code: 1, group: Samples.group), PacketBuilder.queryV3(group: Samples.group),
        ] {
            #expect(try read(query) { $0.group } == Samples.group)
            #expect(try !read(query) { $0.isGeneral })
        }
    }

    @Test("Hosts answer a version 1 query within 10 s")
    func maxResponseTimeV1() throws {
        #expect(try read(PacketBuilder.igmp(type: 0x11)) { $0.maxResponseTime } == .seconds(10))
        #expect(try read(PacketBuilder.igmp(type: 0x11)) { $0.maxResponseCode } == 0)
    }

    @Test(
        "The code is tenths of a second in version 2, and floating point in version 3",
        arguments: [(1, 1, 1), (127, 127, 127), (0x80, 128, 128), (0x8A, 138, 208), (0xFF, 255, 31744)]
            as [(UInt8, Int, Int)])
    func maxResponseTime(code: UInt8, tenthsV2: Int, tenthsV3: Int) throws {
        let second = PacketBuilder.igmp(type: 0x11, code: code)
        #expect(try read(second) { $0.maxResponseTime } == .tenths(tenthsV2))
        #expect(try read(second) { $0.maxResponseCode } == code)
        let third = PacketBuilder.queryV3(code: code)
        #expect(try read(third) { $0.maxResponseTime } == .tenths(tenthsV3))
        #expect(try read(third) { $0.maxResponseCode } == code)
    }

    @Test("A code of 0x8a is 20.8 s, and of 0 no time at all, in version 3")
    func maxResponseTimeV3() throws {
        #expect(try read(PacketBuilder.queryV3(code: 0x8A)) { $0.maxResponseTime.seconds } == 20.8)
        #expect(try read(PacketBuilder.queryV3(code: 0)) { $0.maxResponseTime } == .seconds(0))
    }

    @Test(
        "Flags, S and QRV share a byte",
        arguments: [
            (0x00, 0, false, 0), (0x08, 0, true, 0), (0x07, 0, false, 7), (0xA2, 10, false, 2), (0xFF, 15, true, 7),
        ]
            as [(UInt8, UInt8, Bool, Int)])
    func flags(byte: UInt8, flags: UInt8, suppresses: Bool, robustness: Int) throws {
        let query = PacketBuilder.igmp(type: 0x11, code: 100, rest: [byte, 125, 0, 0])
        #expect(try read(query) { $0.flags } == flags)
        #expect(try read(query) { $0.suppressesRouterSideProcessing } == suppresses)
        #expect(try read(query) { $0.robustness } == robustness)
    }

    @Test(
        "QQIC is in seconds, floating point from 128 on",
        arguments: [(0, 0), (125, 125), (127, 127), (0x9F, 496), (0xFF, 31744)] as [(UInt8, Int)])
    func queryInterval(code: UInt8, seconds: Int) throws {
        #expect(try read(PacketBuilder.queryV3(intervalCode: code)) { $0.queryInterval } == .seconds(seconds))
    }

    @Test("Versions 1 and 2 have none of the fields of version 3", arguments: [0, 100] as [UInt8])
    func beforeVersion3(code: UInt8) throws {
        let query = PacketBuilder.igmp(type: 0x11, code: code)
        #expect(try read(query) { $0.flags } == 0)
        #expect(try !read(query) { $0.suppressesRouterSideProcessing })
        #expect(try read(query) { $0.robustness } == nil)
        #expect(try read(query) { $0.queryInterval } == nil)
        #expect(try read(query) { $0.sourceCount } == 0)
    }

    @Test("The sources in their order, and nothing behind them")
    func sources() throws {
        #expect(try read(PacketBuilder.queryV3(group: Samples.group)) { $0.sourceCount } == 0)
        let query = PacketBuilder.queryV3(group: Samples.group, sources: Samples.sources)
        for message in [query, Samples.resized(query, to: 40)] {
            let sources = try read(message) { query in (0..<query.sourceCount).map { query.source(at: $0) } }
            #expect(sources == Samples.sources)
        }
    }
}
