/// IPv4 datagrams put together from their fragments, as a kernel does, under a
/// bound (RFC 791 section 3.2, "An Example Reassembly Procedure"; RFC 1122 section 3.3.2).
///
/// The rules are those of the BSD `ip_reass`:
///
/// - Fragments belong together when source, destination, protocol and
///   identification are the same, and here also the link.
/// - Before the last fragment, a payload is a non-zero multiple of 8 bytes; nothing
///   may reach past 65535 bytes; every type of service is that of the first to arrive.
/// - Where fragments overlap, bytes already there win over the front of a new
///   fragment, and a new fragment wins over the front of those that lie behind its
///   start. (RFC 791 lets the latest to arrive win, and leaves it open to others.)
/// - A datagram is given up ``timeout`` after its first fragment arrived.
///
/// Time is the packets' own. A timestamp before one seen earlier counts as that one.
public struct FragmentReassembler: ~Copyable {
    /// How long fragments wait for the rest: 60 half-seconds, the BSD `IPFRAGTTL`,
    /// which is also Linux's default. RFC 1122 section 3.3.2 asks for 60 to 120 s;
    /// what the kernels do is followed.
    public static let timeout = Interval.seconds(30)

    /// What came of a fragment.
    public enum Outcome: Hashable, Sendable {
        /// It was kept, and others are missing.
        case incomplete
        /// It was not kept; the fragments before it were, unless the reason says otherwise.
        case dropped(DropReason)
        /// It was the last one missing: ``header`` and ``payload`` hold the datagram.
        case complete
    }

    /// Why a fragment was dropped.
    public enum DropReason: Hashable, Sendable {
        /// Others follow it, and its payload is not a non-zero multiple of 8 bytes.
        case badLength
        /// It, or the datagram with its header, reaches past 65535 bytes. In the
        /// latter case the datagram is given up.
        case oversized
        /// Its type of service is not that of the datagram's first fragment.
        case typeOfServiceDiffers
        /// The fragment that lies before it already holds all its bytes.
        case duplicate
        /// The datagram is in too many pieces, and is given up.
        case tooManyFragments
    }

    /// What has happened so far, in fragments or in datagrams.
    public struct Counters: Hashable, Sendable {
        /// Fragments that came in.
        public var received: UInt64 = 0
        /// Datagrams that were completed.
        public var reassembled: UInt64 = 0
        /// Datagrams given up for their age.
        public var timedOut: UInt64 = 0
        /// Datagrams given up because too many newer ones were begun.
        public var overflowed: UInt64 = 0
        /// Fragments dropped, by ``DropReason``.
        public var badLength: UInt64 = 0
        public var oversized: UInt64 = 0
        public var typeOfServiceDiffers: UInt64 = 0
        public var duplicate: UInt64 = 0
        public var tooManyFragments: UInt64 = 0

        public init() {}

        mutating func count(_ reason: DropReason) {
            switch reason {
            case .badLength: badLength += 1
            case .oversized: oversized += 1
            case .typeOfServiceDiffers: typeOfServiceDiffers += 1
            case .duplicate: duplicate += 1
            case .tooManyFragments: tooManyFragments += 1
            }
        }
    }

    public private(set) var counters = Counters()
    /// How many datagrams may be unfinished at once; each holds 64 KiB at most.
    public let datagramLimit: Int
    /// In how many pieces an unfinished datagram may be.
    public let fragmentLimit: Int

    /// In the order in which they were begun, which is also that of their times.
    private var datagrams: [PartialDatagram] = []
    private var now = Timestamp(nanoseconds: .min)
    private var completedHeader: [UInt8] = []
    private var completedPayload: [UInt8] = []

    /// Nothing is kept yet. A limit below 1 is taken as 1.
    public init(datagramLimit: Int = 64, fragmentLimit: Int = 64) {
        self.datagramLimit = max(datagramLimit, 1)
        self.fragmentLimit = max(fragmentLimit, 1)
    }

    /// How many datagrams are unfinished.
    public var unfinishedCount: Int { datagrams.count }

