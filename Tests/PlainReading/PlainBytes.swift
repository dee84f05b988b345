import TestSupport

/// Bytes read the plain way: by index, one after the other, and nil where they end.
struct PlainBytes {
    let bytes: [UInt8]
    var isLittleEndian = false

    var count: Int { bytes.count }

    /// The number of `width` bytes at `offset`.
    func number(_ offset: Int, _ width: Int) -> UInt64? {
        guard offset >= 0, offset + width <= bytes.count else { return nil }
        var value: UInt64 = 0
        for index in 0..<width {
            value = value * 256 + UInt64(bytes[isLittleEndian ? offset + width - 1 - index : offset + index])
        }
        return value
    }

    func int(_ offset: Int, _ width: Int) -> Int? { number(offset, width).map { Int($0) } }

    /// What lies there, or nothing where it does not.
    func slice(_ start: Int, _ end: Int) -> [UInt8] {
        start <= end && start >= 0 && end <= bytes.count ? Array(bytes[start..<end]) : []
    }

    /// Whether the one's complement sum is what it is over a good checksum and what it covers.
    static func hasGoodSum(_ bytes: [UInt8]) -> Bool { naiveInternetSum(bytes) == 0xFFFF }
}

/// A frame as a capture file has it.
package struct PlainFrame {
    package var bytes: [UInt8]
    package var originalLength: Int
    package var nanoseconds: Int64
    package var linkType: Int
    package var direction = PlainDirection.unknown
    package var interface = 0

    package init(
        bytes: [UInt8], originalLength: Int, nanoseconds: Int64, linkType: Int,
        direction: PlainDirection = .unknown, interface: Int = 0
    ) {
        self.bytes = bytes
        self.originalLength = originalLength
        self.nanoseconds = nanoseconds
        self.linkType = linkType
        self.direction = direction
        self.interface = interface
    }
}

package enum PlainDirection {
    case unknown, inbound, outbound
}
