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
        @usableFromInline static let auxiliaryLength = 1
        @usableFromInline static let sourceCount = 2
        @usableFromInline static let group = 4
        @usableFromInline static let sources = 8
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
        @_lifetime(copy self) get { bytes.dropFirst(Offset.sources + 4 * sourceCount) }
    }
}

/// The group records of a version 3 report, one after the other.
///
/// A record is checked when ``next()`` reaches it, so the good records at the
/// front of a damaged report are still seen.
public struct GroupRecords: ~Escapable {
    @usableFromInline let report: Bytes
    @usableFromInline var offset: Int
    /// How many records the report announces beyond those read.
    @usableFromInline var remaining: Int

    @usableFromInline static let firstRecord = 8

    /// The records of `report`, a whole message of at least 8 bytes.
    @inlinable @_lifetime(copy report)
    init(report: Bytes) {
        self.report = report
        offset = Self.firstRecord
        remaining = Int(report.uint16(at: 6))
    }

    /// The next record; nil after the last.
    ///
    /// - Throws: ``WireError`` when the record runs past the end of the message;
    ///   no record can be read after that.
    @inlinable @_lifetime(copy self)
    public mutating func next() throws(WireError) -> GroupRecord? {
        guard remaining > 0 else { return nil }
        let available = report.count &- offset
        guard available >= GroupRecord.Offset.sources else {
            throw WireError(.truncated(needed: GroupRecord.Offset.sources, available: available), at: offset)
        }
        let sources = Int(report.uint16(at: offset &+ GroupRecord.Offset.sourceCount))
        let auxiliary = Int(report.uint8(at: offset &+ GroupRecord.Offset.auxiliaryLength))
        let length = GroupRecord.Offset.sources &+ 4 &* (sources &+ auxiliary)
        guard length <= available else {
            throw WireError(.truncated(needed: length, available: available), at: offset)
        }
        let record = GroupRecord(bytes: report.slice(from: offset, count: length))
        offset &+= length
        remaining &-= 1
        return record
    }
}
