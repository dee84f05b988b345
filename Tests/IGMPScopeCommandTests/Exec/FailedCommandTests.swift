import Testing

@testable import IGMPScopeCommand

@Suite("How a command failed")
struct FailedCommandTests {
    @Test(
        "A status other than 0 is a failure, and so is a signal",
        arguments: [
            (0, nil), (0x0100, "ended with status 1"), (0xFF00, "ended with status 255"),
            (9, "was ended by signal 9"), (0x80 | 11, "was ended by signal 11"),
        ] as [(Int32, String?)])
    func status(status: Int32, text: String?) {
        #expect(FailedCommand(status: status)?.description == text)
    }

    @Test("What could not be started says why")
    func notStarted() {
        #expect(FailedCommand.notStarted(2).description == "could not be started: No such file or directory")
    }
}
