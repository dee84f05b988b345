#if os(Linux)
    import CLibpcap
    import Glibc

    /// What Linux counts of a packet socket, read without opening anything.
    ///
    /// libpcap's own call opens files of `/sys` every time, and a confined process has no right to.
    struct PacketSocketCounters {
        private let descriptor: Int32
        private var received: UInt32 = 0
        private var dropped: UInt32 = 0

        /// - Parameter descriptor: of the socket, which outlives this.
        init(descriptor: Int32) {
            self.descriptor = descriptor
        }

        /// Since the socket was opened: frames that passed its filter, and those of them for
        /// which there was no room. Each goes round at 32 bits.
        mutating func read() -> (received: UInt32, dropped: UInt32)? {
            var statistics = tpacket_stats()
            var length = socklen_t(MemoryLayout<tpacket_stats>.size)
            // The call fills in the structure, of which it is told the length.
            guard unsafe getsockopt(descriptor, SOL_PACKET, PACKET_STATISTICS, &statistics, &length) == 0 else {
                return nil
            }
            // The kernel starts again from 0 with every call (packet(7)).
            received &+= statistics.tp_packets
            dropped &+= statistics.tp_drops
            return (received, dropped)
        }
    }
#endif
