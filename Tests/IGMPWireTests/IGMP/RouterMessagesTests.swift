import IGMPWire
import TestSupport
import Testing

@Suite("Messages of routers")
struct RouterMessagesTests {
    private typealias Samples = IGMPMessageSamples

    private func read<Result>(_ message: [UInt8], _ body: (borrowing IGMPMessage) -> Result) -> Result {
        lend(message) { body(IGMPMessage($0.dropFirst(0))) }
    }

    private static let mtrace: [UInt8] =
        PacketBuilder.bigEndian(UInt32(0x0A00_0001)) + PacketBuilder.bigEndian(UInt32(0x0A00_0002))
        + PacketBuilder.bigEndian(UInt32(0x0A00_0003)) + [64, 0xAB, 0xCD, 0xEF]

    @Test("Every field of an mtrace message is read from its place", arguments: [0x1E, 0x1F] as [UInt8])
    func mtrace(type: UInt8) throws {
        let message = PacketBuilder.igmp(type: type, code: 32, group: Samples.group, rest: Self.mtrace)
        let header = try #require(read(message) { MtraceHeader($0) })
        #expect(header.hopLimit == 32)
        #expect(header.group == Samples.group)
        #expect(header.source == IPv4Address(10, 0, 0, 1))
        #expect(header.destination == IPv4Address(10, 0, 0, 2))
        #expect(header.responseAddress == IPv4Address(10, 0, 0, 3))
        #expect(header.responseTimeToLive == 64)
        #expect(header.queryIdentifier == 0xABCDEF)
        #expect(header.responseCount == 0)
    }

    @Test(
        "Response blocks of an mtrace message count when they are whole",
        arguments: [(0, 0), (31, 0), (32, 1), (63, 1), (64, 2)])
    func mtraceResponses(length: Int, count: Int) throws {
        let message = PacketBuilder.igmp(type: 0x1E, rest: Self.mtrace + Array(repeating: 0, count: length))
        #expect(try #require(read(message) { MtraceHeader($0) }).responseCount == count)
    }

    @Test("An mtrace message has 24 bytes and one of the two types")
    func noMtrace() {
        let message = PacketBuilder.igmp(type: 0x1F, rest: Self.mtrace)
        #expect(read(message) { MtraceHeader($0) } != nil)
        #expect(read(Array(message.prefix(23))) { MtraceHeader($0) } == nil)
        #expect(read([]) { MtraceHeader($0) } == nil)
        for type in [0x1D, 0x20, 0x22] as [UInt8] {
            #expect(read(PacketBuilder.igmp(type: type, rest: Self.mtrace)) { MtraceHeader($0) } == nil)
        }
    }

    @Test("An advertisement's intervals are in seconds, QQI and robustness of 16 bits")
    func advertisement() throws {
        let message = PacketBuilder.igmp(type: 0x30, code: 20, group: IPv4Address(rawValue: 0x012C_0102))
        let advertisement = try #require(read(message) { RouterAdvertisement($0) })
        #expect(advertisement.advertisementInterval == .seconds(20))
        #expect(advertisement.queryInterval == .seconds(300))
        #expect(advertisement.robustness == 258)
    }

    @Test("An advertisement has 8 bytes and its type")
    func noAdvertisement() {
        let message = PacketBuilder.igmp(type: 0x30, code: 20)
        #expect(read(message) { RouterAdvertisement($0) } != nil)
        #expect(read(Array(message.prefix(7))) { RouterAdvertisement($0) } == nil)
        #expect(read(PacketBuilder.igmp(type: 0x31, code: 20)) { RouterAdvertisement($0) } == nil)
    }

    @Test("Every field of an IGAP message is read from its place", arguments: [0x40, 0x41, 0x42] as [UInt8])
    func igap(type: UInt8) throws {
        let message = PacketBuilder.igmp(type: type, group: Samples.group, rest: [1, 0x22, 0xEE, 77, 0, 0, 0, 0])
        let header = try #require(read(message) { IGAPHeader($0) })
        #expect(header.group == Samples.group)
        #expect(header.version == 1)
        #expect(header.subtype == 0x22)
        #expect(header.challengeIdentifier == 77)
    }

    @Test("An IGAP message has 16 bytes and one of the three types")
    func noIGAP() {
        let rest = [UInt8](repeating: 0, count: 8)
        let message = PacketBuilder.igmp(type: 0x40, rest: rest)
        #expect(read(message) { IGAPHeader($0) } != nil)
        #expect(read(Array(message.prefix(15))) { IGAPHeader($0) } == nil)
        #expect(read(PacketBuilder.igmp(type: 0x3F, rest: rest)) { IGAPHeader($0) } == nil)
        #expect(read(PacketBuilder.igmp(type: 0x43, rest: rest)) { IGAPHeader($0) } == nil)
    }
}
