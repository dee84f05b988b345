import ArgumentParser
import IGMPAnalysis
import IGMPReports

/// `packets`: a line for every IGMP packet.
struct PacketsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "packets", abstract: "Write one line, or with --json one JSON object, per IGMP packet.")

    @OptionGroup var capture: CaptureOptions

    @Flag(help: "Write JSON objects instead of text.")
    var json = false

    func validate() throws {
        try capture.requireOwnOutput("use monitor")
        try capture.refuseRepeatedSnapshotLength()
        try capture.refuseData()
    }

    mutating func run() throws {
        if capture.listsInterfaces { return try InterfacesCommand.list() }
        let format: PacketLineFormat =
            json
            ? .json
            : .text(
                PacketText(
                    verbosity: capture.verbosity,
                    showsInterface: capture.interfaces.count > 1 || capture.interfaces.contains("any")))
        try CaptureRun.run(
            capture, options: AnalysisOptions(), view: PacketsView(packets: format))
    }
}
