import IGMPWire
import TestSupport

/// Messages and how to read them.
enum IGMPMessageSamples {
    static let group = IPv4Address(239, 1, 2, 3)
    static let host = IPv4Address(10, 0, 0, 1)
    static let sources = [IPv4Address(192, 0, 2, 1), IPv4Address(192, 0, 2, 2)]

    static func kind(_ message: [UInt8]) throws(MessageError) -> MessageKind {
        try lend(message) { (bytes: borrowing Bytes) throws(MessageError) in
            try IGMPMessage(bytes.dropFirst(0)).kind()
        }
    }

    /// `message` cut or padded with zeros to `length` bytes, its checksum right again.
    static func resized(_ message: [UInt8], to length: Int) -> [UInt8] {
        let padding = [UInt8](repeating: 0, count: max(0, length - message.count))
        return PacketBuilder.checksummed(Array(message.prefix(length)) + padding, at: 2)
    }

    /// A group record's fields, to be kept.
    struct ReadRecord: Hashable {
        var type: RecordType
        var group: IPv4Address
        var sources: [IPv4Address] = []
        var auxiliary: [UInt8] = []
    }

    /// The records of a report up to its end, or to the one that cannot be read.
    struct ReadReport {
        var records: [ReadRecord] = []
        var error: WireError?
    }

    /// All records of `message`; nil when it is no report.
    static func records(_ message: [UInt8]) -> ReadReport? {
        lend(message) { bytes -> ReadReport? in
            let message = IGMPMessage(bytes.dropFirst(0))
            guard var records = message.records else { return nil }
            var read = ReadReport()
            do throws(WireError) {
                while let record = try records.next() {
                    read.records.append(
                        ReadRecord(
                            type: record.type, group: record.group,
                            sources: (0..<record.sourceCount).map { record.source(at: $0) },
                            auxiliary: copied(record.auxiliaryData)))
                }
            } catch {
                read.error = error
            }
            return read
        }
    }
}
