import Testing

/// What `igmpscope help` says against what the manual page says.
@Suite("The manual page")
struct ManualTests {
    private static let subcommands = ["monitor", "packets", "counters", "interfaces"]

    /// Every spelling of every option of every subcommand, with its dashes.
    private func offered() throws -> Set<String> {
        var options: Set<String> = []
        for subcommand in Self.subcommands {
            let run = try ProgramRun("help", subcommand)
            try #require(run.status == 0)
            for line in run.text.split(separator: "\n") where line.hasPrefix("  -") {
                // Two spaces end the spellings, if the line does not.
                let spellings = line.dropFirst(2).split(separator: " ", omittingEmptySubsequences: false)
                for spelling in spellings.prefix(while: { !$0.isEmpty }) where spelling.hasPrefix("-") {
                    options.insert(spelling.trimmingSuffix(while: { $0 == "," }))
                }
            }
        }
        return options
    }

    /// Every spelling that an entry of the manual page's list of options is about.
    private func documented() throws -> Set<String> {
        var options: Set<String> = []
        var isInOptions = false
        for line in try Repository.text("man/igmpscope.1").split(separator: "\n") {
            if line.hasPrefix(".Sh ") { isInOptions = line == ".Sh OPTIONS" }
            guard isInOptions, line.hasPrefix(".It ") else { continue }
            let words = line.split(separator: " ")
            for (word, next) in zip(words, words.dropFirst()) where word == "Fl" { options.insert("-\(next)") }
        }
        return options
    }

    @Test("Every option stands in the manual page, in every spelling, and none that does not exist")
    func options() throws {
        let offered = try offered()
        let documented = try documented()
        #expect(offered.contains("--read-file"))
        #expect(offered.subtracting(documented).sorted() == [], "not in the manual page")
        #expect(documented.subtracting(offered).sorted() == [], "not in the program")
    }

    @Test(
        "The manual page and the README name no option that does not exist",
        arguments: ["man/igmpscope.1", "README.md"])
    func mentions(path: String) throws {
        let offered = try offered()
        var mentioned: Set<String> = []
        for line in try Repository.text(path).split(separator: "\n") {
            let text = String(line)
            // Other programs' lines have other programs' options.
            for match in text.matches(of: #/igmpscope [^|`]*/#) {
                for option in String(match.output).matches(of: #/\s(--[a-z][a-z-]+)/#) {
                    mentioned.insert(String(option.output.1))
                }
            }
            for option in text.matches(of: #/\bFl -([a-z][a-z-]+)/#) { mentioned.insert("--\(option.output.1)") }
            for option in text.matches(of: #/`(--[a-z][a-z-]+)/#) { mentioned.insert(String(option.output.1)) }
        }
        #expect(!mentioned.isEmpty)
        #expect(mentioned.subtracting(offered).sorted() == [])
    }

    @Test("Every subcommand has its line in the manual page's synopsis")
    func subcommands() throws {
        let help = try ProgramRun("--help").text
        let manual = try Repository.text("man/igmpscope.1")
        for subcommand in Self.subcommands {
            #expect(help.contains("\n  \(subcommand) "))
            #expect(manual.contains("\n.It Cm \(subcommand)\n"))
        }
    }
}

extension Substring {
    fileprivate func trimmingSuffix(while isUnwanted: (Character) -> Bool) -> String {
        var text = self
        while let last = text.last, isUnwanted(last) { text.removeLast() }
        return String(text)
    }
}
