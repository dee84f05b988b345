/// Fragments put together a second time: the rules of the BSD `ip_reass`, and the
/// bounds of the program.
struct PlainReassembly {
    private struct Piece {
        var start: Int
        var bytes: [UInt8]
        var hasMore: Bool
        var end: Int { start + bytes.count }
    }

    private struct Datagram {
        var key: [UInt8]
        var link: PlainLink
        var typeOfService: UInt8
        var begunAt: Int64
        var header: [UInt8]?
        var pieces: [Piece] = []
    }

    private var datagrams: [Datagram] = []
    private var now = Int64.min
    let datagramLimit: Int
    let pieceLimit: Int

    init(datagramLimit: Int = 64, pieceLimit: Int = 64) {
        self.datagramLimit = datagramLimit
        self.pieceLimit = pieceLimit
    }

    /// Header and payload of the datagram of which this fragment was the last one missing.
    mutating func add(_ packet: PlainPacket, on link: PlainLink) -> (header: [UInt8], payload: [UInt8])? {
        now = max(now, packet.nanoseconds)
        datagrams.removeAll {
            let age = now.subtractingReportingOverflow($0.begunAt)
            return age.overflow || age.partialValue >= 30_000_000_000
        }
        let field = Int(packet.header[6]) * 256 + Int(packet.header[7])
        let start = (field & 0x1FFF) * 8
        var piece = Piece(start: start, bytes: packet.payload, hasMore: field & 0x2000 != 0)
        if piece.hasMore, piece.bytes.isEmpty || piece.bytes.count % 8 != 0 { return nil }
        if piece.end > 65_535 { return nil }
        let key = packet.header[4..<6] + packet.header[12..<20]
        var place = datagrams.lastIndex { $0.key == Array(key) && $0.link == link }
        if place == nil {
            if datagrams.count == datagramLimit { datagrams.removeFirst() }
            datagrams.append(
                Datagram(key: Array(key), link: link, typeOfService: packet.header[1], begunAt: now))
            place = datagrams.count - 1
        }
        guard let place, datagrams[place].typeOfService == packet.header[1] else { return nil }
        var before = datagrams[place].pieces.filter { $0.start <= start }
        let behind = datagrams[place].pieces.filter { $0.start > start }
        if let last = before.last, last.end > start {
            guard last.end < piece.end else { return nil }
            piece.bytes.removeFirst(last.end - start)
            piece.start = last.end
        }
        if piece.start == 0 { datagrams[place].header = packet.header }
        before.append(piece)
        for var other in behind {
            if other.start < piece.end {
                if other.end <= piece.end { continue }
                other.bytes.removeFirst(piece.end - other.start)
                other.start = piece.end
            }
            before.append(other)
        }
        datagrams[place].pieces = before
        return finish(place)
    }

    private mutating func finish(_ place: Int) -> (header: [UInt8], payload: [UInt8])? {
        let pieces = datagrams[place].pieces
        var payload: [UInt8] = []
        var isComplete = pieces.last?.hasMore == false
        for piece in pieces {
            if piece.start != payload.count { isComplete = false }
            payload += piece.bytes
        }
        guard isComplete, let header = datagrams[place].header else {
            if pieces.count > pieceLimit { datagrams.remove(at: place) }
            return nil
        }
        datagrams.remove(at: place)
        return header.count + payload.count <= 65_535 ? (header, payload) : nil
    }
}
