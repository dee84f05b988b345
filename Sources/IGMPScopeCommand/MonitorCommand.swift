import ArgumentParser
import IGMPAnalysis
import IGMPReports

/// How much state a report carries, as `--detail` takes it.
extension ReportDetail: ExpressibleByArgument {}

/// `monitor`: who queries, who is in which group, what is wrong.
struct MonitorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "monitor", abstract: "Report on queriers, groups, members and what is wrong (the default).")

    @OptionGroup var capture: CaptureOptions
    @OptionGroup var tracking: TrackingOptions
    @OptionGroup var findings: FindingOptions
    @OptionGroup var exec: ExecOptions

    @Flag(help: "Write one JSON report at the end; live also every --interval seconds.")
    var json = false

    @Flag(help: "Write one JSON object a line for every change, as it happens.")
    var events = false

    @Option(help: "How much state a report carries.")
    var detail = ReportDetail.members

    @Option(help: "Live: seconds between reports, or between two drawings of the screen.")
    var interval: Double?

    func validate() throws {
        guard !(json && events) else { throw ValidationError("Either --json or --events, not both.") }
        if json || events { try capture.requireOwnOutput("without --json and --events") }
        try capture.refuseRepeatedSnapshotLength()
        try tracking.requireShown(json ? Set(KernelName.allCases) : [])
        if let interval, !(interval > 0) { throw ValidationError("--interval takes a number of seconds above 0.") }
    }

    mutating func run() throws {
        if capture.listsInterfaces { return try InterfacesCommand.list() }
        let view = MonitorView(
            json: json, events: events, detail: detail, isVerbose: capture.verbosity > 0, isQuiet: capture.isQuiet,
            interval: interval)
        var options = tracking.analysisOptions
        findings.apply(to: &options)
        options.watchesSilence = true
        options.recordsChanges = view.showsChanges(isLive: capture.files.isEmpty)
        if capture.writeFile == "-" {
            try CaptureRun.run(
                capture, options: options, view: PacketsView(packets: .none), failsOn: findings.failOn?.severity,
                command: exec.commandLine)
        } else {
            try CaptureRun.run(
                capture, options: options, view: view, failsOn: findings.failOn?.severity, command: exec.commandLine)
        }
    }
}
