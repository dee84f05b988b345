import LiveCapture

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A command as `--exec` takes it, without any shell: what is not a blank means itself.
enum CommandWords {
    /// The words between blanks.
    static func split(_ command: String) -> [String] {
        command.split { $0 == " " || $0 == "\t" || $0 == "\n" }.map(String.init)
    }

    /// Where the program `name` is: a path as it stands, any other name looked for in the folders of `path`.
    ///
    /// - Throws: the `errno` that says why this process cannot run it.
    static func resolve(_ name: String, in path: String) throws(SystemError) -> String {
        if name.contains("/") {
            if let error = obstacle(name) { throw error }
            return name
        }
        var reason = SystemError(number: ENOENT)
        for folder in path.split(separator: ":", omittingEmptySubsequences: false) {
            // An empty one is the current folder (POSIX, PATH).
            let candidate = (folder.isEmpty ? "." : folder) + "/" + name
            guard let error = obstacle(String(candidate)) else { return String(candidate) }
            // There is one, which cannot be run; unlike a folder that cannot be looked into.
            if isThere(String(candidate)) { reason = error }
        }
        throw reason
    }

    private static func isThere(_ path: String) -> Bool {
        // The path lives for the call.
        unsafe access(path, F_OK) == 0
    }

    /// What keeps this process from running the file; nil for nothing.
    private static func obstacle(_ path: String) -> SystemError? {
        var status = stat()
        // The call fills in the structure; the path lives for the calls.
        guard unsafe stat(path, &status) == 0 else { return SystemError.last }
        guard status.st_mode & S_IFMT == S_IFREG else { return SystemError(number: EACCES) }
        return unsafe access(path, X_OK) == 0 ? nil : .last
    }
}
