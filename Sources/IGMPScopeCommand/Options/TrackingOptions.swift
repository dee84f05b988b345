import ArgumentParser
import IGMPAnalysis
import IGMPWire

/// An address in dotted decimal.
struct AddressArgument: ExpressibleByArgument {
    let address: IPv4Address

    init?(argument: String) {
        guard let address = IPv4Address(argument) else { return nil }
        self.address = address
    }
}

/// A membership that no packet shows, as `--member` takes it: `ADDR=GROUP`.
struct MemberArgument: ExpressibleByArgument {
    let host: IPv4Address
    let group: IPv4Address

    init?(argument: String) {
        let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, let host = IPv4Address(String(parts[0])), let group = IPv4Address(String(parts[1])),
            group.isMulticast
        else { return nil }
        self.host = host
        self.group = group
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
        help: ArgumentHelp("Run this host's own kernel along; repeat for several.", valueName: "address"))
    var hosts: [AddressArgument] = []

    @Option(
        name: .customLong("member"),
        help: ArgumentHelp(
            "Tell of a membership that no packet shows, as ADDR=GROUP; repeat for several.", valueName: "address=group")
    )
    var members: [MemberArgument] = []

    @Flag(name: .customLong("mrouter"), help: "The hosts of --as-host run a multicast routing daemon.")
    var areMulticastRouters = false

    @Option(name: .customLong("pf"), help: "Whether OpenBSD's kernels have pf enabled.")
    var packetFilter = PacketFilterArgument.on

    @Option(
        help: ArgumentHelp(
            "How long a router keeps what is not reported again, instead of what the querier's variables say.",
            valueName: "seconds"))
    var membershipInterval: Double?

    @Flag(
        name: .customLong("bridge-nf-call-iptables"),
        help: "Linux bridges send packets through iptables first, which drops bad IPv4 headers uncounted.")
    var bridgesCallIPTables = false

    func validate() throws {
        if let membershipInterval, !(membershipInterval > 0 && membershipInterval <= 1e6) {
            throw ValidationError("--membership-interval takes a number of seconds above 0.")
        }
    }

    var analysisOptions: AnalysisOptions {
        var options = AnalysisOptions()
        options.membershipInterval = membershipInterval.map { Interval(nanoseconds: Int64($0 * 1e9)) }
        options.bridgesCallIPTables = bridgesCallIPTables
        for host in hosts where !options.hosts.contains(host.address) { options.hosts.append(host.address) }
        options.hostsAreMulticastRouters = areMulticastRouters
        options.openBSDHasPacketFilter = packetFilter == .on
        options.knownMembers = members.map { ($0.host, $0.group) }
        return options
    }
}
