/// What became of the frames of one interface, as far as the kernel says.
package struct CaptureStatistics: Hashable, Sendable {
    /// Frames that passed the kernel's filter, those dropped afterwards included.
    package var received: UInt64 = 0
    /// Frames dropped because the buffer was full.
    package var droppedByKernel: UInt64 = 0
    /// Frames dropped by the interface or its driver, wanted or not.
    package var droppedByInterface: UInt64 = 0

    mutating func add(_ other: CaptureStatistics) {
        received &+= other.received
        droppedByKernel &+= other.droppedByKernel
        droppedByInterface &+= other.droppedByInterface
    }
}

/// Counts on where a 32-bit counter of the kernel starts again from 0.
struct WideningCounter {
    private(set) var total: UInt64 = 0
    private var last: UInt32 = 0

    /// Takes the counter's present figure; seldom enough apart that it went round at most once.
    mutating func update(_ figure: UInt32) {
        total &+= UInt64(figure &- last)
        last = figure
    }
}
