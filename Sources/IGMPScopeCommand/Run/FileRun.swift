import CaptureFiles
import IGMPAnalysis
import IGMPReports
import IGMPWire
import LiveCapture

/// Reads capture files to their end, or until the session has seen enough.
enum FileRun {
    /// Opens the files. Signals are received from then on, as long as the waiter is there:
    /// one that comes while a named pipe waits for its writer ends the program.
    static func open(
        _ capture: CaptureOptions, _ session: borrowing Session
    ) throws(CommandFailure) -> (files: [OpenedFile], waiter: InputWaiter) {
        let files = capture.files.map { OpenedFile(path: $0) }
        let signals = try signalSource()
        try RunRights.giveUp(capture, writable: session.writable + [signals.writeDescriptor])
        return (files, InputWaiter(signals))
    }

    /// Returns what is to be told of the capture.
    static func run(
        _ capture: CaptureOptions, _ files: [OpenedFile], _ session: inout Session, _ waiter: InputWaiter
    ) throws(CommandFailure) -> CaptureFacts {
        // The pointer is used within the call alone: by this function, and while it
        // waits in `advance()` by the waiter.
        return try unsafe withUnsafeMutablePointer(to: &session) { session throws(CommandFailure) in
            waiter.flush = { try? unsafe session.pointee.flush() }
            waiter.tellTotals = {
                let totals = TotalsText(captured: unsafe session.pointee.consumer.analyzer.packets)
                StandardError.write(totals) { $0.writeLine(to: &$1) }
            }
            unsafe session.pointee.consumer.commands.waiter = { waiter.wait(for: $0, $1, until: $2) }
            defer {
                waiter.flush = {}
                waiter.tellTotals = {}
            }
            return try unsafe read(capture, files, &session.pointee, waiter)
        }
    }

    private static func read(
        _ capture: CaptureOptions, _ files: [OpenedFile], _ session: inout Session, _ waiter: InputWaiter
    ) throws(CommandFailure) -> CaptureFacts {
        var merge = CaptureMerge(files, interfaceLimit: capture.limits.interfaces) { waiter.wait(for: $0) }
        var interfaces = InterfaceNumbers(fileCount: capture.files.count)
        var packets = Array(repeating: UInt64(0), count: capture.files.count)
        var progress = FileProgress(isQuiet: capture.isQuiet)
        // How much is taken before the next look at signals: a frame counts as one, and
        // as one more for every 64 bytes.
        var lookAfter: UInt64 = 0
        let looksAtIGMPAlone = session.looksAtIGMPAlone
        let foresees = looksAtIGMPAlone && session.consumer.analyzes
        // Whose frames are being taken, and how many had been before.
        var source = merge.sourceIndex
        var before: UInt64 = 0
        while true {
            let hasFrame =
                looksAtIGMPAlone
                ? merge.advance(over: &session.consumer.analyzer.frames, until: session.until) : merge.advance()
            if merge.sourceIndex != source {
                packets[source] &+= session.consumer.analyzer.frames.packets &- before
                before = session.consumer.analyzer.frames.packets
                source = merge.sourceIndex
            }
            guard hasFrame else { break }
            while foresees, merge.lookAhead(Self.foresight) {
                let ahead = merge.frameAhead
                guard ahead.interface < interfaces.numbers[source].count else { break }
                session.consumer.analyzer.foresee(
                    ahead.bytes, linkType: ahead.linkType, interface: interfaces.numbers[source][ahead.interface])
            }
            let frame = merge.frame
            if interfaces.numbers[source].count <= frame.interface {
                try interfaces.add(
                    merge.interfaces(ofSource: source), of: source, named: capture.files[source], to: &session)
            }
            _ = try session.take(frame, interface: interfaces.numbers[source][frame.interface])
            if session.isDone { break }
            let taken = session.consumer.analyzer.frames.packets
            let work = taken &+ session.consumer.analyzer.frames.bytes >> 6
            if work >= lookAfter {
                lookAfter = work &+ 0x20000
                waiter.lookAtSignals()
                if waiter.isStopped { break }
                progress.show(bytesRead: merge.bytesRead, size: merge.size, packets: taken)
            }
        }
        packets[source] &+= session.consumer.analyzer.frames.packets &- before
        progress.clear()
        let spans = try takeInSpans(merge, &interfaces, capture, &session)
        let ends = waiter.isStopped ? [] : merge.sources.flatMap(\.interfaces).compactMap(\.capturedUntil)
        let frames = session.consumer.analyzer.frames
        let last = [
            ends.max().map { frames.running($0) }, frames.reached,
            session.hasReachedUntil ? frames.running(session.until) : nil,
        ].compactMap(\.self).max()
        session.consumer.analyzer.endSilence(at: last ?? Timestamp(nanoseconds: .min))
        if !session.isDone, let end = ends.max() { session.settle(until: end) }
        for span in spans { try session.writeSpan(span) }
        session.advanceToEnd(ofFile: true)
        let facts = facts(merge, session, packets, isStopped: waiter.isStopped)
        if facts.packetsLost > 0 { session.consumer.tellLostPackets(facts.packetsLost) }
        session.consumer.commands.finish(isStopped: waiter.isStopped) { waiter.wait(for: $0, $1, until: $2) }
        waiter.lookAtSignals()
        return facts
    }

