import CLibpcap
import IGMPWire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// One libpcap handle on one interface. Every call of libpcap is in this file.
///
/// A class, so that several can be held in an array.
@safe final class Pcap {
    /// What libpcap lends of one frame, until the next one is asked for.
    @unsafe struct Record {
        var bytes: UnsafeRawBufferPointer
        var originalLength: Int
        var timestamp: Timestamp
    }

    enum Outcome {
        case frame
        /// Nothing to read now.
        case empty
        /// Nothing will come any more.
        case failed(LiveCaptureError.Reason)
    }

    let linkType: LinkType
    let snapshotLength: Int32
    /// Becomes readable when frames are ready; -1 where it cannot be waited for.
    let descriptor: Int32
    private let handle: OpaquePointer
    private let isNanosecond: Bool
    let takesAllMulticast: Bool
    let takesData: Bool
    #if os(Linux)
        private var socketCounters: PacketSocketCounters
    #endif

    /// Opens `interface` without waiting for frames in ``next(into:)``.
    init(
        interface: String, options: LiveCaptureOptions, bufferBytes: Int32, isPromiscuous: Bool,
        direction: CaptureDirection
    ) throws(LiveCaptureError) {
        let snapshotLength = options.effectiveSnapshotLength
        var failure = LiveCaptureError.Reason?.none
        // libpcap writes its message within PCAP_ERRBUF_SIZE bytes, and the name lives as long as the call.
        let created = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PCAP_ERRBUF_SIZE)) { buffer in
            unsafe buffer.initialize(repeating: 0)
            let created = unsafe pcap_create(interface, buffer.baseAddress)
            if unsafe created == nil { failure = .other(unsafe String(cString: buffer.baseAddress!)) }
            return unsafe created
        }
        guard let handle = unsafe created else {
            throw LiveCaptureError(interface: interface, reason: failure ?? .noSuchInterface)
        }
        // The handle is live until it is closed, here or by deinit.
        unsafe pcap_set_snaplen(handle, snapshotLength)
        unsafe pcap_set_promisc(handle, isPromiscuous ? 1 : 0)
        unsafe pcap_set_timeout(handle, Int32(options.effectiveBatchMilliseconds))
        unsafe pcap_set_buffer_size(handle, bufferBytes)
        unsafe pcap_set_immediate_mode(handle, options.isImmediate ? 1 : 0)
        // Refused where the kernel has only microseconds; what it is then is asked for below.
        unsafe pcap_set_tstamp_precision(handle, Int32(PCAP_TSTAMP_PRECISION_NANO))
        let status = unsafe pcap_activate(handle)
        guard status >= 0 else {
            let reason = unsafe Self.reason(status, handle)
            unsafe pcap_close(handle)
            throw LiveCaptureError(interface: interface, reason: reason)
        }
        unsafe self.handle = unsafe handle
        self.snapshotLength = snapshotLength
        takesAllMulticast = options.takesAllMulticast
        takesData = options.takesData
        descriptor = unsafe pcap_get_selectable_fd(handle)
        isNanosecond = unsafe pcap_get_tstamp_precision(handle) == PCAP_TSTAMP_PRECISION_NANO
        linkType = LinkType(dlt: unsafe pcap_datalink(handle)) ?? LinkType(rawValue: .max)
        #if os(Linux)
            socketCounters = PacketSocketCounters(descriptor: descriptor)
        #endif
        try prepare(interface: interface, direction: direction)
    }

    deinit {
        // Nobody else has the handle.
        unsafe pcap_close(handle)
    }

    private func prepare(interface: String, direction: CaptureDirection) throws(LiveCaptureError) {
        let isNonblocking = unsafe withUnsafeTemporaryAllocation(
            of: CChar.self, capacity: Int(PCAP_ERRBUF_SIZE)
        ) { unsafe pcap_setnonblock(handle, 1, $0.baseAddress) }
        guard isNonblocking == 0 else {
            throw LiveCaptureError(interface: interface, reason: unsafe Self.reason(PCAP_ERROR, handle))
        }
        let wanted: pcap_direction_t? =
            switch direction {
            case .inbound: PCAP_D_IN
            case .outbound: PCAP_D_OUT
            case .both: nil
            }
        if let wanted, unsafe pcap_setdirection(handle, wanted) != 0 {
            throw LiveCaptureError(
                interface: interface,
                reason: .other("the directions cannot be told apart: \(unsafe Self.message(handle))"))
        }
        try install(interface: interface, direction: direction)
    }

    /// Lets the kernel drop what cannot carry IGMP, and what went the other way.
    private func install(interface: String, direction: CaptureDirection) throws(LiveCaptureError) {
        let length = UInt32(snapshotLength)
        if let program = FilterProgram.mayCarryIGMP(
            linkType, snapshotLength: length, allMulticast: takesAllMulticast, data: takesData)
        {
            // The instructions are copied by the call.
            let status = unsafe program.withInstructions { unsafe pcap_setfilter(handle, $0) }
            guard status == 0 else {
                throw LiveCaptureError(interface: interface, reason: unsafe Self.reason(status, handle))
            }
        }
        #if os(Linux)
            installDirection(direction, length: length)
        #endif
    }

    /// Reads the next frame into `record`, whose bytes are good until the next call.
    func next(into record: inout Record) -> Outcome {
        var header: UnsafeMutablePointer<pcap_pkthdr>?
        var bytes: UnsafePointer<UInt8>?
        // Both pointers are set when the result is 1, and good until the next call.
        let status = unsafe pcap_next_ex(handle, &header, &bytes)
        guard status == 1, let header = unsafe header else {
            if status == 0 { return .empty }
            return .failed(status == PCAP_ERROR_BREAK ? .other("interrupted") : unsafe Self.reason(status, handle))
        }
        let time = unsafe header.pointee.ts
        let fraction = Int64(time.tv_usec)
        unsafe record.timestamp = Timestamp(
            nanoseconds: Int64(time.tv_sec) &* 1_000_000_000 &+ (isNanosecond ? fraction : fraction &* 1000))
        unsafe record.originalLength = Int(header.pointee.len)
        unsafe record.bytes = UnsafeRawBufferPointer(start: bytes, count: Int(header.pointee.caplen))
        return .frame
    }

    /// The kernel's 32-bit counters: received, dropped for want of room, dropped by the
    /// interface; nil where there are none.
    var counters: (received: UInt32, dropped: UInt32, droppedByInterface: UInt32)? {
        #if os(Linux)
            // What the interface lost is told by the system itself.
            return socketCounters.read().map { ($0.received, $0.dropped, 0) }
        #else
            var statistics = pcap_stat()
            guard unsafe pcap_stats(handle, &statistics) == 0 else { return nil }
            return (statistics.ps_recv, statistics.ps_drop, statistics.ps_ifdrop)
        #endif
    }

    private static func message(_ handle: OpaquePointer) -> String {
        // libpcap's message is a terminated string in the handle.
        unsafe pcap_geterr(handle).map { unsafe String(cString: $0) } ?? ""
    }

    private static func reason(_ status: Int32, _ handle: OpaquePointer) -> LiveCaptureError.Reason {
        switch status {
        case PCAP_ERROR_NO_SUCH_DEVICE: return .noSuchInterface
        case PCAP_ERROR_PERM_DENIED, PCAP_ERROR_PROMISC_PERM_DENIED: return .forbidden
        case PCAP_ERROR_IFACE_NOT_UP: return .down
        default:
            let message = unsafe message(handle)
            // While capturing, libpcap tells of a removed interface only in words.
            if message.hasPrefix("The interface disappeared") { return .vanished }
            return .other(message.isEmpty ? unsafe String(cString: pcap_statustostr(status)) : message)
        }
    }
}

