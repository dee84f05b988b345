import IGMPWire

/// Which frames a capture keeps, by the way they go.
package enum CaptureDirection: Hashable, Sendable {
    /// Only those that the interface received.
    case inbound
    /// Only those that this host sent through it.
    case outbound
    case both
}

/// What to capture and how.
package struct LiveCaptureOptions: Sendable {
    /// Interface names. `any` stands for every interface that is up, later ones included.
    package var interfaces: [String]
    /// How many interfaces `any` keeps apart, those that are gone included. At least one.
    package var interfaceLimit = 65_536
    /// Whether frames to other stations are wanted too. `any` never asks for them.
    package var isPromiscuous = true
    /// How many bytes of a frame to keep; 0 keeps all.
    package var snapshotLength = 0
    /// The size of the kernel's buffer for each interface and direction, in KiB.
    package var bufferKibibytes = 8192
    /// Whether frames are handed over as they arrive and not in batches. Costs more
    /// time, and on Linux room: each frame then takes a whole snapshot length.
    package var isImmediate = false
    package var direction = CaptureDirection.both
    /// Whether, where the link layer does not say which way a frame went, each
    /// direction is captured on its own so that it is known. Only for `.both`.
    package var separatesDirections = true
    /// How long the kernel may gather frames before it hands them over. Linux then gives
    /// up what is left of a 256 KiB block, so the buffer lasts that long a block at least.
    package var batchMilliseconds = 30
    /// Whether the headers of all IPv4 multicast are taken, not IGMP alone. For Ethernet.
    package var takesAllMulticast = false
    /// Whether the headers of the groups' own traffic are taken, of all link types.
    package var takesData = false
    /// A capture filter expression in libpcap's language; empty takes everything.
    package var filterExpression = ""

    package init(interfaces: [String]) {
        self.interfaces = interfaces
    }
}

extension LiveCaptureOptions {
    /// What libpcap takes for the greatest that makes sense (`MAXIMUM_SNAPLEN`).
    private static let greatestSnapshotLength = 262_144
    /// Enough for a tagged jumbo frame. In immediate mode, every frame takes up
    /// that much of the buffer.
    private static let immediateSnapshotLength = 10_240

    /// The snapshot length to ask for, in bytes.
    var effectiveSnapshotLength: Int32 {
        if snapshotLength > 0 { return Int32(min(snapshotLength, Self.greatestSnapshotLength)) }
        return Int32(isImmediate ? Self.immediateSnapshotLength : Self.greatestSnapshotLength)
    }

    /// How long frames are gathered at most before they are in sight.
    var effectiveBatchMilliseconds: Int {
        isImmediate ? 1 : min(max(batchMilliseconds, 1), 10_000)
    }

    /// How long after its time a frame may come into sight.
    var holdTime: Interval { .milliseconds(2 * effectiveBatchMilliseconds) }

    /// The buffer to ask for, in bytes, when `count` interfaces share what is meant for one.
    func bufferBytes(sharedBy count: Int) -> Int32 {
        let (bytes, overflow) = max(bufferKibibytes, 1).multipliedReportingOverflow(by: 1024)
        let whole = overflow ? Int(Int32.max) : min(bytes, Int(Int32.max))
        return Int32(max(whole / max(count, 1), min(whole, Self.leastSharedBuffer)))
    }

    /// Eight of the blocks in which Linux fills the buffer.
    private static let leastSharedBuffer = 2 << 20
}
