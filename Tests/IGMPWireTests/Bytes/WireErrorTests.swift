import IGMPWire
import Testing

@Suite("WireError")
struct WireErrorTests {
    @Test(
        "An error says what it is",
        arguments: [
            (
                WireError(.truncated(needed: 16, available: 7), at: 24),
                "truncated at byte 24: 16 bytes announced, 7 there"
            ),
            (WireError(.badChecksum(sum: 0x0ABC), at: 2), "bad checksum (sum 0x0abc, not 0xffff)"),
            (WireError(.badChecksum(sum: 0), at: 2), "bad checksum (sum 0x0000, not 0xffff)"),
            (WireError(.queryLength(9), at: 0), "query of 9 bytes"),
            (WireError(.notAGroup(.broadcast), at: 4), "group 255.255.255.255 is not multicast"),
            (WireError(.sourcesInGeneralQuery(count: 1), at: 10), "general query with 1 source"),
            (WireError(.sourcesInGeneralQuery(count: 2), at: 10), "general query with 2 sources"),
        ])
    func descriptions(error: WireError, text: String) {
        #expect(error.description == text)
    }
}
