import LiveCapture

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A command that runs, and what it has not read yet of its event.
struct RunningCommand {
    let identifier: pid_t
    /// Its standard input; -1 once that is closed.
    private(set) var input: Int32
    private let event: [UInt8]
    private var written = 0

    /// Starts the program at `path`, with `words` as its arguments, the first of which is its name.
    ///
    /// Its standard output goes where this process writes its errors: results of the analyzer's own
    /// stand on the other one.
    ///
    /// - Throws: why it could not be started.
    init(path: String, words: [String], event: [UInt8]) throws(SystemError) {
        let ends = try PipeEnds()
        _ = fcntl(ends.write, F_SETFL, O_NONBLOCK)
        do {
            identifier = try Self.spawn(path, words, input: ends.read)
        } catch {
            ends.close()
            throw error
        }
        close(ends.read)
        input = ends.write
        self.event = event
    }

    /// Writes what it takes of the event without waiting, and closes its input when all is written, or
    /// it does not read it.
    mutating func feed() {
        while written < event.count {
            // Within the array, which outlives the call.
            let count = unsafe event.withUnsafeBytes { bytes in
                unsafe write(input, bytes.baseAddress! + written, bytes.count - written)
            }
            if count > 0 {
                written += count
            } else if errno == EAGAIN {
                return
            } else if errno != EINTR {
                break
            }
        }
        closeInput()
    }

    mutating func closeInput() {
        guard input >= 0 else { return }
        close(input)
        input = -1
    }

    /// The signals that this process ignores or handles, and a program expects as they are by default.
    private static let signals = [SIGPIPE, SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGWINCH]

    private static func spawn(_ path: String, _ words: [String], input: Int32) throws(SystemError) -> pid_t {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = unsafe posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        // The functions fill in and free the structures; every string outlives the call.
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
        var none = sigset_t()
        unsafe sigemptyset(&none)
        var defaults = none
        for signal in signals { unsafe sigaddset(&defaults, signal) }
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &defaults)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
        defer { for index in unsafe arguments.indices { unsafe free(arguments[index]) } }
        var identifier: pid_t = 0
        let error = unsafe posix_spawn(&identifier, path, &actions, &attributes, &arguments, environ)
        guard error == 0 else { throw SystemError(number: error) }
        return identifier
    }
}
