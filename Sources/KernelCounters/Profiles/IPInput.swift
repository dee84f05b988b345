import IGMPWire

/// What the kernels' `ip_input` asks of a packet before it looks at where it goes.
extension IGMPPacket {
    /// Whether it is whole, its header, its lengths and its options are good, and
    /// neither address is one that is dropped on any but a loopback interface.
    var passesIPInput: Bool {
        switch verdict {
        // Seen in part only, and a fragment counts when its datagram is whole.
        case .badIPHeader, .unverifiable, .fragment, .droppedFragment: return false
        case .message, .rejected: return !ip.source.isLoopback && !ip.destination.isLoopback
        }
    }

    /// Whether it has been summed and the sum over the payload is not 0xFFFF.
    var hasBadChecksum: Bool {
        if case .rejected(let error) = verdict { return error.rejection == .badChecksum }
        return false
    }

    /// The type of a message that has any bytes.
    var messageType: IGMPType { IGMPType(rawValue: message.bytes.uint8(at: 0)) }
}
