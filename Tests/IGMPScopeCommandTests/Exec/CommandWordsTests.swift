import Foundation
import LiveCapture
import Testing

@testable import IGMPScopeCommand

@Suite("The words of a command")
struct CommandWordsTests {
    @Test(
        "Blanks part words, and nothing else means anything but itself",
        arguments: [
            ("logger", ["logger"]), ("  logger  -t\tigmp\n", ["logger", "-t", "igmp"]), ("", []), (" \t\n", []),
            ("a 'b c' \"d\" \\ $HOME;|>&*`", ["a", "'b", "c'", "\"d\"", "\\", "$HOME;|>&*`"]),
        ])
    func split(command: String, words: [String]) {
        #expect(CommandWords.split(command) == words)
    }

    @Test("A name is looked for in the folders of the path, in their order, the empty one being the current")
    func found() throws {
        let scratch = try ScratchFolder()
        for folder in ["first", "second"] {
            try FileManager.default.createDirectory(
                at: scratch.url.appendingPathComponent(folder), withIntermediateDirectories: false)
        }
        let (first, second) = (scratch.path("first"), scratch.path("second"))
        func make(_ path: String, mode: Int) {
            #expect(
                FileManager.default.createFile(atPath: path, contents: Data(), attributes: [.posixPermissions: mode]))
        }
        make(second + "/tool", mode: 0o755)
        let path = "/nowhere:\(first):\(second)"
        #expect(try CommandWords.resolve("tool", in: path) == second + "/tool")
        // One that cannot be run does not hide the other.
        make(first + "/tool", mode: 0o644)
        #expect(try CommandWords.resolve("tool", in: path) == second + "/tool")
        #expect(throws: SystemError(number: EACCES)) { try CommandWords.resolve("tool", in: first) }
        #expect(throws: SystemError(number: ENOENT)) { try CommandWords.resolve("tool", in: "/nowhere") }
        #expect(throws: SystemError(number: ENOENT)) { try CommandWords.resolve("tool", in: "") }
        try FileManager.default.removeItem(atPath: first + "/tool")
        make(first + "/tool", mode: 0o755)
        #expect(try CommandWords.resolve("tool", in: path) == first + "/tool")
    }

    @Test("A path stands as it is, and what is no file that may be run is refused")
    func path() throws {
        #expect(try CommandWords.resolve("/bin/sh", in: "") == "/bin/sh")
        #expect(throws: SystemError(number: ENOENT)) { try CommandWords.resolve("./sh-not-here", in: "/bin") }
        #expect(throws: SystemError(number: EACCES)) { try CommandWords.resolve("/tmp", in: "") }
        #expect(throws: SystemError(number: ENOTDIR)) { try CommandWords.resolve("/bin/sh/x", in: "") }
    }
}
