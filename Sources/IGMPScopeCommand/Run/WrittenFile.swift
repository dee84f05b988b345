import CaptureFiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The file of `-w`.
enum WrittenFile {
    /// Opening a file for writing empties it: none that is read may be it.
    static func check(_ capture: CaptureOptions) throws(CommandFailure) {
        guard let path = capture.writeFile, let written = identity(path) else { return }
        for file in capture.files where file != "-" {
            guard let read = identity(file), read == written else { continue }
            throw CommandFailure(status: .badUsage, message: "\(path): cannot be written while it is read")
        }
    }

    /// What `error` means for the run. Where the file is standard output, a reader that has
    /// gone away ends the program quietly.
    static func failure(_ error: CaptureFileError) -> CommandFailure {
        if error.fileName == "-", error.reason == .system(call: .write, errorNumber: EPIPE) {
            exit(ExitStatus.done.rawValue)
        }
        return CommandFailure(status: .couldNotRead, message: error.description)
    }

    /// What is the same for two names of one regular file; nil for anything else.
    private static func identity(_ path: String) -> [UInt64]? {
        var status = stat()
        // The call fills in the structure; the path lives for the call.
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return [UInt64(status.st_dev), UInt64(status.st_ino)]
    }
}
