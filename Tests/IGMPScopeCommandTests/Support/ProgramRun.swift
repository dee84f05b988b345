import Foundation

/// The program, run to its end as a user runs it.
struct ProgramRun: Sendable {
    let status: Int32
    /// What it wrote on standard output.
    let output: [UInt8]
    /// What it wrote on standard error.
    let error: String
    /// The most memory that it held, in bytes.
    let peakMemory: Int

    var text: String { String(decoding: output, as: UTF8.self) }
    /// The lines of standard error, without the last line's empty rest.
    var errorLines: [Substring] { error.split(separator: "\n") }

    /// Where the program is: named by the environment, or built beside the tests.
    static let path: String = {
        let environment = ProcessInfo.processInfo.environment
        if let named = environment["IGMPSCOPE_PROGRAM"] { return named }
        // The bundle's own name is a folder on some systems and a file on others.
        let bundle = CommandLine.arguments.lazy.map { URL(fileURLWithPath: $0) }
            .compactMap { url in
                url.pathComponents.lastIndex { $0.hasSuffix(".xctest") }
                    .map { url.pathComponents[1..<$0].joined(separator: "/") }
            }
            .first
        return "/" + (bundle ?? "") + "/igmpscope"
    }()

    /// Runs the program with `arguments`.
    ///
    /// - Parameters:
    ///   - folder: the working directory.
    ///   - environment: added to that of the tests; times in text are always in UTC.
    @discardableResult
    init(_ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:]) throws {
        try self.init(path: Self.path, arguments, in: folder, environment: environment)
    }

    init(_ arguments: String..., in folder: URL? = nil) throws {
        try self.init(arguments, in: folder)
    }

    /// Runs `script` by sh(1), with the program as `$0` and `arguments` as `$1` and so on.
    init(shell script: String, _ arguments: String..., in folder: URL? = nil) throws {
        try self.init(path: "/bin/sh", ["-c", script, Self.path] + arguments, in: folder)
    }

    private init(
        path: String, _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:]
    ) throws {
        let process = try StartedProgram(path: path, arguments, in: folder, environment: environment)
        self = try process.finish()
    }

    init(status: Int32, output: [UInt8], error: String, peakMemory: Int) {
        self.status = status
        self.output = output
        self.error = error
        self.peakMemory = peakMemory
    }
}

/// A folder of its own for a test's files, removed with it.
final class ScratchFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("igmpscope-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// Where a file of this name is.
    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    /// Makes a file.
    func file(_ name: String, _ bytes: [UInt8]) throws -> URL {
        let file = url.appendingPathComponent(name)
        try Data(bytes).write(to: file)
        return file
    }

    /// Makes a script for sh(1) that every user may run, and returns its path.
    ///
    /// Another process writes it: what any that a test starts beside this one holds open for writing, for
    /// as long as it takes to become another program, cannot be run meanwhile (ETXTBSY, execve(2)).
    func script(_ text: String) throws -> String {
        let draft = try file("script.draft", Array("#!/bin/sh\n\(text)\n".utf8)).path
        let path = path("script")
        let copy = try ProgramRun(shell: "cp \"$1\" \"$2\" && chmod 755 \"$2\"", draft, path)
        guard copy.status == 0 else { throw CocoaError(.fileWriteUnknown) }
        return path
    }
}
