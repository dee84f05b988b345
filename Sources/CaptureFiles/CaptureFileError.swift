/// Why a capture file could not be read or written any further, and where.
///
/// All frames before the damage have been delivered by the time it is thrown.
public struct CaptureFileError: Error, Hashable, Sendable {
    /// What is wrong, with what was needed.
    public enum Reason: Error, Hashable, Sendable {
        /// A call of the operating system failed with this `errno`.
        case system(call: SystemCall, errorNumber: Int32)
        /// The file has no bytes at all.
        case empty
        /// Neither pcap nor pcapng, plain or compressed.
        case notACaptureFile
        case unsupportedVersion(CaptureFormat, major: UInt16, minor: UInt16)
        /// Bits of the pcap link-type field that must be zero are not.
        case reservedLinkTypeBits(UInt32)
        /// The file ends, or is cut, in the middle of a header, record or block.
        case truncated(needed: Int, available: Int)
        /// A frame longer than any that its link type can have.
        case frameTooLong(length: Int, limit: Int)
        /// A frame that its block has no room for.
        case frameExceedsBlock(length: Int, available: Int)
        /// A block length that is too small or not a multiple of four.
        case badBlockLength(UInt32)
        /// A block longer than any that has to be kept in memory.
        case blockTooLong(length: Int, limit: Int)
        /// The two lengths that a block lies between are not the same.
        case blockLengthMismatch(first: UInt32, last: UInt32)
        /// A section header whose byte-order magic is neither order's.
        case badByteOrderMagic(UInt32)
        /// A frame of an interface that its section has not described.
        case unknownInterface(id: Int, described: Int)
        /// An option of an interface description that runs past its block.
        case badOption(code: UInt16, length: Int, available: Int)
        /// Compressed data that gzip or zstd does not accept, in the library's words.
        case damagedCompression(String)
        /// Compressed data that ends before its stream does.
        case truncatedCompression
        /// The file became shorter while it was read.
        case fileShrank
    }

    /// A call of the operating system that can fail.
    public enum SystemCall: String, Hashable, Sendable {
        case open
        case read
        case write
        case close
    }

    /// The file as it was named to be opened; `-` for a standard stream.
    public let fileName: String
    /// Where the record that could not be read starts, in bytes of the uncompressed file.
    public let offset: Int
    /// The number, from 1, that the next frame would have had; 0 where the file could not even be opened.
    public let record: UInt64
    public let reason: Reason

    package init(fileName: String, offset: Int, record: UInt64, reason: Reason) {
        self.fileName = fileName
        self.offset = offset
        self.record = record
        self.reason = reason
    }
}

extension CaptureFileError: CustomStringConvertible {
    /// One line for a user: the file, the place, the reason.
    public var description: String {
        record == 0 ? "\(fileName): \(reason)" : "\(fileName): byte \(offset), record \(record): \(reason)"
    }
}

extension CaptureFileError.Reason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .system(let call, let errorNumber):
            "cannot \(call.rawValue): \(FileDescriptor.message(errorNumber))"
        case .empty:
            "the file is empty"
        case .notACaptureFile:
            "not a capture file (neither pcap nor pcapng, plain, gzip or zstd)"
        case .unsupportedVersion(let format, let major, let minor):
            "\(format.rawValue) version \(major).\(minor) is not supported"
        case .reservedLinkTypeBits(let field):
            "reserved bits of the link type are set (0x\(String(field, radix: 16)))"
        case .truncated(let needed, let available):
            "cut short: \(needed) bytes needed, \(available) left"
        case .frameTooLong(let length, let limit):
            "a frame of \(length) bytes, longer than the \(limit) possible"
        case .frameExceedsBlock(let length, let available):
            "a frame of \(length) bytes in a block with room for \(available)"
        case .badBlockLength(let length):
            "a block length of \(length), too small or not a multiple of 4"
        case .blockTooLong(let length, let limit):
            "a block of \(length) bytes, longer than the limit of \(limit)"
        case .blockLengthMismatch(let first, let last):
            "a block whose lengths differ: \(first) in front, \(last) at the end"
        case .badByteOrderMagic(let magic):
            "a section header with byte-order magic 0x\(String(magic, radix: 16))"
        case .unknownInterface(let id, let described):
            "a frame of interface \(id), with only \(described) described in its section"
        case .badOption(let code, let length, let available):
            "interface option \(code) of \(length) bytes, with only \(available) left in its block"
        case .damagedCompression(let message):
            "damaged compressed data: \(message)"
        case .truncatedCompression:
            "cut short: the compressed data ends early"
        case .fileShrank:
            "the file became shorter while it was read"
        }
    }
}
