/// What stands in front of a frame in a pcap file (draft-ietf-opsawg-pcap section 5).
///
///     |                      Timestamp (Seconds)                      |
///     |            Timestamp (Microseconds or nanoseconds)            |
///     |                    Captured Packet Length                     |
///     |                    Original Packet Length                     |
struct PCAPRecordHeader {
    let seconds: UInt32
    /// In the units of the file.
    let fraction: UInt32
    let capturedLength: Int
    let originalLength: Int

    private enum Offset {
        static let seconds = 0
        static let fraction = 4
        static let capturedLength = 8
        static let originalLength = 12
    }

    /// Reads the header from `bytes`, which hold all of it.
    init(_ bytes: OrderedBytes, lengthOrder: PCAPFileHeader.LengthOrder) {
        seconds = bytes.uint32(at: Offset.seconds)
        fraction = bytes.uint32(at: Offset.fraction)
        let first = Int(bytes.uint32(at: Offset.capturedLength))
        let second = Int(bytes.uint32(at: Offset.originalLength))
        switch lengthOrder {
        case .capturedFirst: (capturedLength, originalLength) = (first, second)
        case .originalFirst: (capturedLength, originalLength) = (second, first)
        case .smallerIsCaptured: (capturedLength, originalLength) = (min(first, second), max(first, second))
        }
    }
}