extension FilterProgram {
    /// Lends the program as libpcap wants it, for the time of the call.
    func withInstructions<Result>(_ body: (UnsafeMutablePointer<bpf_program>) -> Result) -> Result {
        var converted = instructions.map {
            bpf_insn(code: $0.code, jt: $0.jumpTrue, jf: $0.jumpFalse, k: $0.operand)
        }
        // The array outlives the call, and its functions only read it.
        return unsafe converted.withUnsafeMutableBufferPointer { buffer in
            var program = unsafe bpf_program(bf_len: UInt32(buffer.count), bf_insns: buffer.baseAddress)
            return unsafe body(&program)
        }
    }

    /// Runs the program on the bytes of a frame: how many of them it takes, 0 for none.
    func run(_ bytes: borrowing Bytes, originalLength: Int) -> UInt32 {
        unsafe withInstructions { program in
            // The bytes are borrowed for the call.
            unsafe bytes.withUnsafeBytes { buffer in
                unsafe bpf_filter(
                    program.pointee.bf_insns, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self),
                    UInt32(clamping: originalLength), UInt32(clamping: buffer.count))
            }
        }
    }
}

/// A capture filter expression, compiled for one link type.
@safe final class CompiledExpression {
    private var program = unsafe bpf_program()

    /// Throws libpcap's own words when it does not take the expression.
    init(_ expression: String, linkType: LinkType) throws(CaptureFilterError) {
        // A dead handle carries the link type alone; it is closed before the function ends.
        guard let handle = unsafe pcap_open_dead(linkType.dlt, 262_144) else {
            throw CaptureFilterError(expression: expression, message: "out of memory")
        }
        defer { unsafe pcap_close(handle) }
        guard unsafe pcap_compile(handle, &program, expression, 1, unknownNetmask) == 0 else {
            let message = unsafe pcap_geterr(handle).map { unsafe String(cString: $0) } ?? ""
            throw CaptureFilterError(expression: expression, message: message)
        }
    }

