import Confinement
import IGMPWire
import Testing

@testable import LiveCapture

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite("Live capture errors")
struct LiveCaptureErrorTests {
    @Test(
        "Each is one line that names the interface first",
        arguments: [
            LiveCaptureError.Reason.noSuchInterface, .down, .forbidden, .vanished,
            .other("what libpcap says"),
        ])
    func oneLine(reason: LiveCaptureError.Reason) {
        let text = LiveCaptureError(interface: "eth7", reason: reason).description
        #expect(text.hasPrefix("eth7: "))
        #expect(!text.contains("\n"))
        #expect(text.count > 20)
    }

    @Test("An interface that does not exist is said not to")
    func missing() {
        let error = #expect(throws: LiveCaptureError.self) {
            _ = try LiveCapture(LiveCaptureOptions(interfaces: ["no-such-if"]))
        }
        #expect(error?.interface == "no-such-if")
        // Without the right to capture, that comes first.
        #expect(error?.reason == .noSuchInterface || error?.reason == .forbidden)
    }

    @Test(
        "A name that no interface can have is an error like any other",
        arguments: ["", "a/b", String(repeating: "x", count: 5000)])
    func impossibleNames(name: String) {
        let error = #expect(throws: LiveCaptureError.self) {
            _ = try LiveCapture(LiveCaptureOptions(interfaces: [name]))
        }
        #expect(error?.interface == name)
    }

    @Test("Who may not capture is told what it takes", .enabled(if: geteuid() == 0, "needs root to give it up"))
    func forbidden() async {
        await #expect(processExitsWith: .success) {
            try Privileges.drop(to: "nobody")
            let error = #expect(throws: LiveCaptureError.self) {
                _ = try LiveCapture(LiveCaptureOptions(interfaces: ["lo"]))
            }
            #expect(error == LiveCaptureError(interface: "lo", reason: .forbidden))
            #if os(Linux)
                #expect(error?.description.contains("CAP_NET_RAW") == true)
            #endif
        }
    }

    @Test("The interfaces there are can be listed, the loopback with its address")
    func listing() throws {
        let interfaces = try LiveCapture.availableInterfaces()
        #expect(Set(interfaces.map(\.name)).count == interfaces.count)
        for loopback in interfaces where loopback.isLoopback && loopback.isUp {
            #expect(loopback.addresses.contains { $0.isLoopback })
        }
    }
}
