package import IGMPWire

/// What a report says of the capture itself, besides what its packets held.
package struct CaptureFacts: Sendable {
    /// A file or live interface that was read.
    package struct Source: Hashable, Sendable {
        package var name: String
        /// `pcap`, `pcapng` or `live`; nil where a file could not be recognised.
        package var format: String?
        /// Frames of any kind.
        package var packets: UInt64
        /// Whether it was read to its end.
        package var isComplete: Bool
        /// Why not, in one line.
        package var error: String?
        /// When nothing could come from it; nil for a file.
        package var gaps: Gaps?

        package init(
            name: String, format: String?, packets: UInt64 = 0, isComplete: Bool = true, error: String? = nil,
            gaps: Gaps? = nil
        ) {
            self.name = name
            self.format = format
            self.packets = packets
            self.isComplete = isComplete
            self.error = error
            self.gaps = gaps
        }
    }

    /// The times during which nothing could come from a live interface.
    package struct Gaps: Hashable, Sendable {
        package var count: UInt64
        package var total: Interval
        /// When the last one began, and ended; nil while it is not over.
        package var lastFrom: Timestamp?
        package var lastUntil: Timestamp?

        package init(count: UInt64, total: Interval, lastFrom: Timestamp?, lastUntil: Timestamp?) {
            self.count = count
            self.total = total
            self.lastFrom = lastFrom
            self.lastUntil = lastUntil
        }

        /// Whether nothing can come now.
        var isOpen: Bool { lastFrom != nil && lastUntil == nil }
    }

    /// How the clock that stamps frames was set during a live capture.
    package struct ClockSteps: Hashable, Sendable {
        package var count: UInt64
        package var largestForward: Interval
        package var largestBack: Interval

        package init(count: UInt64, largestForward: Interval, largestBack: Interval) {
            self.count = count
            self.largestForward = largestForward
            self.largestBack = largestBack
        }
    }

    package var sources: [Source] = []
    /// Frames lost for want of room in the buffer; nil where nobody counted.
    package var droppedByKernel: UInt64?
    /// Frames lost by the interface or its driver; nil where nobody counted.
    package var droppedByInterface: UInt64?
    /// Lines and reports that were not written because their reader was too slow.
    package var linesLeftOut: UInt64 = 0
    /// Events for which a command was to be run, and was not.
    package var eventsLeftOut: UInt64 = 0
    package var unreadable = Dissector.Unreadable()
    package var fragments = FragmentReassembler.Counters()
    /// Frames of interfaces of which a file had too many.
    package var framesLeftOut: UInt64 = 0
    /// Interfaces of a live capture that made room for others, or found none.
    package var interfacesLetGo: UInt64 = 0
    /// Nil for files.
    package var clockSteps: ClockSteps?
    package var isLive = false
    /// What the kernel of this host counted meanwhile, where that was asked for.
    package var comparison: KernelComparison?

    package init() {}

    /// Whether anything at all could be read.
    package var hasSource: Bool {
        sources.isEmpty || sources.contains { $0.format != nil || $0.error == nil }
    }

    /// Packets that passed on a link and were lost before they were captured.
    package var packetsLost: UInt64 { (droppedByKernel ?? 0) &+ (droppedByInterface ?? 0) }
}
