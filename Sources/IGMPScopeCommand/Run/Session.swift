import CaptureFiles
import IGMPAnalysis
import IGMPReports
import IGMPWire
import KernelCounters
import LiveCapture

/// What is done with the frames of one run, wherever they come from.
struct Session: ~Copyable {
    /// What follows from the packets: the part that the dissector hands them to.
    struct Consumer: ~Copyable {
        var analyzer: Analyzer
        /// Whether it takes in the packets; if not, it only counts them.
        let analyzes: Bool
        var packetLines: PacketLineFormat
        var changeLines: ChangeLineFormat
        /// Standard output.
        var json: JSONWriter
        var backlog: OutputBacklog
        /// Where events go besides.
        var commands: EventCommands
        /// This host on each of the analyzer's interfaces, where its kernel is to be compared
        /// with; else empty.
        var ownHosts: [LinuxHost?] = []
    }

    var consumer: Consumer
    var dissector: Dissector
    /// An expression of the user's that is not in the kernel already.
    private var filter: CaptureFilter?
    /// Link types for which the expression cannot be compiled.
    private var unfilterable: Set<LinkType> = []
    /// Where packets are kept.
    var file: WrittenFile
    private let count: UInt64
    let until: Timestamp
    /// Whether what was captured goes on behind it: nothing of before is still to come.
    private(set) var hasReachedUntil = false
    /// Whether frames of other protocols are looked at for what bridges count of them.
    private let looksAtAllMulticast: Bool
    /// Whether frames without IGMP are of no interest but for their number.
    var looksAtIGMPAlone: Bool { filter == nil && !looksAtAllMulticast && !countsData }
    /// Whether the groups' own traffic is counted.
    private let countsData: Bool
    /// Up to when nothing is still to come, in the time that runs on.
    private var settledUntil = Timestamp(nanoseconds: .min)
    /// Whether the run has seen all that it was to see.
    private(set) var isDone = false

    /// - Throws: ``CommandFailure`` when the file to write cannot be made.
    init(
        _ capture: CaptureOptions, analyzer: consuming Analyzer, analyzes: Bool,
        filter: consuming CaptureFilter?, lines: (packets: PacketLineFormat, changes: ChangeLineFormat),
        output: consuming ByteBuffer, commands: consuming EventCommands
    ) throws(CommandFailure) {
        consumer = Consumer(
            analyzer: analyzer, analyzes: analyzes, packetLines: lines.packets, changeLines: lines.changes,
            json: JSONWriter(output), backlog: OutputBacklog(limit: capture.outputBufferSize << 10),
            commands: commands)
        let limits = capture.limits
        dissector = Dissector(datagramLimit: limits.datagrams, fragmentLimit: limits.fragments)
        self.filter = filter
        count = capture.count ?? .max
        until = capture.until?.time ?? Timestamp(nanoseconds: .max)
        looksAtAllMulticast = capture.allMulticast
        countsData = capture.countsData
        if let path = capture.writeFile {
            file = try WrittenFile(path: path, flushesEachPacket: capture.isPacketBuffered)
        } else {
            file = WrittenFile()
        }
    }

    /// What it writes to.
    var writable: [Int32] {
        [consumer.json.buffer.fileDescriptor ?? -1, file.descriptor, consumer.commands.descriptor]
    }

    /// Adds an interface of a source; the number returned is what ``take(_:interface:)`` takes.
    mutating func addInterface(_ interface: AnalyzedInterface, snapLength: Int) -> Int {
        let number = consumer.analyzer.addInterface(interface)
        file.addInterface(
            CaptureInterface(name: interface.name, linkType: interface.linkType, snapLength: snapLength))
        return number
    }

    /// Forgets an interface of the analyzer, and puts another in its place.
    mutating func replaceInterface(_ number: Int, by interface: AnalyzedInterface, snapLength: Int) {
        consumer.analyzer.forgetLinks(ofInterface: number)
        // What changed by that is of the one that goes.
        if consumer.analyzer.hasMadeRoom { consumer.writeChangesOfAll() }
        consumer.analyzer.replaceInterface(number, by: interface)
        file.replaceInterface(
            number, by: CaptureInterface(name: interface.name, linkType: interface.linkType, snapLength: snapLength))
    }

