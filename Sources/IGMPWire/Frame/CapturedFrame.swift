/// Which way a frame went, from where it was captured.
@frozen
public enum FrameDirection: UInt8, Hashable, Sendable {
    /// Neither the file nor the link layer says.
    case unknown
    case inbound
    case outbound
}

/// A frame as a capture lends it: bytes in place, and what the capture knows of them.
///
/// File readers and live captures both produce it; from here on nothing depends
/// on which it was. It cannot outlive the bytes.
public struct CapturedFrame: ~Escapable {
    /// What was captured, from the first byte of the link-layer header.
    public let bytes: Bytes
    /// The frame's length on the wire, in bytes; more than `bytes.count` where
    /// the snapshot length cut it.
    public let originalLength: Int
    public let timestamp: Timestamp
    /// Which of its source's interfaces it came from, counted from 0.
    public let interface: Int
    /// Its place in its source, counted from 1.
    public let number: UInt64
    // A frame is handed on for every packet: in whole words that is done at once.
    @usableFromInline let linkTypeAndDirection: UInt64

    @inlinable
    public var linkType: LinkType { LinkType(rawValue: UInt16(truncatingIfNeeded: linkTypeAndDirection)) }

    @inlinable
    public var direction: FrameDirection {
        FrameDirection(rawValue: UInt8(truncatingIfNeeded: linkTypeAndDirection >> 16)) ?? .unknown
    }

    @inlinable @_lifetime(copy bytes)
    public init(
        bytes: Bytes, originalLength: Int, timestamp: Timestamp, linkType: LinkType,
        direction: FrameDirection = .unknown, interface: Int = 0, number: UInt64 = 1
    ) {
        self.bytes = bytes
        self.originalLength = originalLength
        self.timestamp = timestamp
        linkTypeAndDirection = UInt64(linkType.rawValue) | UInt64(direction.rawValue) << 16
        self.interface = interface
        self.number = number
    }

    /// The same frame as a capture shows it that keeps `length` bytes at most.
    @inlinable @_lifetime(copy self)
    public func prefix(_ length: Int) -> CapturedFrame {
        CapturedFrame(
            bytes: bytes.slice(from: 0, count: min(max(length, 0), bytes.count)), originalLength: originalLength,
            timestamp: timestamp, linkType: linkType, direction: direction, interface: interface, number: number)
    }

    /// The same frame as if it had been captured at `time`.
    @inlinable @_lifetime(copy self)
    public func stamped(_ time: Timestamp) -> CapturedFrame {
        CapturedFrame(
            bytes: bytes, originalLength: originalLength, timestamp: time, linkType: linkType, direction: direction,
            interface: interface, number: number)
    }
}
