import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program that runs while the test goes on.
///
/// Not Foundation's `Process`: that learns of a program's end by a descriptor which
/// other programs started meanwhile inherit, and then waits for them too.
final class StartedProgram {
    struct CannotStart: Error {
        let path: String
        let code: Int32
    }

    private let scratch: ScratchFolder
    /// Where its standard output goes. Files, not pipes: another process could hold a pipe open.
    let output: URL
    /// Where its standard error goes.
    let error: URL
    let identifier: pid_t
    private var isFinished = false
    /// The most memory that it held, in bytes; known when it has ended.
    private(set) var peakMemory = 0

    /// Starts `path`, with nothing to read on standard input.
    init(path: String, _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:]) throws {
        scratch = try ScratchFolder()
        output = try scratch.file("output", [])
        error = try scratch.file("error", [])
        let variables = ProcessInfo.processInfo.environment.merging(["TZ": "UTC"]) { $1 }.merging(environment) { $1 }
        // Only a shell can change the folder on every system.
        let command =
            folder.map { ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", $0.path, path] + arguments } ?? [path]
            + arguments
        identifier = try Self.spawn(
            command, variables: variables.map { "\($0)=\($1)" }, output: output.path, error: error.path)
    }

    deinit {
        if !isFinished {
            kill(identifier, SIGKILL)
            _ = wait()
        }
    }

    /// Waits for its end.
    func finish() throws -> ProgramRun {
        let status = wait()
        return ProgramRun(
            status: status, output: Array(try Data(contentsOf: output)),
            error: String(decoding: try Data(contentsOf: error), as: UTF8.self), peakMemory: peakMemory)
    }

    /// The exit code; 128 and the signal's number after a signal, as a shell has it.
    private func wait() -> Int32 {
        var status: Int32 = 0
        var usage = rusage()
        // The call writes both.
        while unsafe wait4(identifier, &status, 0, &usage) == -1, errno == EINTR {}
        isFinished = true
        #if canImport(Darwin)
            peakMemory = usage.ru_maxrss
        #else
            peakMemory = usage.ru_maxrss * 1024
        #endif
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }

    private static func spawn(
        _ command: [String], variables: [String], output: String, error: String
    ) throws -> pid_t {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = unsafe posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        // The functions fill in and free the structures; every string is copied or outlives the call.
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, error, O_WRONLY | O_APPEND, 0)
        // The thread that starts it may have signals blocked or ignored.
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var argumentPointers = unsafe command.map { unsafe strdup($0) } + [nil]
        var variablePointers = unsafe variables.map { unsafe strdup($0) } + [nil]
        defer {
            for index in unsafe argumentPointers.indices { unsafe free(argumentPointers[index]) }
            for index in unsafe variablePointers.indices { unsafe free(variablePointers[index]) }
        }
        var identifier: pid_t = 0
        let code = unsafe posix_spawn(
            &identifier, command[0], &actions, &attributes, &argumentPointers, &variablePointers)
        guard code == 0 else { throw CannotStart(path: command[0], code: code) }
        return identifier
    }
}
