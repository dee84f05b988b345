import Confinement
import LiveCapture
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The process that runs commands on events, one line each from a pipe.
///
/// It is there before the analyzer confines itself, sees no packet, and starts nothing but the one
/// command it was told of. It ends when all that it was given has been run, or when nobody hears what
/// it tells any more.
struct CommandServer {
    private let path: String
    private let words: [String]
    private let limit: Int
    /// Where events come from, and reports go.
    private let events: Int32
    private let reports: Int32
    /// Readable when a command has ended.
    private let endings: Int32
    private var lines = EventLines(limit: Self.waitingLimit)
    private var running: [RunningCommand] = []
    private var report = CommandReport()
    /// Whether the report was told as it is.
    private var isTold = false
    private var isAtEnd = false
    private var hasReader = true

    /// How many bytes of events wait here for their turn.
    private static let waitingLimit = 256 << 10

    /// - Throws: why no command could be waited for.
    private init(
        path: String, words: [String], limit: Int, events: Int32, reports: Int32
    ) throws(SystemError) {
        let ends = try PipeEnds()
        for end in [ends.read, ends.write, events, reports] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        endingsPipe.store(ends.write, ordering: .sequentiallyConsistent)
        signal(SIGCHLD, noteEnding)
        endings = ends.read
        self.path = path
        self.words = words
        self.limit = limit
        self.events = events
        self.reports = reports
    }

    /// Goes on as that process, with the rights of the user that the analyzer becomes, and no others.
    ///
    /// - Parameter user: who that is, where it is named.
    static func begin(_ command: CommandLineToRun, user: String?, events: Int32, reports: Int32) -> Never {
        // The end of events ends it, not what a terminal sends to the analyzer.
        for number in [SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGUSR1] { signal(number, SIG_IGN) }
        _ = setpgid(0, 0)
        // Whoever reads the results, or writes the packets, is not to wait for a copy that is here.
        let nothing = unsafe open("/dev/null", O_RDWR | O_CLOEXEC)
        if nothing >= 0 { dup2(nothing, STDIN_FILENO) }
        dup2(STDERR_FILENO, STDOUT_FILENO)
        var report = CommandReport()
        do {
            // Not held by the kernel to less: what the command needs is not known.
            _ = try Confinement(user: user, writable: [], isEnforced: false).apply()
            // A string of the environment, copied at once, or none.
            let folders = unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? "/usr/bin:/bin"
            var server = try CommandServer(
                path: try CommandWords.resolve(command.words[0], in: folders), words: command.words,
                limit: command.limit, events: events, reports: reports)
            server.serve()
            _exit(0)
        } catch let error as SystemError {
            report.obstacle = error.number
        } catch {
            StandardError.write("igmpscope: \(error)")
            report.obstacle = CommandReport.toldObstacle
        }
        _ = send(report, to: reports)
        _exit(1)
    }

    /// Runs commands until there are no more events, or nobody waits for them.
    private mutating func serve() {
        tell()
        while hasReader {
            startCommands()
            if isAtEnd, running.isEmpty, lines.count == 0, isTold { return }
            wait()
            reap()
        }
        for command in running { kill(command.identifier, SIGTERM) }
    }

    private mutating func startCommands() {
        while running.count < limit, let event = lines.popFirst() {
            report.taken += 1
            do {
                var command = try RunningCommand(path: path, words: words, event: event)
                command.feed()
                running.append(command)
                tell()
            } catch {
                note(.notStarted(error.number))
            }
        }
    }

    /// Waits until there is something to read, to write, or to bury.
    private mutating func wait() {
        var requests = [
            pollfd(fd: endings, events: Int16(POLLIN), revents: 0),
            pollfd(fd: lines.hasRoom && !isAtEnd ? events : -1, events: Int16(POLLIN), revents: 0),
            // That its reader is gone is told in any case.
            pollfd(fd: reports, events: isTold ? 0 : Int16(POLLOUT), revents: 0),
        ]
        requests += running.map { pollfd(fd: $0.input, events: Int16(POLLOUT), revents: 0) }
        // The call writes to the elements.
        _ = unsafe poll(&requests, nfds_t(requests.count), -1)
        if requests[1].revents != 0 { takeEvents() }
        if requests[2].revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0 {
            hasReader = false
        } else if requests[2].revents != 0 {
            tell()
        }
        for place in running.indices where requests[3 + place].revents != 0 { running[place].feed() }
    }

    private mutating func takeEvents() {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        // Reads no more than the array holds.
        let count = unsafe read(events, &bytes, bytes.count)
        if count > 0 {
            lines.append(bytes[..<count])
        } else if count == 0 || errno != EINTR && errno != EAGAIN {
            isAtEnd = true
        }
    }

    /// Takes note of the commands that have ended.
    private mutating func reap() {
        var byte: UInt8 = 0
        // Reads the one byte.
        while unsafe read(endings, &byte, 1) == 1 {}
        var status: Int32 = 0
        // The call writes the status.
        while case let identifier = unsafe waitpid(-1, &status, WNOHANG), identifier > 0 {
            guard let place = running.firstIndex(where: { $0.identifier == identifier }) else { continue }
            running[place].closeInput()
            running.remove(at: place)
            note(FailedCommand(status: status))
        }
    }

    /// Counts a command that has ended, and tells of it.
    private mutating func note(_ failure: FailedCommand?) {
        report.ended += 1
        if let failure {
            report.failed += 1
            report.lastFailure = failure
        }
        tell()
    }

    private mutating func tell() {
        isTold = CommandServer.send(report, to: reports)
    }

    /// Writes a report if there is room for it: it is in one piece, or not there. Returns whether it is.
    private static func send(_ report: CommandReport, to descriptor: Int32) -> Bool {
        let bytes = report.bytes
        // The array outlives the call.
        return unsafe write(descriptor, bytes, bytes.count) == bytes.count
    }
}

/// The end of the pipe that ``noteEnding`` writes to.
private let endingsPipe = Atomic<Int32>(-1)

/// The handler of SIGCHLD: nothing but an atomic load and write(2).
private let noteEnding: @convention(c) (Int32) -> Void = { _ in
    let error = errno
    var byte: UInt8 = 0
    // One byte of its own; a full pipe is readable already.
    _ = unsafe write(endingsPipe.load(ordering: .sequentiallyConsistent), &byte, 1)
    errno = error
}
