import ArgumentParser
import IGMPAnalysis
import IGMPReports
import IGMPWire

/// Whose counters, as `--kernel` takes it.
extension KernelName: ExpressibleByArgument {}

/// `counters`: what a kernel's own IGMP counters would say.
struct CountersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "counters",
        abstract: "Print what a kernel's own IGMP counters would say, in its own layout.",
        discussion: """
            They are those of a multicast router that listens on the link, or with --as-host those of that host. \
            -s -s leaves out those that are 0, as netstat has it.
            """)

    @OptionGroup var capture: CaptureOptions
    @OptionGroup var tracking: TrackingOptions

    @Option(help: "Whose counters, in whose layout. (default: netbsd; with --explain all)")
    var kernel: KernelName?

    @Flag(help: "Tell instead which packets each kernel counted otherwise than RFC 9776 would have it, and why.")
    var explain = false

    func validate() throws {
        try capture.requireOwnOutput("use monitor")
        guard !explain || tracking.hosts.isEmpty else {
            throw ValidationError("--explain tells of a link's counters, not of a host's: without --as-host.")
        }
        guard kernel != .linuxBridge || tracking.hosts.isEmpty else {
            throw ValidationError("--as-host names a host; linux-bridge counts for a bridge's ports.")
        }
    }

    mutating func run() throws {
        if capture.listsInterfaces { return try InterfacesCommand.list() }
        try CaptureRun.run(
            capture, options: tracking.analysisOptions,
            view: CountersView(
                kernel: kernel, explains: explain, suppressesZeros: capture.snapshotLengths.suppressesZeros))
    }
}
