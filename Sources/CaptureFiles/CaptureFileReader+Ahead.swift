/// Looking at frames before their turn, for whoever can prepare for them.
extension CaptureFileReader {
    /// Goes to the next frame that has not been looked at ahead, where it leaves its
    /// bytes, interface and link type; false when `distance`
    /// frames have, or none is within easy reach: this is a glance, which changes
    /// nothing of what ``advance()`` finds.
    @inlinable
    public mutating func lookAhead(_ distance: Int) -> Bool {
        if scoutCount < frameCount {
            unsafe scout = cursor
            scoutCount = frameCount
        }
        guard scoutCount &- frameCount < UInt64(distance) else { return false }
        let headerLength: Int
        let length: Int
        // Pointers into the same window.
        let available = unsafe limit - scout
        switch layout {
        case .plainPCAP:
            headerLength = 16
            guard available >= headerLength else { return false }
            aheadLength = Int(loadAhead(8))
            length = headerLength &+ aheadLength
            aheadInterface = 0
            aheadLinkType = linkType
        case .plainPCAPNG:
            typealias Field = PcapNGFormat.EnhancedPacket
            headerLength = Field.data
            guard available >= Field.minimumLength, loadAhead(0) == PcapNGFormat.BlockType.enhancedPacket else {
                return false
            }
            aheadLength = Int(loadAhead(Field.capturedLength))
            length = max(Int(loadAhead(PcapNGFormat.Block.length)), Field.minimumLength &+ aheadLength)
            aheadInterface = firstInterface &+ Int(loadAhead(Field.interface))
            guard aheadInterface < clocks.count else { return false }
            aheadLinkType = clocks[aheadInterface].linkType
        case .general, .ended:
            return false
        }
        guard length <= available else { return false }
        // The frame ends within the window, as compared above.
        unsafe aheadStart = scout + headerLength
        unsafe scout += length
        scoutCount &+= 1
        return true
    }

    @inlinable @inline(__always)
    func loadAhead(_ offset: Int) -> UInt32 {
        // Callers have compared the offset with the end of the window.
        unsafe scout.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    }
}
