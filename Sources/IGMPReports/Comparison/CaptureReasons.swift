/// Why the capture may not have seen what the kernel has.
enum CaptureReasons {
    /// What is certain.
    static func lost(droppedFrames: UInt64, unsettledPackets: UInt64, cutPackets: UInt64) -> [DifferenceReason] {
        var reasons: [DifferenceReason] = []
        if droppedFrames > 0 {
            reasons.append(
                DifferenceReason(
                    .captureDrops,
                    "the capture lost \(droppedFrames.of("frame")) for want of room: give it more with -B"))
        }
        if unsettledPackets > 0 {
            reasons.append(
                DifferenceReason(
                    .unsettled,
                    """
                    \(unsettledPackets.of("packet")) passed just when the kernel's counters were read: perhaps counted \
                    before the capture began, or after it ended
                    """))
        }
        if cutPackets > 0 {
            reasons.append(
                DifferenceReason(
                    .cutPackets, "\(cutPackets.of("packet")) cut by the snapshot length could not be judged: no -s"))
        }
        return reasons
    }

    /// What an expression of the user's may do.
    static let filter = DifferenceReason(
        .captureFilter, "the capture filter expression may leave out what the kernel counts")

    static func all(
        droppedFrames: UInt64, unsettledPackets: UInt64, cutPackets: UInt64, hasFilter: Bool
    ) -> [DifferenceReason] {
        lost(droppedFrames: droppedFrames, unsettledPackets: unsettledPackets, cutPackets: cutPackets)
            + (hasFilter ? [filter] : [])
    }
}
