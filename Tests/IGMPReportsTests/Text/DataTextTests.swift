import IGMPTracking
import IGMPWire
import Testing

@testable import IGMPReports

@Suite("DataText")
struct DataTextTests {
    @Test(
        "A rate has three digits at most and a decimal prefix",
        arguments: [
            (0, "0 b/s"), (999, "999 b/s"), (1000, "1 kb/s"), (1049, "1 kb/s"), (1050, "1.1 kb/s"),
            (99_949, "99.9 kb/s"), (99_950, "100 kb/s"), (999_499, "999 kb/s"), (999_500, "1 Mb/s"),
            (1_500_000_000, "1.5 Gb/s"), (.max, "18.4 Eb/s"),
        ] as [(UInt64, String)])
    func rates(rate: UInt64, text: String) {
        #expect(DataText.rate(rate) == text)
    }
}