    /// Takes in one frame of the analyzer's interface `interface`. Returns whether
    /// it was one that is wanted.
    mutating func take(_ frame: borrowing CapturedFrame, interface: Int) throws(CommandFailure) -> Bool {
        guard frame.timestamp <= until else {
            hasReachedUntil = true
            // Files of several interfaces are not strictly in order.
            if frame.timestamp.since(until) > FrameClock.patience { isDone = true }
            return false
        }
        guard filter == nil || passesFilter(frame) else { return false }
        consumer.analyzer.count(frame)
        // What follows goes by the time that runs on.
        let running = frame.stamped(consumer.analyzer.frames.running(frame.timestamp))
        if countsData, try takeData(running, of: frame, interface: interface) { return true }
        let before = consumer.analyzer.igmpPackets
        Self.dissect(running, of: frame, interface: interface, by: &dissector, into: &consumer)
        if consumer.analyzer.igmpPackets == before {
            guard looksAtAllMulticast, consumer.analyzer.observeOther(running, interface: interface) else {
                return true
            }
        }
        if consumer.analyzer.igmpPackets >= count { isDone = true }
        if file.isOpen { try file.write(frame, interface: interface) }
        return true
    }

    /// Takes a packet of a group's own traffic. Returns whether it was one, and nothing else
    /// looks at the frame.
    ///
    /// Of such packets the written file keeps the headers, which are all that is looked at:
    /// what is read from it gives the same.
    ///
    /// - Parameter frame: as it was captured.
    private mutating func takeData(
        _ running: borrowing CapturedFrame, of frame: borrowing CapturedFrame, interface: Int
    ) throws(CommandFailure) -> Bool {
        guard let packet = DataPacket(running) else { return false }
        consumer.advanceOthers(to: packet.timestamp)
        let link = consumer.analyzer.observe(packet, interface: interface)
        consumer.writeChanges(after: link)
        if looksAtAllMulticast, packet.verdict != .good { return false }
        // What is looked at, and kept, is all that counts. A header may claim more than is there.
        consumer.analyzer.frames.bytes &-= UInt64(max(frame.bytes.count - packet.headersLength, 0))
        if file.isOpen { try file.write(frame.prefix(packet.headersLength), interface: interface) }
        return true
    }

    /// Whether the user's expression holds. One that has no meaning for a link type
    /// holds for none of its frames, which is said once.
    private mutating func passesFilter(_ frame: borrowing CapturedFrame) -> Bool {
        guard !unfilterable.contains(frame.linkType) else { return false }
        do {
            return try filter!.matches(frame)
        } catch {
            unfilterable.insert(frame.linkType)
            StandardError.write("igmpscope: \(error); frames of link type \(frame.linkType) are left out")
            return false
        }
    }

    /// Lets the timers of all links run up to the last packet of any, or to `--until`
    /// where that was given, and more will not come before: in a file, or when it is over.
    mutating func advanceToEnd(ofFile isFile: Bool) {
        if until.nanoseconds != .max, isFile || hasReachedUntil {
            consumer.advance(to: consumer.analyzer.frames.running(until))
        } else if let last = consumer.analyzer.frames.reached {
            consumer.advance(to: last)
        }
    }

    /// Lets the timers of all links run up to `time`: nothing that was captured until then is still
    /// to come. What follows from silence is known, and told, while nothing comes.
    mutating func settle(until time: Timestamp) {
        let running = consumer.analyzer.frames.running(min(time, until))
        if time > until { (isDone, hasReachedUntil) = (true, true) }
        guard running > settledUntil else { return }
        settledUntil = running
        consumer.advance(to: running)
    }

    /// Takes note that the clock of a live capture shows `time`, and that all frames from before have been taken.
    mutating func noteClock(_ time: Timestamp) {
        consumer.analyzer.frames.noteClock(time)
    }

