import Foundation
import LiveCapture
import Testing

@testable import IGMPScopeCommand

@Suite("A command that runs", .timeLimit(.minutes(1)))
struct RunningCommandTests {
    init() {
        // As in the process that runs commands.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Its status as waitpid(2) gives it, when it has read what it will.
    private func status(_ path: String, _ words: [String], event: [UInt8]) throws -> Int32 {
        var command = try RunningCommand(path: path, words: words, event: event)
        while command.input >= 0 {
            command.feed()
            usleep(1000)
        }
        var status: Int32 = 0
        // The call writes the status.
        while unsafe waitpid(command.identifier, &status, 0) == -1, errno == EINTR {}
        return status
    }

    @Test("Its standard input is the event and nothing more, however long", arguments: [0, 1, 65_536, 300_000])
    func input(length: Int) throws {
        let event = [UInt8](repeating: UInt8(ascii: "e"), count: length)
        let count = ["sh", "-c", "test $(wc -c) -eq \(length)"]
        #expect(try status("/bin/sh", count, event: event) == 0)
        #expect(try status("/bin/sh", count, event: event + [0]) == 0x0100)
    }

    @Test("One that does not read its event is not waited for with it")
    func unread() throws {
        // More than a pipe holds.
        let event = [UInt8](repeating: 0, count: 1 << 20)
        #expect(try status("/bin/sh", ["sh", "-c", "exit 3"], event: event) == 0x0300)
    }

    @Test("Words are its arguments as they stand, the first one its name")
    func arguments() throws {
        let words = ["name of it", "-c", "test \"$0\" = 'a b' -a \"$1\" = '$x;' -a \"$#\" = 1", "a b", "$x;"]
        #expect(try status("/bin/sh", words, event: []) == 0)
    }

    @Test("Signals are as they are by default")
    func signals() throws {
        // sh(1) cannot be told of a signal that is ignored, so it must die of these.
        for (name, number) in [("PIPE", SIGPIPE), ("TERM", SIGTERM), ("INT", SIGINT)] {
            let status = try status("/bin/sh", ["sh", "-c", "kill -\(name) $$; exit 0"], event: [])
            #expect(status & 0x7F == number, "\(name)")
        }
    }

    @Test("What cannot be started says why")
    func notStarted() {
        #expect(throws: SystemError(number: ENOENT)) {
            try RunningCommand(path: "/nowhere/tool", words: ["tool"], event: [])
        }
    }
}
