import ArgumentParser
import IGMPAnalysis
import IGMPReports
import IGMPWire

/// A membership that no packet shows, as `--member` takes it: `ADDR=GROUP`.
struct MemberArgument {
    let host: IPv4Address
    let group: IPv4Address

    /// - Throws: a `ValidationError` that says what is wrong.
    init(_ argument: String) throws {
        let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw ValidationError("It takes ADDR=GROUP, as in 10.0.0.7=239.1.1.1.")
        }
        host = try TrackingOptions.address(String(parts[0]))
        group = try TrackingOptions.address(String(parts[1]))
        guard group.isMulticast else {
            throw ValidationError("\(group) is no group: 224.0.0.0 to 239.255.255.255 are.")
        }
    }
}

/// Whether OpenBSD's packet filter is enabled, as `--pf` takes it.
enum PacketFilterArgument: String, ExpressibleByArgument, CaseIterable {
    case on, off
}

/// Whose kernels are to be run along.
struct TrackingOptions: ParsableArguments {
    @Option(
        name: .customLong("as-host"),
        help: ArgumentHelp("Run this host's own kernel along; repeat for several.", valueName: "address"),
        transform: TrackingOptions.address)
    var hosts: [IPv4Address] = []

    @Option(
        name: .customLong("member"),
        help: ArgumentHelp(
            "Tell of a membership that no packet shows, as ADDR=GROUP; repeat for several.", valueName: "address=group"),
        transform: MemberArgument.init)
    var members: [MemberArgument] = []

    @Flag(name: .customLong("mrouter"), help: "The hosts of --as-host run a multicast routing daemon.")
    var areMulticastRouters = false

    @Option(name: .customLong("pf"), help: "Whether OpenBSD's kernels have pf enabled. (default: on)")
    var packetFilter: PacketFilterArgument?

    @Option(
        help: ArgumentHelp(
            "How long a router keeps what is not reported again, instead of what the querier's variables say.",
            valueName: "seconds"))
    var membershipInterval: Double?

    @Flag(
        name: .customLong("bridge-nf-call-iptables"),
        help: "Linux bridges send packets through iptables first, which drops bad IPv4 headers uncounted.")
    var bridgesCallIPTables = false

    /// Longer than any that follows from what queries can say: 31744 s seven times, and 3174.4 s twice.
    private static let longestMembership = 1e6

    func validate() throws {
        if let membershipInterval, !(0.001...Self.longestMembership).contains(membershipInterval) {
            throw ValidationError("--membership-interval takes 0.001 to \(Int(Self.longestMembership)) seconds.")
        }
        for member in members where !hosts.contains(member.host) {
            throw ValidationError("--member tells of a host of --as-host: also --as-host \(member.host).")
        }
        guard !areMulticastRouters || !hosts.isEmpty else {
            throw ValidationError(
                "--mrouter tells of the hosts of --as-host: name one. A link's counters are a router's.")
        }
    }

    /// Refuses what is about a kernel whose counters are not shown.
    func requireShown(_ kernels: Set<KernelName>) throws {
        guard packetFilter == nil || kernels.contains(.openbsd) else {
            throw ValidationError("--pf is about OpenBSD's counters: with --json, or with counters --kernel openbsd.")
        }
        guard !bridgesCallIPTables || kernels.contains(.linuxBridge) else {
            throw ValidationError(
                "--bridge-nf-call-iptables is about a Linux bridge's counters: with --json, or with counters "
                    + "--kernel linux-bridge.")
        }
    }

    /// - Throws: a `ValidationError` that says what is wrong.
    static func address(_ argument: String) throws -> IPv4Address {
        guard let address = IPv4Address(argument) else {
            throw ValidationError("'\(argument)' is no IPv4 address in dotted decimal, as in 10.0.0.7.")
        }
        return address
    }

    var analysisOptions: AnalysisOptions {
        var options = AnalysisOptions()
        options.membershipInterval = membershipInterval.map { Interval(nanoseconds: Int64($0 * 1e9)) }
        options.bridgesCallIPTables = bridgesCallIPTables
        for host in hosts where !options.hosts.contains(host) { options.hosts.append(host) }
        options.hostsAreMulticastRouters = areMulticastRouters
        options.openBSDHasPacketFilter = packetFilter != .off
        options.knownMembers = members.map { ($0.host, $0.group) }
        return options
    }
}
