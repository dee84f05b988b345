import ArgumentParser

/// What is run on each event.
struct ExecOptions: ParsableArguments {
    @Option(
        name: .customLong("exec"),
        help: ArgumentHelp(
            "Run this command on each event, with the event's JSON on its standard input. "
                + "It is split at blanks; there is no shell.",
            valueName: "command"))
    var command: String?

    @Option(
        name: .customLong("exec-limit"),
        help: ArgumentHelp("How many of them may run at a time.", valueName: "count"))
    var limit: Int?

    /// How many there can be at most.
    static let greatestLimit = 256

    func validate() throws {
        if let command, CommandWords.split(command).isEmpty {
            throw ValidationError("--exec takes a command, with its arguments parted by blanks.")
        }
        guard let limit else { return }
        guard (1...Self.greatestLimit).contains(limit) else {
            throw ValidationError("--exec-limit takes 1 to \(Self.greatestLimit).")
        }
        guard command != nil else { throw ValidationError("--exec-limit is of no use without --exec.") }
    }

    /// What to run, if anything; one after another unless told otherwise, so that they come in order.
    var commandLine: CommandLineToRun? {
        command.map { CommandLineToRun(words: CommandWords.split($0), limit: limit ?? 1) }
    }
}

/// A command, and how many of it may run at a time.
struct CommandLineToRun: Hashable {
    /// At least one: the program, then its arguments.
    let words: [String]
    let limit: Int
}
