/// The protocol numbers of Ethernet that are read here (IEEE 802 Numbers registry).
///
/// Computed, so that a client of the module compares with a constant.
@usableFromInline
enum EtherType {
    @inlinable static var ipv4: UInt16 { 0x0800 }
    @inlinable static var arp: UInt16 { 0x0806 }
    @inlinable static var ipv6: UInt16 { 0x86DD }
    /// A customer VLAN tag (IEEE 802.1Q table 9-1).
    @inlinable static var customerTag: UInt16 { 0x8100 }
    /// A service VLAN tag (IEEE 802.1Q table 9-1, formerly 802.1ad).
    static var serviceTag: UInt16 { 0x88A8 }
    /// What stacked outer tags carried before 802.1ad gave them a number.
    static var oldOuterTag: UInt16 { 0x9100 }
    static var oldOuterTag2: UInt16 { 0x9200 }
    /// A PPPoE session (RFC 2516 section 4).
    static var pppoeSession: UInt16 { 0x8864 }

    /// Up to here the field is a length (IEEE 802.3 section 3.2.6); a protocol
    /// from 0x0600 on, and nothing between.
    static var maximumLength: UInt16 { 1500 }
}
