import Testing

@testable import IGMPScopeCommand

@Suite("What is told of commands")
struct CommandReportTests {
    @Test(
        "It goes through a pipe unchanged",
        arguments: [FailedCommand.exited(0), .exited(255), .signalled(9), .notStarted(8)])
    func bytes(failure: FailedCommand) {
        var report = CommandReport()
        report.obstacle = CommandReport.toldObstacle
        report.taken = .max
        report.ended = 1 << 40
        report.failed = 3
        report.lastFailure = failure
        #expect(report.bytes.count == CommandReport.length)
        #expect(CommandReport(bytes: report.bytes) == report)
        #expect(CommandReport(bytes: CommandReport().bytes) == CommandReport())
    }
}
