package import IGMPWire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A capture from one or several interfaces, their frames in order of time.
///
/// A loop of ``wait(milliseconds:alsoFor:)`` and, until it returns nil, ``next()``:
/// frames are lent one by one, out of libpcap's memory. The kernel hands frames over
/// in batches, each ring in its own time; so with several rings a frame waits until
/// every other has offered one or until none earlier can come any more, twice the
/// batch time. Packet time then never runs backwards.
package struct LiveCapture: ~Copyable {
    /// The name of each interface that was or is captured from; ``CapturedFrame/interface``
    /// is the place here. With `any` it grows as interfaces come up, as far as
    /// ``LiveCaptureOptions/interfaceLimit``; then they take each other's places.
    package internal(set) var interfaces: [String] = []
    /// The link type of each of ``interfaces``.
    package internal(set) var linkTypes: [LinkType] = []

    let options: LiveCaptureOptions
    let followsAll: Bool
    var filter: CaptureFilter
    var rings: [CaptureRing] = []
    /// The ring whose head is lent to the caller; it advances with the next call.
    private var lentRing: Int?
    private var frameCount: UInt64 = 0
    /// Nothing captured before it is still unseen in any ring.
    private var horizon = Timestamp(nanoseconds: .min)
    /// How long after its time a frame may come into sight.
    private var holdTime: Interval
    /// Frames captured later than this are no longer wanted.
    private var end = Timestamp(nanoseconds: .max)
    /// What is still to be thrown.
    var failures: [LiveCaptureError] = []
    /// What is known of each of ``interfaces``.
    var captured: [CapturedInterface] = []
    /// The place of each of their names.
    var places: [String: Int] = [:]
    /// Places whose interface has become another one, as long as nobody has been told.
    var replacedPlaces: [Int] = []
    /// Interfaces that made room for others, and what became of their frames.
    var letGoCount: UInt64 = 0
    var formerStatistics = CaptureStatistics()
    /// Interfaces that found no room, and which of them are still up.
    var leftOutCount: UInt64 = 0
    var leftOut: Set<UInt32> = []
    /// The interfaces of this host.
    var watch = InterfaceWatch()
    private var clock = ClockWatch()
    /// What is still to be told.
    var notices: [CaptureNotice] = []
    /// When to look at the interfaces again whatever is told of them, on the clock that never goes back.
    var nextCheck = CaptureClock.monotonic

    /// How many frames that the filter expression refuses are passed over in one call.
    private static let greatestSkip = 4096

    /// Opens all interfaces of `options`.
    ///
    /// - Throws: for the first that cannot be opened. With `any`, those that cannot be
    ///   are left out, unless it is all of them.
    package init(_ options: LiveCaptureOptions) throws(LiveCaptureError) {
        self.options = options
        followsAll = options.interfaces.contains("any")
        filter = CaptureFilter(options.filterExpression)
        holdTime = options.holdTime
        if followsAll {
            try openAll()
            return
        }
        for name in options.interfaces where places[name] == nil {
            try open(name, bufferBytes: options.bufferBytes(sharedBy: 1))
        }
    }

    /// Whether nothing will come any more: every interface has ended.
    package var isFinished: Bool {
        !followsAll && rings.isEmpty && failures.isEmpty
    }

    /// Waits until frames may be ready, at most `milliseconds`, or until `descriptor` is readable
    /// or `output` writable.
    ///
    /// - Returns: whether `descriptor` is.
    package mutating func wait(
        milliseconds: Int, alsoFor descriptor: Int32 = -1, writable output: Int32 = -1
    ) -> Bool {
        advanceLentRing()
        checkInterfaces()
        if let step = clock.look() { notices.append(.clockStepped(step)) }
        var limit = max(0, min(milliseconds, Int((nextCheck - CaptureClock.monotonic) / 1_000_000) + 1))
        var descriptors = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: output, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        if let earliest = earliestRing() {
            let held = holdTime.nanoseconds - CaptureClock.wall.since(rings[earliest].timestamp).nanoseconds
            let isHeld = !mayPass(earliest) && held <= holdTime.nanoseconds
            // Held frames are let go in batches: a wait for each would cost more than the frame.
            limit = isHeld ? min(limit, Int(max(held, holdTime.nanoseconds / 8) / 1_000_000) + 1) : 0
        }
        if !failures.isEmpty || !notices.isEmpty { limit = 0 }
        for ring in rings where ring.isEmptyAndOpen {
            if ring.pcap.descriptor < 0 { limit = min(limit, 10) }
            descriptors.append(pollfd(fd: ring.pcap.descriptor, events: Int16(POLLIN), revents: 0))
        }
        // The array is the call's alone; a negative descriptor is passed over (POSIX poll()).
        unsafe poll(&descriptors, nfds_t(descriptors.count), Int32(clamping: limit))
        return descriptors[0].revents != 0
    }

    /// Lends the next frame; nil when none is ready.
    ///
    /// - Throws: once for each interface that failed, after the frames that it had left.
    ///   The others go on.
    @_lifetime(&self)
    package mutating func next() throws(LiveCaptureError) -> CapturedFrame? {
        advanceLentRing()
        var isFreshRound = false
        var skipped = 0
        while skipped < Self.greatestSkip {
            guard let index = earliestRing(), mayPass(index) else {
                guard !isFreshRound else { break }
                isFreshRound = true
                beginRound()
                continue
            }
            // The bytes are libpcap's until this ring advances, which takes another mutating
            // call, and the frame cannot outlive the borrow of `self`.
            let record = unsafe rings[index].head
            let bytes = unsafe Bytes(record.bytes)
            let frame = unsafe CapturedFrame(
                bytes: bytes, originalLength: record.originalLength, timestamp: record.timestamp,
                linkType: rings[index].pcap.linkType, direction: rings[index].direction,
                interface: rings[index].interface, number: frameCount &+ 1)
            guard passesFilter(frame) else {
                rings[index].advance()
                skipped += 1
                continue
            }
            frameCount &+= 1
            lentRing = index
            return unsafe _overrideLifetime(frame, mutating: &self)
        }
        endDrainedInterfaces()
        guard failures.isEmpty else { throw failures.removeFirst() }
        return nil
    }

    /// Ends the capture, for good or until ``resume()``: what has been captured until now is
    /// delivered without being held back, and nothing later. The call takes as long as a
    /// batch; ``next()`` until it returns nil comes after it.
    package mutating func finish() {
        advanceLentRing()
        end = CaptureClock.wall
        usleep(UInt32(options.effectiveBatchMilliseconds * 1100))
        holdTime = Interval(nanoseconds: 0)
    }

    /// Goes on after ``finish()``, with what has been captured since.
    package mutating func resume() {
        horizon = end
        end = Timestamp(nanoseconds: .max)
        holdTime = options.holdTime
    }

    /// Up to when all that was captured has been lent, once ``next()`` has returned nil.
    package var settledUntil: Timestamp { min(horizon, end) }

    /// The time, on the clock that frames are stamped by.
    package static var now: Timestamp { CaptureClock.wall }

    /// How the clock that stamps frames was set so far.
    package var clockSteps: ClockSteps { clock.steps }

    /// What has become of the interfaces and of the clock since the last time.
    package mutating func takeNotices() -> [CaptureNotice] {
        defer { notices.removeAll() }
        return notices
    }

    /// Of each of ``interfaces`` the times during which nothing could come from it, how long they
    /// were in all, and whether frames can come now.
    package func gaps() -> [(gaps: CaptureGaps, total: Interval, condition: InterfaceCondition)] {
        let now = CaptureClock.monotonic
        return captured.map { ($0.gaps, $0.gaps.total(at: now), $0.condition) }
    }

    /// What became of the frames of each of ``interfaces`` so far.
    package mutating func statistics() -> [CaptureStatistics] {
        watch.refresh()
        noteDrops()
        var statistics = captured.map(\.endedStatistics)
        for index in rings.indices {
            rings[index].addStatistics(to: &statistics[rings[index].interface])
        }
        for (index, interface) in captured.enumerated() { statistics[index].droppedByInterface &+= interface.drops }
        return statistics
    }

    private mutating func passesFilter(_ frame: borrowing CapturedFrame) -> Bool {
        guard !filter.expression.isEmpty else { return true }
        do {
            return try filter.matches(frame)
        } catch {
            // An expression that has no meaning for this link type holds for none of its frames;
            // opening the interface has said so already.
            return false
        }
    }
}

