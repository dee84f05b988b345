/// One group record of a version 3 report, read in place (RFC 9776 section 4.2.4).
///
///     |  Record Type  |  Aux Data Len |     Number of Sources (N)     |
///     |                       Multicast Address                       |
///     |                     Source Address [1..N]                     |
///     |                        Auxiliary Data                         |
///
/// Only ``GroupRecords/next()`` makes it, after checking that all of it is there,
/// so no accessor can fail.
public struct GroupRecord: ~Escapable {
    @usableFromInline
    enum Offset {
        @inlinable static var sourceCount: Int { 2 }
        @inlinable static var group: Int { 4 }
        @inlinable static var sources: Int { 8 }
    }

    /// The whole record.
    public let bytes: Bytes

    @inlinable @_lifetime(copy bytes)
    init(bytes: Bytes) {
        self.bytes = bytes
    }

    @inlinable
    public var type: RecordType { RecordType(rawValue: bytes.uint8(at: 0)) }

    @inlinable
    public var group: IPv4Address { IPv4Address(rawValue: bytes.uint32(at: Offset.group)) }

    @inlinable
    public var sourceCount: Int { Int(bytes.uint16(at: Offset.sourceCount)) }

    /// The source at `index`, 0 to ``sourceCount`` - 1.
    @inlinable
    public func source(at index: Int) -> IPv4Address {
        IPv4Address(rawValue: bytes.uint32(at: Offset.sources &+ 4 &* index))
    }

    /// What follows the sources: to be skipped by every receiver (section 4.2.11).
    @inlinable
    public var auxiliaryData: Bytes {
        @inline(__always) @_lifetime(copy self) get { bytes.dropFirst(Offset.sources &+ 4 &* sourceCount) }
    }
}

/// The group records of a version 3 report, one after the other.
///
/// A record is checked when ``next()`` reaches it, so the good records at the
/// front of a damaged report are still seen.
public struct GroupRecords: ~Escapable {
    /// What follows the records read so far.
    @usableFromInline var rest: Bytes
    /// How many records the report announces beyond those read.
    @usableFromInline var remaining: Int
    @usableFromInline let reportLength: Int

    @inlinable static var firstRecord: Int { 8 }

    /// The records of `report`, a whole message of at least 8 bytes.
    @inlinable @_lifetime(copy report)
    init(report: Bytes) {
        rest = report.dropFirst(Self.firstRecord)
        remaining = Int(report.uint16(at: 6))
        reportLength = report.count
    }

    /// The next record; nil after the last.
    ///
    /// - Throws: ``WireError`` when the record runs past the end of the message;
    ///   no record can be read after that.
    @inlinable @inline(__always) @_lifetime(copy self)
    public mutating func next() throws(WireError) -> GroupRecord? {
        guard remaining > 0 else { return nil }
        let fixedLength = GroupRecord.Offset.sources
        guard rest.count >= fixedLength else { throw truncated(needed: fixedLength) }
        // Type, auxiliary length and number of sources, in one load.
        let lengths = rest.uint32(at: 0)
        let words = Int(lengths & 0xFFFF) &+ Int(lengths >> 16 & 0xFF)
        let length = fixedLength &+ 4 &* words
        guard length <= rest.count else { throw truncated(needed: length) }
        let record = GroupRecord(bytes: rest.slice(from: 0, count: length))
        rest = rest.dropFirst(length)
        remaining &-= 1
        return record
    }

    @usableFromInline
    func truncated(needed: Int) -> WireError {
        WireError(.truncated(needed: needed, available: rest.count), at: reportLength - rest.count)
    }
}
