/// An IPv4 datagram of which some fragments are there.
///
/// The payload lies in one run of bytes, each fragment at its offset, with the
/// gaps unset; the pieces say which bytes have come.
struct PartialDatagram {
    /// The largest datagram, header included, in bytes (RFC 791 section 3.1, "Total Length").
    static let maximumLength = 65535

    /// What is left of a fragment after trimming.
    struct Piece {
        /// Its first byte in the payload.
        var start: Int
        /// One past its last.
        var end: Int
        /// Whether the fragment said that others follow it.
        var hasMoreFragments: Bool
    }

    let key: FragmentReassembler.Fragment.Key
    /// Of the first fragment to arrive.
    let typeOfService: UInt8
    /// When that was.
    let begunAt: Timestamp
    /// The header of the fragment at offset 0, empty until that has come.
    private(set) var header: [UInt8] = []
    private(set) var payload: [UInt8] = []
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

    /// Adds what the fragment brings; false when the piece before it has it all.
    /// It must end at ``maximumLength`` or before.
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
        if covered < pieces.count, pieces[covered].start < end { pieces[covered].start = end }
        let piece = Piece(start: start, end: end, hasMoreFragments: fragment.hasMoreFragments)
        pieces.replaceSubrange(next..<covered, with: CollectionOfOne(piece))
        write(payload.dropFirst(start - fragment.offset), at: start)
        if start == 0 { self.header = copied(header) }
        return true
    }

    private mutating func write(_ bytes: borrowing Bytes, at offset: Int) {
        let end = offset + bytes.count
        if payload.count < end {
            payload.append(contentsOf: repeatElement(0, count: end - payload.count))
        }
        unsafe bytes.withUnsafeBytes { source in
            unsafe payload.withUnsafeMutableBytes { target in
                // The lines above made room for all of the source from the offset on.
                unsafe UnsafeMutableRawBufferPointer(rebasing: target[offset..<end]).copyMemory(from: source)
            }
        }
    }

    private func copied(_ bytes: borrowing Bytes) -> [UInt8] {
        // The array copies the bytes before the loan ends.
        unsafe bytes.withUnsafeBytes { unsafe Array($0) }
    }
}