    /// Tells since when an interface is captured from; nil while nothing can come from it. The written
    /// file says so at once: who reads it is to know before what comes after it.
    mutating func watch(interface: Int, since time: Timestamp?) throws(CommandFailure) {
        consumer.analyzer.watch(interface: interface, since: time.map { consumer.analyzer.frames.running($0) })
        // What a filter has left out may have been there.
        guard let time, filter == nil else { return }
        try file.writeStatistics(interface: interface, since: time, at: time)
    }

    /// When an interface of a file was captured from.
    struct Span {
        let interface: Int
        let since: Timestamp?
        let until: Timestamp
    }

    /// Keeps in the written file when an interface was captured from, to be read as the original is.
    mutating func writeSpan(_ span: Span) throws(CommandFailure) {
        let end = min(span.until, until)
        try file.writeStatistics(
            interface: span.interface, since: filter == nil ? span.since.map { min($0, end) } : nil, at: end)
    }

    /// Keeps in the written file what a live capture knows of an interface's losses, and up to when
    /// it has listened: to be read as it was heard.
    mutating func writeStatistics(
        interface: Int, received: UInt64, droppedByKernel: UInt64, droppedByInterface: UInt64
    ) throws(CommandFailure) {
        let running = max(consumer.analyzer.frames.reached ?? settledUntil, settledUntil)
        guard running.nanoseconds != .min else { return }
        let time = consumer.analyzer.frames.clock.shown(running)
        try file.writeStatistics(
            interface: interface, at: time, received: received, droppedByKernel: droppedByKernel,
            droppedByInterface: droppedByInterface)
    }

    /// Puts what was written so far where others can read it.
    mutating func flush() throws(CommandFailure) {
        try file.flush()
        consumer.commands.flush()
        try flushOutput()
    }

    /// Whether there is room for a report or a drawing between two lines.
    mutating func admitsReport() -> Bool {
        consumer.hasRoom()
    }

    /// What has to become writable for the rest of the output to go on; -1 when nothing waits.
    var waitingOutput: Int32 {
        consumer.json.buffer.backlog > 0 ? consumer.json.buffer.fileDescriptor ?? -1 : -1
    }

    /// From now on the output waits for its reader: no packet is lost by that any more.
    mutating func awaitReader() {
        consumer.json.buffer.waits = true
    }

    /// Tells what has become of the written file and of the commands.
    mutating func tellUntold() {
        if let message = file.takeUntold() { StandardError.write("igmpscope: \(message)") }
        for message in consumer.commands.takeUntold() { StandardError.write("igmpscope: \(message)") }
    }

    /// Whether something that was asked for besides the results could not be done.
    var hasFailed: Bool { file.hasFailed || consumer.commands.hasFailed }

    /// Writes out standard output. A reader that has gone away is no failure.
    mutating func flushOutput() throws(CommandFailure) {
        consumer.json.buffer.flush()
        try Output.check(consumer.json.buffer)
    }

    private static func dissect(
        _ running: borrowing CapturedFrame, of frame: borrowing CapturedFrame, interface: Int,
        by dissector: inout Dissector, into consumer: inout Consumer
    ) {
        dissector.dissect(running, interface: interface) { packet in
            if consumer.writesPackets { consumer.writeLine(packet, at: frame.timestamp) }
            guard consumer.analyzes else { return consumer.analyzer.count(packet) }
            consumer.advanceOthers(to: packet.timestamp)
            let link = consumer.analyzer.observe(packet, in: frame, interface: packet.interface)
            if !consumer.ownHosts.isEmpty { consumer.observeOwn(packet) }
            consumer.writeChanges(after: link)
        }
    }
}

extension Session.Consumer {
    /// What is tagged is not of the interface itself, but for tags that only give a priority.
    fileprivate mutating func observeOwn(_ packet: borrowing IGMPPacket) {
        let tags = packet.link.vlanTags
        guard packet.interface < ownHosts.count, tags.isEmpty || (tags.count == 1 && tags[0] == 0) else { return }
        ownHosts[packet.interface]?.observe(packet)
    }
}