    /// Tells of interfaces that had no frame, or none with IGMP, what is known only now: since when they
    /// were captured from. A single interface was from its file's first frame to the last; of several that
    /// cannot be told.
    ///
    /// - Returns: when each was captured from, as far as it is known.
    private static func takeInSpans(
        _ merge: borrowing CaptureMerge, _ interfaces: inout InterfaceNumbers, _ capture: CaptureOptions,
        _ session: inout Session
    ) throws(CommandFailure) -> [Session.Span] {
        var spans: [Session.Span] = []
        let sources = merge.sources
        for (place, source) in sources.enumerated() {
            try interfaces.add(source.interfaces, of: place, named: capture.files[place], to: &session)
            let frames = session.consumer.analyzer.frames
            // With times far out of order the first is not when it began.
            let isAlone =
                sources.count == 1 && source.interfaces.count == 1 && frames.largestStepBack <= FrameClock.patience
            for (interface, number) in zip(source.interfaces, interfaces.numbers[place]) {
                let since = interface.capturedSince ?? (isAlone ? frames.firstAt : nil)
                if let since { session.consumer.analyzer.watch(interface: number, since: since) }
                if let until = interface.capturedUntil ?? (isAlone ? frames.lastAt : nil) {
                    spans.append(Session.Span(interface: number, since: since, until: until))
                }
            }
        }
        return spans
    }

    /// So many frames ahead the memory that they will need is asked for: enough for it to come,
    /// and not so many that it is gone again.
    private static let foresight = 16

    private static func signalSource() throws(CommandFailure) -> SignalSource {
        do {
            return try SignalSource()
        } catch {
            throw CommandFailure(status: .couldNotRead, message: error.description)
        }
    }

    private static func facts(
        _ merge: borrowing CaptureMerge, _ session: borrowing Session, _ packets: [UInt64], isStopped: Bool
    ) -> CaptureFacts {
        var facts = CaptureFacts()
        for (source, taken) in zip(merge.sources, packets) {
            // A pipe that was left in the middle of a record is not damaged.
            let error = isStopped ? nil : source.error?.description
            facts.sources.append(
                CaptureFacts.Source(
                    name: source.name, format: source.format?.rawValue, packets: taken,
                    isComplete: source.error == nil && (source.isAtEnd || session.isDone) && !isStopped, error: error))
            facts.framesLeftOut += source.leftOutCount
            for interface in source.interfaces {
                if let dropped = interface.droppedByKernel {
                    facts.droppedByKernel = (facts.droppedByKernel ?? 0) &+ dropped
                }
                if let dropped = interface.droppedByInterface {
                    facts.droppedByInterface = (facts.droppedByInterface ?? 0) &+ dropped
                }
            }
        }
        facts.unreadable = session.dissector.unreadable
        facts.fragments = session.dissector.fragmentCounters
        return facts
    }
}
