import ArgumentParser
import IGMPAnalysis
import IGMPTracking
import KernelCounters

/// How much a run keeps, whatever is sent, as `--limit` sets it.
struct RunLimits: Hashable {
    var tracker = TrackerLimits()
    /// Interfaces with VLAN stacks.
    var links = AnalysisOptions().linkLimit
    /// Findings of one code on one link.
    var findings = AnalysisOptions().findingsPerCode
    var hosts = HostLimits()
    /// Interfaces that one file describes.
    var interfaces = 65_536
    /// Fragmented datagrams that are unfinished.
    var datagrams = 64
    /// Pieces of one of them.
    var fragments = 64
}

/// One of them by name, as `--limit` takes it: `NAME=NUMBER`.
struct LimitArgument: ExpressibleByArgument {
    let name: Name
    let number: Int

    enum Name: String, CaseIterable {
        case links, interfaces, groups, hosts, members
        case groupSources = "group-sources"
        case memberSources = "member-sources"
        case sourcesPerGroup = "sources-per-group"
        case sourcesPerMember = "sources-per-member"
        case routers, findings
        case hostGroups = "host-groups"
        case hostSources = "host-sources"
        case datagrams, fragments
        case dataGroups = "data-groups"
        case dataSources = "data-sources"
        case delays

        /// Where it is kept.
        var path: WritableKeyPath<RunLimits, Int> {
            switch self {
            case .links: \.links
            case .interfaces: \.interfaces
            case .groups: \.tracker.groups
            case .hosts: \.tracker.hosts
            case .members: \.tracker.members
            case .groupSources: \.tracker.groupSources
            case .memberSources: \.tracker.memberSources
            case .sourcesPerGroup: \.tracker.sourcesPerGroup
            case .sourcesPerMember: \.tracker.sourcesPerMember
            case .routers: \.tracker.routers
            case .findings: \.findings
            case .hostGroups: \.hosts.groups
            case .hostSources: \.hosts.sourcesPerGroup
            case .dataGroups: \.tracker.dataGroups
            case .dataSources: \.tracker.dataSources
            case .delays: \.tracker.delaySamples
            case .datagrams: \.datagrams
            case .fragments: \.fragments
            }
        }

        /// The tables count with 29 bits and more, the sources of a list with 16.
        var greatest: Int { self == .sourcesPerMember ? 65_535 : 500_000_000 }
    }

    init?(argument: String) {
        let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, let name = Name(rawValue: String(parts[0])),
            parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(parts[1]),
            (1...name.greatest).contains(number)
        else { return nil }
        self.name = name
        self.number = number
    }
}

/// The option for all of them.
struct LimitOptions: ParsableArguments {
    @Option(
        name: .customLong("limit"),
        help: ArgumentHelp(
            "Keep at most so many of something, as NAME=NUMBER; repeat for several. Names: "
                + LimitArgument.Name.allCases.map(\.rawValue).joined(separator: ", ") + ".",
            valueName: "name=number"))
    var arguments: [LimitArgument] = []

    var limits: RunLimits {
        arguments.reduce(into: RunLimits()) { $0[keyPath: $1.name.path] = $1.number }
    }
}
