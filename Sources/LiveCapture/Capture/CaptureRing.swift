import IGMPWire

/// One libpcap handle of a capture, and the frame that it offers next.
///
/// An interface whose directions are captured apart has two.
@safe struct CaptureRing {
    let pcap: Pcap
    /// The place of its interface in the capture's list.
    let interface: Int
    /// Which way its frames went; `.unknown` when it holds both.
    let direction: FrameDirection
    /// Whether it can go on with another interface when its own is gone.
    let outlivesInterface: Bool
    /// Why nothing comes any more; nil while it is open.
    private(set) var failure: LiveCaptureError.Reason?
    /// Whether ``head`` holds a frame.
    private(set) var hasFrame = false
    /// The frame that is offered next. Read only while ``hasFrame``, and its bytes
    /// are libpcap's until the ring advances.
    private(set) var head = unsafe Pcap.Record(
        bytes: UnsafeRawBufferPointer(start: nil, count: 0), originalLength: 0, timestamp: Timestamp(nanoseconds: 0))

    private var received = WideningCounter()
    private var dropped = WideningCounter()
    private var droppedByInterface = WideningCounter()

    init(pcap: Pcap, interface: Int, direction: FrameDirection, outlivesInterface: Bool = false) {
        self.pcap = pcap
        self.outlivesInterface = outlivesInterface
        self.interface = interface
        self.direction = direction
    }

    /// Whether frames may still come that are not seen yet.
    var isEmptyAndOpen: Bool { !hasFrame && failure == nil }

    /// When the offered frame was captured.
    var timestamp: Timestamp { unsafe head.timestamp }

    /// Gives up the offered frame and takes the next, if there is one by now.
    mutating func advance() {
        hasFrame = false
        guard failure == nil else { return }
        var outcome = unsafe pcap.next(into: &head)
        // It is said once that the interface is gone; what it had left comes after that.
        if outlivesInterface, case .failed(.vanished) = outcome { outcome = unsafe pcap.next(into: &head) }
        switch outcome {
        case .frame:
            hasFrame = true
        case .empty:
            break
        case .failed(let reason):
            guard !outlivesInterface || reason != .vanished else { return }
            updateStatistics()
            failure = reason
        }
    }

    /// Adds what the kernel has counted to `statistics`.
    mutating func addStatistics(to statistics: inout CaptureStatistics) {
        updateStatistics()
        statistics.received &+= received.total
        statistics.droppedByKernel &+= dropped.total
        // Both rings of an interface see the one counter that it has.
        statistics.droppedByInterface = max(statistics.droppedByInterface, droppedByInterface.total)
    }

    private mutating func updateStatistics() {
        guard failure == nil, let counters = pcap.counters else { return }
        received.update(counters.received)
        dropped.update(counters.dropped)
        droppedByInterface.update(counters.droppedByInterface)
    }
}
