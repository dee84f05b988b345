import IGMPWire
import Testing

@testable import LiveCapture

@Suite("Notices of a capture")
struct CaptureNoticeTests {
    @Test(
        "Each is one line that says what has become of what",
        arguments: [
            (.stopped(interface: "p1", .down), "p1: the interface went down; capturing goes on when it is up again"),
            (
                .stopped(interface: "p1", .removed),
                "p1: the interface was removed; capturing goes on when there is one of that name again"
            ),
            (.stopped(interface: "p1", .noCarrier), "p1: no carrier; nothing can be captured until there is one"),
            (
                .resumed(interface: "p1", after: .milliseconds(12_599), .down),
                "p1: captured again after 12.5 s; what passed meanwhile is missing"
            ),
            (
                .clockStepped(.milliseconds(-3_250)),
                "the clock was set back by 3.2 s; timers wait until it shows the same time again"
            ),
            (
                .clockStepped(.seconds(-60)),
                "the clock was set back by 60.0 s; timers wait until it shows the same time again"
            ),
            (.clockStepped(.milliseconds(-60_001)), "the clock was set back by 60.0 s; timers go on"),
            (.clockStepped(.seconds(3600)), "the clock went forward by 3600.0 s: it was set, or this machine slept"),
        ] as [(CaptureNotice, String)])
    func text(notice: CaptureNotice, expected: String) {
        #expect(notice.description == expected)
    }

    @Test("A carrier's coming and going alone is a minor matter")
    func minor() {
        let minor: [CaptureNotice] = [
            .stopped(interface: "p1", .noCarrier), .resumed(interface: "p1", after: .seconds(1), .noCarrier),
        ]
        let major: [CaptureNotice] = [
            .stopped(interface: "p1", .down), .resumed(interface: "p1", after: .seconds(1), .down),
            .resumed(interface: "p1", after: .seconds(1), .removed), .clockStepped(.seconds(1)),
        ]
        #expect(minor.filter { $0.isMinor } == minor)
        #expect(major.filter { $0.isMinor } == [])
    }
}
