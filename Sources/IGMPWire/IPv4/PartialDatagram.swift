/// An IPv4 datagram of which some fragments are there.
///
/// Each piece holds its own bytes, so that a far offset costs nothing until the
/// bytes before it have come; without overlap, all of them are at most 64 KiB.
struct PartialDatagram {
    /// The largest datagram, header included, in bytes (RFC 791 section 3.1, "Total Length").
    static let maximumLength = 65535

    /// What is left of a fragment after trimming.
    struct Piece {
        /// Where it begins in the datagram's payload.
        private(set) var start: Int
        private(set) var bytes: [UInt8]
        /// The sum over ``bytes``, taken when they arrived or were trimmed.
        private(set) var checksum: InternetChecksum
        /// Whether the fragment said that others follow it.
        let hasMoreFragments: Bool

        init(start: Int, bytes: borrowing Bytes, hasMoreFragments: Bool) {
            self.start = start
            self.bytes = PartialDatagram.copied(bytes)
            checksum = InternetChecksum(bytes)
            self.hasMoreFragments = hasMoreFragments
        }

        var end: Int { start + bytes.count }

        /// Leaves what lies from `newStart` on, which must not lie past the end.
        mutating func trimFront(to newStart: Int) {
            // A new array, since a shortened one would keep the memory of the whole fragment.
            bytes = Array(bytes.dropFirst(newStart - start))
            start = newStart
            // An array of bytes has no padding that could be uninitialised.
            checksum = unsafe InternetChecksum(Bytes(span: bytes.span.bytes))
        }
    }

    let key: FragmentReassembler.Fragment.Key
    /// Of the first fragment to arrive.
    let typeOfService: UInt8
    /// When that was.
    let begunAt: Timestamp
    /// The header of the fragment at offset 0, empty until that has come.
    private(set) var header: [UInt8] = []
    /// By offset, without overlap.
    private(set) var pieces: [Piece] = []

    init(_ fragment: FragmentReassembler.Fragment, begunAt: Timestamp) {
        key = fragment.key
        typeOfService = fragment.typeOfService
        self.begunAt = begunAt
    }

    /// Whether the pieces leave no gap and the last of them ends the datagram.
    var isComplete: Bool {
        var reached = 0
        for piece in pieces {
            guard piece.start == reached else { return false }
            reached = piece.end
        }
        return pieces.last?.hasMoreFragments == false
    }

    /// The payload, as far as it is there; all of it when ``isComplete``.
    var payload: [UInt8] {
        var whole: [UInt8] = []
        whole.reserveCapacity(pieces.last?.end ?? 0)
        for piece in pieces { whole += piece.bytes }
        return whole
    }

    /// The sum over ``payload``, put together from those of the pieces. Trimming can
    /// leave any of them with an odd length.
    var payloadChecksum: InternetChecksum {
        var sum = InternetChecksum()
        for piece in pieces { sum.append(piece.checksum) }
        return sum
    }

    /// Adds what the fragment brings; false when the piece before it has it all.
    mutating func insert(
        _ fragment: FragmentReassembler.Fragment, header: borrowing Bytes, payload: borrowing Bytes
    ) -> Bool {
        var start = fragment.offset
        let end = start + payload.count
        let next = pieces.firstIndex { $0.start > start } ?? pieces.count
        if next > 0, pieces[next - 1].end > start {
            start = pieces[next - 1].end
            // Trimmed to nothing, it is a duplicate, even when it had nothing to begin with.
            guard start < end else { return false }
        }
        var covered = next
        while covered < pieces.count, pieces[covered].start < end, pieces[covered].end <= end { covered += 1 }
        if covered < pieces.count, pieces[covered].start < end { pieces[covered].trimFront(to: end) }
        let piece = Piece(
            start: start, bytes: payload.dropFirst(start - fragment.offset),
            hasMoreFragments: fragment.hasMoreFragments)
        pieces.replaceSubrange(next..<covered, with: CollectionOfOne(piece))
        if start == 0 { self.header = Self.copied(header) }
        return true
    }

    private static func copied(_ bytes: borrowing Bytes) -> [UInt8] {
        // The array copies the bytes before the loan ends.
        unsafe bytes.withUnsafeBytes { unsafe Array($0) }
    }
}
