/// Why bytes could not be read as what they claim to be, and where.
public struct WireError: Error, Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        /// The bytes end before the field or the announced contents do.
        case truncated(needed: Int, available: Int)
        /// The one's-complement sum over the whole message is not 0xFFFF.
        case badChecksum(sum: UInt16)
        /// A query of 9 to 11 bytes, which must be ignored (RFC 9776 section 7.1).
        case queryLength(Int)
        /// The group field holds neither a group nor, in a query, 0.
        case notAGroup(IPv4Address)
        /// A general query that lists sources (RFC 9776 section 4.1.8).
        case sourcesInGeneralQuery(count: Int)
    }

    public let reason: Reason
    /// Where the field starts, in bytes from the start of the IGMP message.
    public let offset: Int

    @inlinable
    public init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}

extension WireError: CustomStringConvertible {
    /// A few words for a line about the packet.
    public var description: String {
        switch reason {
        case .truncated(let needed, let available):
            "truncated at byte \(offset): \(needed) bytes announced, \(available) there"
        case .badChecksum(let sum):
            "bad checksum (sum \(hexadecimal(sum)), not 0xffff)"
        case .queryLength(let length):
            "query of \(length) bytes"
        case .notAGroup(let address):
            "group \(address) is not multicast"
        case .sourcesInGeneralQuery(let count):
            "general query with \(count) source\(count == 1 ? "" : "s")"
        }
    }

    private func hexadecimal(_ value: UInt16) -> String {
        let digits = String(value, radix: 16)
        return "0x" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
