public import IGMPWire

/// Packets of a link by what they were.
public struct MessageCounts: Equatable, Sendable {
    private var messages = InlineArray<21, UInt64>(repeating: 0)
    private var rejections = InlineArray<6, UInt64>(repeating: 0)
    /// Every packet with IP protocol 2, fragments one by one.
    public internal(set) var packets: UInt64 = 0
    /// Packets cut by the snapshot length.
    public internal(set) var unverifiable: UInt64 = 0

    /// Well-formed messages of `kind`.
    public subscript(kind: MessageKind) -> UInt64 { messages[Int(kind.rawValue)] }

    /// Packets rejected for `reason`.
    public subscript(reason: Rejection) -> UInt64 { rejections[Int(reason.rawValue)] }

    mutating func count(_ kind: MessageKind) { messages[Int(kind.rawValue)] &+= 1 }
    mutating func count(_ reason: Rejection) { rejections[Int(reason.rawValue)] &+= 1 }

    public static func == (left: MessageCounts, right: MessageCounts) -> Bool {
        left.packets == right.packets && left.unverifiable == right.unverifiable
            && MessageKind.allCases.allSatisfy { left[$0] == right[$0] }
            && Rejection.allCases.allSatisfy { left[$0] == right[$0] }
    }
}
