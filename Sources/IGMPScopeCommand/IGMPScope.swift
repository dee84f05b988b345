import ArgumentParser

/// The command line as a whole; `monitor` when no subcommand is named.
struct IGMPScope: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "igmpscope",
        abstract: "Tells from IGMP packets who queries, who is in which group, and what kernels counted.",
        discussion: """
            Without a capture filter expression everything that may carry IGMP is taken, tagged or not.
            Addresses are always numeric. The manual page igmpscope(1) has the details.
            """,
        version: "igmpscope \(Program.version)",
        subcommands: [MonitorCommand.self, PacketsCommand.self, CountersCommand.self, InterfacesCommand.self],
        defaultSubcommand: MonitorCommand.self)
}
