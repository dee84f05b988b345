import IGMPWire
import Testing

@Suite("Rejection")
struct RejectionTests {
    @Test("Every rejection has its name in reports")
    func names() {
        #expect(
            Rejection.allCases.map(\.name.description) == [
                "bad_ip_header", "too_short", "bad_checksum", "bad_query", "bad_report", "malformed",
            ])
    }
}