extension LiveCapture {
    private mutating func advanceLentRing() {
        guard let lent = lentRing else { return }
        lentRing = nil
        rings[lent].advance()
    }

    /// The ring that offers the earliest frame; of equals the first.
    private func earliestRing() -> Int? {
        var earliest: Int?
        var time = Timestamp(nanoseconds: .max)
        for index in rings.indices where rings[index].hasFrame {
            if earliest == nil || rings[index].timestamp < time {
                earliest = index
                time = rings[index].timestamp
            }
        }
        return earliest
    }

    /// Whether no ring can still come up with an earlier frame than that of ring `index`.
    private func mayPass(_ index: Int) -> Bool {
        let timestamp = rings[index].timestamp
        return timestamp <= end && (timestamp <= horizon || !rings.contains { $0.isEmptyAndOpen })
    }

    /// Looks into every ring that offered nothing, and moves the horizon up to what
    /// must have been in sight then.
    private mutating func beginRound() {
        let now = CaptureClock.wall
        for index in rings.indices where rings[index].isEmptyAndOpen {
            rings[index].advance()
        }
        horizon = now.advanced(by: Interval(nanoseconds: -holdTime.nanoseconds))
        // A frame from the future: the clock was set back, and nothing can be told from it.
        if let earliest = earliestRing(), now < rings[earliest].timestamp {
            horizon = rings[earliest].timestamp
        }
    }
}
