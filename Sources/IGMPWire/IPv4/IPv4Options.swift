/// What the options of an IPv4 header say (RFC 791 section 3.1, "Options").
public struct IPv4Options: Hashable, Sendable {
    @inlinable static var endOfList: UInt8 { 0 }
    @inlinable static var noOperation: UInt8 { 1 }
    /// Router Alert, copied and of class 0 (RFC 2113 section 2.1).
    @inlinable static var routerAlert: UInt8 { 0x94 }

    /// Whether a Router Alert option is there, whatever its value.
    public let hasRouterAlert: Bool
    /// Whether there is an option other than Router Alert; padding is none.
    public let hasOthers: Bool
    /// Whether an option's length is less than 2 or runs past the header; the
    /// options before it have been read.
    public let isMalformed: Bool

    /// A header of 20 bytes has none.
    @inlinable
    public init() {
        self.init(hasRouterAlert: false, hasOthers: false, isMalformed: false)
    }

    @inlinable
    init(hasRouterAlert: Bool, hasOthers: Bool, isMalformed: Bool) {
        self.hasRouterAlert = hasRouterAlert
        self.hasOthers = hasOthers
        self.isMalformed = isMalformed
    }

    /// Walks the options of a header of `headerLength` bytes at the start of
    /// `packet`, which must have that many.
    @inlinable @inline(__always)
    public init(of packet: borrowing Bytes, headerLength: Int) {
        // What nearly every IGMP packet carries: Router Alert alone, value 0.
        if headerLength == 24, packet.uint32(at: IPv4Header.minimumLength) == 0x9404_0000 {
            self.init(hasRouterAlert: true, hasOthers: false, isMalformed: false)
        } else {
            self.init(walking: packet, headerLength: headerLength)
        }
    }

    @usableFromInline
    init(walking packet: borrowing Bytes, headerLength: Int) {
        var offset = IPv4Header.minimumLength
        var alert = false
        var others = false
        var malformed = false
        while offset < headerLength {
            let type = packet.uint8(at: offset)
            if type == Self.endOfList { break }
            if type == Self.noOperation {
                offset += 1
                continue
            }
            guard offset + 1 < headerLength else {
                malformed = true
                break
            }
            let length = Int(packet.uint8(at: offset + 1))
            guard length >= 2, offset + length <= headerLength else {
                malformed = true
                break
            }
            if type == Self.routerAlert { alert = true } else { others = true }
            offset += length
        }
        self.init(hasRouterAlert: alert, hasOthers: others, isMalformed: malformed)
    }
}
