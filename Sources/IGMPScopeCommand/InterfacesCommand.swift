import ArgumentParser
import IGMPReports
import IGMPWire
import LiveCapture

/// `interfaces`: what `-i` takes.
struct InterfacesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interfaces", abstract: "List the interfaces that -i takes.")

    mutating func run() throws {
        try Self.list()
    }

    /// A line for each: its number, its name, what it is, its addresses.
    static func list() throws(CommandFailure) {
        let interfaces: [InterfaceDescription]
        do {
            interfaces = try LiveCapture.availableInterfaces()
        } catch {
            throw CommandFailure(status: .couldNotRead, message: error.description)
        }
        var output = Output.buffer()
        for (index, interface) in interfaces.enumerated() {
            var words: [String] = []
            if interface.isUp { words.append("Up") }
            if interface.isRunning { words.append("Running") }
            if interface.isLoopback { words.append("Loopback") }
            var line = "\(index + 1).\(interface.name.escapedForTerminal)"
            if let description = interface.description { line += " (\(description.escapedForTerminal))" }
            line += " [\(words.joined(separator: ", "))]"
            if !interface.addresses.isEmpty {
                line += " " + interface.addresses.map(\.description).joined(separator: " ")
            }
            output.append(unescaped: line + "\n")
        }
        output.flush()
        try Output.check(output)
    }
}
