import ArgumentParser
import IGMPAnalysis
import IGMPReports
import IGMPWire

/// `counters`: what a kernel's own IGMP counters would say.
struct CountersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "counters",
        abstract: "Print what a kernel's own IGMP counters would say, in its own layout.",
        discussion: """
            They are those of a multicast router that listens on the link, or with --as-host those of that host.
            """)

    @OptionGroup var capture: CaptureOptions
    @OptionGroup var tracking: TrackingOptions

    mutating func run() throws {
        if capture.listsInterfaces { return try InterfacesCommand.list() }
        try CaptureRun.run(
            capture, options: tracking.analysisOptions, view: CountersView())
    }
}
