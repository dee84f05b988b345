import IGMPWire

extension MembershipQuery {
    /// Whether it asks for every group: a general query, or one of version 1,
    /// whose group field receivers ignore (RFC 1112 appendix I).
    var asksForEveryGroup: Bool { isGeneral || version == 1 }
}
