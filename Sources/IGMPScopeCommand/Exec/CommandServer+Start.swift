import CFork
import LiveCapture

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the analyzer's process does to have commands run.
extension CommandServer {
    /// Makes the process that runs commands, and waits until it can.
    ///
    /// - Parameter user: whom root becomes, where it is named.
    /// - Returns: where events are written to, and reports read from.
    /// - Throws: ``CommandFailure`` when the command cannot be run; ``ExitStatus`` where that has been told.
    static func start(_ command: CommandLineToRun, user: String?) throws -> (events: Int32, reports: Int32) {
        let events = try makePipe()
        let reports = try makePipe()
        // There is one thread: the same process goes on in both.
        let identifier = fork_single_threaded()
        guard identifier != 0 else {
            close(events.write)
            close(reports.read)
            begin(command, user: user, events: events.read, reports: reports.write)
        }
        let error = SystemError.last
        close(events.read)
        close(reports.write)
        guard identifier > 0 else { throw failure(error.text) }
        guard let first = readReport(reports.read) else { throw failure("the process that runs commands has ended") }
        guard first.obstacle != CommandReport.toldObstacle else { throw ExitStatus.couldNotRead }
        guard first.obstacle == 0 else {
            let reason = SystemError(number: first.obstacle).text
            // What root may, the user that it becomes may not.
            let whose = first.obstacle == EACCES && geteuid() == 0 ? " for the user that root becomes (-Z)" : ""
            throw CommandFailure(status: .badUsage, message: "--exec: \(command.words[0]): \(reason)\(whose)")
        }
        _ = fcntl(reports.read, F_SETFL, O_NONBLOCK)
        return (events.write, reports.read)
    }

    /// Reads a report; nil where there is none, or will be none.
    static func readReport(_ descriptor: Int32) -> CommandReport? {
        var bytes = [UInt8](repeating: 0, count: CommandReport.length)
        while true {
            // Reports are written in one piece, and as long as the array.
            let count = unsafe read(descriptor, &bytes, bytes.count)
            if count == bytes.count { return CommandReport(bytes: bytes) }
            guard count < 0, errno == EINTR else { return nil }
        }
    }

    private static func makePipe() throws(CommandFailure) -> PipeEnds {
        do { return try PipeEnds() } catch { throw failure(error.text) }
    }

    private static func failure(_ reason: String) -> CommandFailure {
        CommandFailure(status: .couldNotRead, message: "--exec: \(reason)")
    }
}
