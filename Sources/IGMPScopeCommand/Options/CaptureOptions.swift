import ArgumentParser
import IGMPWire
import LiveCapture

/// Which way live packets are to go, as `-Q` takes it.
enum DirectionArgument: String, ExpressibleByArgument, CaseIterable {
    case `in`, out, `inout`

    var direction: CaptureDirection {
        switch self {
        case .in: .inbound
        case .out: .outbound
        case .inout: .both
        }
    }
}

/// Where packets come from, which are taken, and when to stop: the same for every subcommand.
struct CaptureOptions: ParsableArguments {
    @Option(
        name: [.customShort("i", allowingJoined: true), .customLong("interface")],
        help: "Capture live from this interface; repeat for several; 'any' takes all.")
    var interfaces: [String] = []

    @Option(
        name: [.customShort("r", allowingJoined: true), .customLong("read-file")],
        help: "Read this capture file, '-' for standard input; repeat to read several in time order.")
    var files: [String] = []

    @Option(
        name: [.customShort("w", allowingJoined: true), .customLong("write-file")],
        help: "Keep every IGMP packet in this file, as pcapng; '-' for standard output.")
    var writeFile: String?

    @Flag(
        name: [.customShort("U"), .customLong("packet-buffered")],
        help: "With -w: write every packet to the file as it comes.")
    var isPacketBuffered = false

    @Option(name: [.customShort("c", allowingJoined: true), .long], help: "Stop after this many IGMP packets.")
    var count: UInt64?

    @Option(help: "Live: stop after this many seconds.")
    var duration: Double?

    @Option(help: "Stop at this packet time, RFC 3339 or seconds since 1970; timers run up to it.")
    var until: TimeArgument?

    @Option(
        name: [.customShort("Q", allowingJoined: true), .customLong("direction")],
        help: "Live: packets received (in), sent (out), or both (inout).")
    var direction = DirectionArgument.inout

    @Flag(
        name: [.customShort("p"), .customLong("no-promiscuous-mode")],
        help: "Live: leave the interface out of promiscuous mode.")
    var isNotPromiscuous = false

    @Option(
        name: [.customShort("s", allowingJoined: true), .customLong("snapshot-length")],
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Live: bytes kept of each packet; 0 for all.", valueName: "snapshot-length"))
    var snapshotLengths: [SnapshotLengthArgument] = []

    @Option(
        name: [.customShort("B", allowingJoined: true), .customLong("buffer-size")],
        help: "Live: size of the capture buffer in KiB.")
    var bufferSize = 8192

    @Option(help: "Live: how much output may wait for a slow reader, in KiB.")
    var outputBufferSize = 16_384

    @Flag(help: "Live: deliver packets one by one as they arrive.")
    var immediateMode = false

    @Flag(help: "Look at all IPv4 multicast, for bad headers: bridges count those as parse errors too.")
    var allMulticast = false

    @Flag(
        name: .customLong("data"),
        help: "Count the groups' own traffic too, and tell how it goes with their members; monitor only.")
    var countsData = false

    @Option(
        name: [.customShort("F", allowingJoined: true), .customLong("filter-file")],
        help: "Read the capture filter expression from this file.")
    var filterFile: String?

    @Option(
        name: [.customShort("Z", allowingJoined: true), .customLong("relinquish-privileges")],
        help: "Live: become this user once the interfaces are open.")
    var user: String?

    @Flag(
        name: [.customShort("D"), .customLong("list-interfaces")], help: "List the interfaces that -i takes, and stop.")
    var listsInterfaces = false

    @Flag(name: .customShort("n"), help: "Accepted as tcpdump has it: addresses are always numeric.")
    var isNumeric = false

    @Flag(name: [.customShort("q"), .customLong("quiet")], help: "Say less: no totals, no progress.")
    var isQuiet = false

    @Flag(name: [.customShort("v"), .customLong("verbose")], help: "Say more; repeat for more still.")
    var verbosity: Int

    @OptionGroup var limitOptions: LimitOptions

    /// How much is kept, whatever is sent.
    var limits: RunLimits { limitOptions.limits }

    @Argument(help: "Capture filter expression, as pcap-filter(7) has it.")
    var filter: [String] = []

    func validate() throws {
        guard !listsInterfaces else { return }
        guard interfaces.isEmpty != files.isEmpty else {
            throw ValidationError(
                interfaces.isEmpty
                    ? "Name what to read: -i INTERFACE or -r FILE." : "Either -i or -r, not both.")
        }
        guard files.count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("Standard input can be read only once.")
        }
        guard filterFile == nil || filter.isEmpty else {
            throw ValidationError("Either -F or a filter expression, not both.")
        }
        if let duration, !(duration > 0) { throw ValidationError("--duration takes a number of seconds above 0.") }
        if count == 0 { throw ValidationError("--count takes a number above 0.") }
        guard (0...SnapshotLengthArgument.maximum).contains(snapshotLengths.bytes) else {
            throw ValidationError("--snapshot-length takes 0 to \(SnapshotLengthArgument.maximum).")
        }
        guard (1...2_097_151).contains(bufferSize) else {
            throw ValidationError("--buffer-size takes 1 to 2097151 KiB.")
        }
        guard (1...2_097_151).contains(outputBufferSize) else {
            throw ValidationError("--output-buffer-size takes 1 to 2097151 KiB.")
        }
    }

    /// Standard output can hold one thing: the packets, or what is told of them.
    func requireOwnOutput(_ reason: String) throws {
        if writeFile == "-" { throw ValidationError("-w - takes standard output for itself: \(reason).") }
    }

    /// `-s -s` is netstat's, and means something to `counters` only.
    func refuseRepeatedSnapshotLength() throws {
        if snapshotLengths.suppressesZeros {
            throw ValidationError("-s takes a number of bytes; -s -s is for counters.")
        }
    }

    /// Only `monitor` has something to tell of the groups' own traffic.
    func refuseData() throws {
        if countsData { throw ValidationError("--data is for monitor: it counts what a report tells.") }
    }

    /// What the live capture is to be opened with.
    func liveOptions(filter: String) -> LiveCaptureOptions {
        var options = LiveCaptureOptions(interfaces: interfaces)
        options.isPromiscuous = !isNotPromiscuous
        options.snapshotLength = snapshotLengths.bytes
        options.bufferKibibytes = bufferSize
        options.isImmediate = immediateMode
        options.direction = direction.direction
        options.takesAllMulticast = allMulticast
        options.takesData = countsData
        options.filterExpression = filter
        options.interfaceLimit = limits.interfaces
        return options
    }
}
