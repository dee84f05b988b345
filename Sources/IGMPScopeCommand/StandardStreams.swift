#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The three streams that a program expects to find open.
enum StandardStreams {
    /// Sees to it that no file takes the place of a stream that was closed: what is
    /// meant for the stream would be written into the file.
    static func reserve() {
        for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) < 0 {
            // The lowest free number is this one's. It reads nothing, and what is
            // written fails, as with a closed stream.
            _ = unsafe open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    /// Lets a write to a pipe that nobody reads fail, instead of ending the program.
    static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }
}
