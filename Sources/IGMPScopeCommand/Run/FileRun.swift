import CaptureFiles
import IGMPAnalysis
import IGMPReports
import IGMPWire
import LiveCapture

/// Reads capture files to their end, or until the session has seen enough.
enum FileRun {
    /// Returns what is to be told of the capture.
    static func run(_ capture: CaptureOptions, _ session: inout Session) throws(CommandFailure) -> CaptureFacts {
        var merge = CaptureMerge(paths: capture.files)
        var interfaces = InterfaceNumbers(fileCount: capture.files.count)
        var frames = 0
        let signals = try signalSource()
        var progress = FileProgress(isQuiet: capture.isQuiet)
        while merge.advance() {
            let source = merge.sourceIndex
            let frame = merge.frame
            if interfaces.numbers[source].count <= frame.interface {
                interfaces.add(
                    merge.interfaces(ofSource: source), of: source, named: capture.files[source], to: &session)
            }
            try session.take(frame, interface: interfaces.numbers[source][frame.interface])
            if session.isDone { break }
            frames &+= 1
            if frames & 0xFFFF == 0 {
                if isAskedToStop(signals, session) { break }
                progress.show(bytesRead: merge.bytesRead, size: merge.size, packets: session.consumer.analyzer.packets)
            }
        }
        progress.clear()
        session.advanceToEnd()
        return facts(merge, session)
    }

    private static func signalSource() throws(CommandFailure) -> SignalSource {
        do {
            return try SignalSource()
        } catch {
            throw CommandFailure(status: .couldNotRead, message: error.description)
        }
    }

    /// Whether a signal ends the reading; what was read until then is reported.
    private static func isAskedToStop(_ signals: borrowing SignalSource, _ session: borrowing Session) -> Bool {
        while let request = signals.next() {
            switch request {
            case .stop: return true
            case .totals:
                StandardError.write(TotalsText(captured: session.consumer.analyzer.packets)) { $0.writeLine(to: &$1) }
            case .windowChanged: break
            }
        }
        return false
    }

    private static func facts(_ merge: borrowing CaptureMerge, _ session: borrowing Session) -> CaptureFacts {
        var facts = CaptureFacts()
        for source in merge.sources {
            facts.sources.append(
                CaptureFacts.Source(
                    name: source.name, format: source.format?.rawValue, packets: source.packetCount,
                    isComplete: source.error == nil && !session.isDone, error: source.error?.description))
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
