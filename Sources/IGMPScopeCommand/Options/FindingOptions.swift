import ArgumentParser
import IGMPAnalysis
import IGMPReports

/// A severity, as `--fail-on` takes it.
enum SeverityArgument: String, ExpressibleByArgument, CaseIterable {
    case info, warning, error

    var severity: FindingSeverity {
        switch self {
        case .info: .info
        case .warning: .warning
        case .error: .error
        }
    }
}

/// What is to be made of findings.
struct FindingOptions: ParsableArguments {
    @Option(help: "Exit with 3 if a finding of this severity or above was made.")
    var failOn: SeverityArgument?

    @Option(
        help: ArgumentHelp("Make no finding of this code; repeat for several.", valueName: "code"),
        transform: FindingOptions.code)
    var ignore: [FindingCode] = []

    @Option(help: ArgumentHelp("How many of the last bad packets a report holds; 0 for none.", valueName: "count"))
    var badPackets = 100

    /// How many bad packets can be kept at most.
    static let badPacketLimit = 100_000

    func validate() throws {
        guard (0...Self.badPacketLimit).contains(badPackets) else {
            throw ValidationError("--bad-packets takes 0 to \(Self.badPacketLimit).")
        }
    }

    func apply(to options: inout AnalysisOptions) {
        for code in ignore { options.ignoredFindings.insert(code) }
        options.badPackets = badPackets
    }

    private static func code(_ argument: String) throws -> FindingCode {
        if let code = FindingCode(name: argument) { return code }
        let names = FindingCode.allCases.map(\.name.description).sorted()
        let near = names.filter { isNear(argument, $0) }
        throw ValidationError(
            near.isEmpty
                ? "There is no finding '\(argument)'. There are: \(names.joined(separator: ", "))."
                : "There is no finding '\(argument)'. Did you mean \(near.joined(separator: " or "))?")
    }

    /// Whether `argument` may be meant for `name`: a part of it, or next to it.
    private static func isNear(_ argument: String, _ name: String) -> Bool {
        let typed = argument.lowercased().map { $0 == "-" ? "_" : $0 }
        if typed.count >= 3, name.contains(String(typed)) { return true }
        return editDistance(typed, Array(name)) <= max(name.count / 4, 1)
    }

    /// How many characters have to be added, taken away or changed to make one of the other.
    private static func editDistance(_ left: [Character], _ right: [Character]) -> Int {
        // What was typed may be anything, of any length.
        guard left.count <= 64 else { return .max }
        var row = Array(0...right.count)
        for (index, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (place, other) in right.enumerated() {
                let changed = diagonal + (character == other ? 0 : 1)
                diagonal = row[place + 1]
                row[place + 1] = min(changed, row[place] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