    /// Takes in a fragment of a packet whose header a kernel would accept.
    ///
    /// - Parameters:
    ///   - fragment: the fields of its header.
    ///   - header: the header itself, with its options.
    ///   - payload: what follows it, up to the header's total length.
    ///   - time: when it was seen.
    public mutating func add(
        _ fragment: Fragment, header: borrowing Bytes, payload: borrowing Bytes, at time: Timestamp
    ) -> Outcome {
        counters.received += 1
        expire(at: time)
        if let reason = Self.fault(of: fragment, length: payload.count) { return drop(reason) }
        var index = datagrams.count - 1
        while index >= 0, datagrams[index].key != fragment.key { index -= 1 }
        if index < 0 {
            index = begin(fragment)
        } else if datagrams[index].typeOfService != fragment.typeOfService {
            return drop(.typeOfServiceDiffers)
        }
        guard datagrams[index].insert(fragment, header: header, payload: payload) else { return drop(.duplicate) }
        if datagrams[index].isComplete { return finish(index) }
        guard datagrams[index].pieces.count <= fragmentLimit else {
            datagrams.remove(at: index)
            return drop(.tooManyFragments)
        }
        return .incomplete
    }

    /// Gives up the datagrams that are too old at `time`.
    public mutating func expire(at time: Timestamp) {
        now = max(now, time)
        while let oldest = datagrams.first, now.since(oldest.begunAt) >= Self.timeout {
            datagrams.removeFirst()
            counters.timedOut += 1
        }
    }

    /// The header of the datagram completed last, options included: that of the
    /// fragment at offset 0, as it came, so that its total length, its fragment
    /// field and its checksum are still the fragment's. Empty before the first.
    public var header: Bytes {
        // An array of bytes has no padding that could be uninitialised.
        @_lifetime(borrow self) get { unsafe Bytes(span: completedHeader.span.bytes) }
    }

    /// The payload of the datagram completed last. Empty before the first.
    public var payload: Bytes {
        // An array of bytes has no padding that could be uninitialised.
        @_lifetime(borrow self) get { unsafe Bytes(span: completedPayload.span.bytes) }
    }

    /// The sum over ``payload``, accumulated fragment by fragment: each one's sum is
    /// taken when it arrives, anew when an overlap trims it, and they are put together
    /// when the datagram is whole.
    public private(set) var payloadChecksum = InternetChecksum()

    private static func fault(of fragment: Fragment, length: Int) -> DropReason? {
        if fragment.hasMoreFragments, length == 0 || length % 8 != 0 { return .badLength }
        return length > PartialDatagram.maximumLength - fragment.offset ? .oversized : nil
    }

    private mutating func begin(_ fragment: Fragment) -> Int {
        if datagrams.count == datagramLimit {
            datagrams.removeFirst()
            counters.overflowed += 1
        }
        datagrams.append(PartialDatagram(fragment, begunAt: now))
        return datagrams.count - 1
    }

    private mutating func finish(_ index: Int) -> Outcome {
        let datagram = datagrams.remove(at: index)
        let payload = datagram.payload
        guard datagram.header.count + payload.count <= PartialDatagram.maximumLength else { return drop(.oversized) }
        counters.reassembled += 1
        completedHeader = datagram.header
        completedPayload = payload
        payloadChecksum = datagram.payloadChecksum
        return .complete
    }

    private mutating func drop(_ reason: DropReason) -> Outcome {
        counters.count(reason)
        return .dropped(reason)
    }
}

extension FragmentReassembler {
    /// What a fragment's header says (RFC 791 section 3.1), and where it was seen.
    public struct Fragment: Hashable, Sendable {
        /// What makes fragments belong to one datagram (RFC 791 section 3.2).
        struct Key: Hashable, Sendable {
            let source: IPv4Address
            let destination: IPv4Address
            let identification: UInt16
            let `protocol`: UInt8
            let link: Int
        }

        let key: Key
        let typeOfService: UInt8
        /// Where its payload lies in the datagram's, in bytes: 0 to 65528.
        let offset: Int
        let hasMoreFragments: Bool

        /// - Parameters:
        ///   - fragmentField: flags and offset as they lie in the header.
        ///   - link: any number that tells the links apart, so that they do not mix.
        public init(
            source: IPv4Address, destination: IPv4Address, identification: UInt16, protocol: UInt8,
            typeOfService: UInt8, fragmentField: UInt16, link: Int
        ) {
            key = Key(
                source: source, destination: destination, identification: identification, protocol: `protocol`,
                link: link)
            self.typeOfService = typeOfService
            offset = Int(fragmentField & 0x1FFF) * 8
            hasMoreFragments = fragmentField & 0x2000 != 0
        }
    }
}
