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

    @Option(help: "Whose counters, in whose layout. (default: netbsd; with --explain and --json all)")
    var kernel: KernelName?

    @Flag(help: "Tell instead which packets each kernel counted otherwise than RFC 9776 would have it, and why.")
    var explain = false

    @Flag(help: "Live, on Linux: this host's own figures for the same time beside ours; ends with 3 if any differs.")
    var compareKernel = false

    @Flag(help: "Write JSON: the report without its groups, or the comparison.")
    var json = false

    func validate() throws {
        try capture.requireOwnOutput("use monitor")
        try capture.refuseData()
        guard !explain || tracking.hosts.isEmpty else {
            throw ValidationError("--explain tells of a link's counters, not of a host's: without --as-host.")
        }
        guard kernel != .linuxBridge || tracking.hosts.isEmpty else {
            throw ValidationError("--as-host names a host; linux-bridge counts for a bridge's ports.")
        }
        if compareKernel { try validateComparison() } else { try tracking.requireShown(shownKernels) }
        guard !(explain && json) else {
            throw ValidationError("Either --explain or --json, not both: --json has the same as 'explanations'.")
        }
        guard !capture.snapshotLengths.suppressesZeros || !(explain || json || compareKernel) else {
            throw ValidationError(
                "-s -s leaves out lines of netstat's layout: without --explain, --json and --compare-kernel.")
        }
    }

    /// Whose counters are shown or explained.
    private var shownKernels: Set<KernelName> {
        kernel.map { [$0] } ?? (explain || json ? Set(KernelName.allCases) : [.netbsd])
    }

    /// A comparison needs all that the kernel counts, of interfaces that are known.
    private func validateComparison() throws {
        #if !os(Linux)
            throw ValidationError("--compare-kernel reads the counters of a Linux kernel; this system has another.")
        #endif
        guard capture.files.isEmpty else {
            throw ValidationError("--compare-kernel compares what is captured live: -i INTERFACE, not -r FILE.")
        }
        guard !capture.interfaces.contains("any") else {
            throw ValidationError("--compare-kernel takes interfaces by their names, not 'any'.")
        }
        guard capture.direction == .inout else {
            throw ValidationError("--compare-kernel compares both directions: not with -Q.")
        }
        guard capture.until == nil else {
            throw ValidationError("--compare-kernel ends at a moment of its own: --duration instead of --until.")
        }
        guard kernel == nil, tracking.hosts.isEmpty, !explain, tracking.packetFilter == nil else {
            throw ValidationError(
                "--compare-kernel compares this host's own kernel: not with --kernel, --as-host, --pf or --explain.")
        }
        guard !tracking.bridgesCallIPTables else {
            throw ValidationError(
                "--compare-kernel finds out itself what goes through iptables: not with --bridge-nf-call-iptables.")
        }
    }

    mutating func run() throws {
        if capture.listsInterfaces { return try InterfacesCommand.list() }
        try CaptureRun.run(
            capture, options: tracking.analysisOptions,
            view: CountersView(
                kernel: kernel, explains: explain, suppressesZeros: capture.snapshotLengths.suppressesZeros,
                json: json, isQuiet: capture.isQuiet),
            comparesKernel: compareKernel)
    }
}
