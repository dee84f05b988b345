import IGMPWire

extension IGMPPacket {
    /// Whether it was broadcast to a subnet: by the link layer to all, and to an
    /// address that may be the broadcast address of the receiver's subnet.
    ///
    /// The length of the subnet's mask is in no packet. For a receiver whose address
    /// is known any will do that leaves two bits or more; for another, the last octet.
    ///
    /// - Parameters:
    ///   - address: the receiver's own, if it is known.
    ///   - takesNetworkAddress: whether the host part may also be zero, as 4.2BSD had it.
    func isDirectedBroadcast(near address: IPv4Address?, takesNetworkAddress: Bool = false) -> Bool {
        guard link.destination == .broadcast, !ip.destination.isMulticast else { return false }
        let destination = ip.destination.rawValue
        guard let address else {
            return destination & 255 == 255 || (takesNetworkAddress && destination & 255 == 0)
        }
        return (2...24).contains { bits in
            let host: UInt32 = 1 << bits - 1
            return destination == address.rawValue | host
                || (takesNetworkAddress && destination == address.rawValue & ~host)
        }
    }
}