    deinit {
        // Compiled by init, or empty.
        unsafe pcap_freecode(&program)
    }

    /// Whether the expression holds for a frame of that link type.
    func matches(_ bytes: UnsafeRawBufferPointer, originalLength: Int) -> Bool {
        var header = pcap_pkthdr()
        header.caplen = UInt32(clamping: bytes.count)
        header.len = UInt32(clamping: originalLength)
        // The bytes are lent for the call, and the program stays within `caplen` of them.
        return unsafe pcap_offline_filter(&program, &header, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
            != 0
    }
}

/// What libpcap takes for an unknown netmask; a cast in its header, which is not imported.
private let unknownNetmask: UInt32 = 0xFFFF_FFFF

extension InterfaceDescription {
    /// Every interface that libpcap knows of, in its order.
    static func fromLibpcap() throws(LiveCaptureError) -> [InterfaceDescription] {
        var first: UnsafeMutablePointer<pcap_if_t>?
        var failure = ""
        // libpcap writes its message within PCAP_ERRBUF_SIZE bytes.
        let status = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PCAP_ERRBUF_SIZE)) { buffer in
            unsafe buffer.initialize(repeating: 0)
            let status = unsafe pcap_findalldevs(&first, buffer.baseAddress)
            if status != 0 { failure = unsafe String(cString: buffer.baseAddress!) }
            return status
        }
        guard status == 0 else { throw LiveCaptureError(interface: "interfaces", reason: .other(failure)) }
        defer { unsafe pcap_freealldevs(first) }
        var descriptions: [InterfaceDescription] = []
        var next = unsafe first
        // A list that libpcap made and ends with a null pointer; strings are copied out of it.
        while let device = unsafe next {
            let flags = unsafe device.pointee.flags
            descriptions.append(
                InterfaceDescription(
                    name: unsafe String(cString: device.pointee.name),
                    description: unsafe device.pointee.description.map { unsafe String(cString: $0) },
                    isUp: flags & UInt32(PCAP_IF_UP) != 0,
                    isRunning: flags & UInt32(PCAP_IF_RUNNING) != 0,
                    isLoopback: flags & UInt32(PCAP_IF_LOOPBACK) != 0,
                    addresses: unsafe addresses(device.pointee.addresses)))
            unsafe next = unsafe device.pointee.next
        }
        return descriptions
    }

    private static func addresses(_ first: UnsafeMutablePointer<pcap_addr_t>?) -> [IPv4Address] {
        var addresses: [IPv4Address] = []
        var next = unsafe first
        // As above; no address is shorter than a sockaddr_in, and the family says whether it is one.
        while let entry = unsafe next {
            let address = unsafe entry.pointee.addr.map {
                unsafe UnsafeRawPointer($0).loadUnaligned(as: sockaddr_in.self)
            }
            if let address, address.sin_family == AF_INET {
                addresses.append(IPv4Address(rawValue: UInt32(bigEndian: address.sin_addr.s_addr)))
            }
            unsafe next = unsafe entry.pointee.next
        }
        return addresses
    }
}
