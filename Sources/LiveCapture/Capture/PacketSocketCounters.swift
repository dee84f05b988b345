#if os(Linux)
    import CLibpcap
    import Glibc

    /// What Linux counts of a packet socket and of its interface, read without opening anything.
    ///
    /// libpcap's own call opens files of `/sys` every time, and a confined process has no right to.
    struct PacketSocketCounters {
        private let descriptor: Int32
        /// What the interface's driver has lost, as libpcap adds it up.
        private let drops: [CounterFile]
        private let dropsBefore: UInt64
        private var received: UInt32 = 0
        private var dropped: UInt32 = 0

        /// - Parameter descriptor: of the socket, which outlives this.
        init(descriptor: Int32, interface: String) {
            self.descriptor = descriptor
            drops = ["rx_missed_errors", "rx_fifo_errors"].compactMap {
                CounterFile(path: "/sys/class/net/\(interface)/statistics/\($0)")
            }
            dropsBefore = Self.sum(drops)
        }

        /// Since the socket was opened: frames that passed its filter, those of them for
        /// which there was no room, and those that the interface lost. Each goes round at 32 bits.
        mutating func read() -> (received: UInt32, dropped: UInt32, droppedByInterface: UInt32)? {
            var statistics = tpacket_stats()
            var length = socklen_t(MemoryLayout<tpacket_stats>.size)
            // The call fills in the structure, of which it is told the length.
            guard unsafe getsockopt(descriptor, SOL_PACKET, PACKET_STATISTICS, &statistics, &length) == 0 else {
                return nil
            }
            // The kernel starts again from 0 with every call (packet(7)).
            received &+= statistics.tp_packets
            dropped &+= statistics.tp_drops
            return (received, dropped, UInt32(truncatingIfNeeded: Self.sum(drops) &- dropsBefore))
        }

        private static func sum(_ files: [CounterFile]) -> UInt64 {
            files.reduce(0) { $0 &+ $1.value }
        }
    }

    /// A file of the kernel that holds one number, kept open to be read again.
    private final class CounterFile {
        private let descriptor: Int32
        private var last: UInt64 = 0

        init?(path: String) {
            // The path lives as long as the call.
            descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return nil }
        }

        deinit { close(descriptor) }

        /// The number now, or the last one when its interface is gone.
        var value: UInt64 {
            var text = [UInt8](repeating: 0, count: 32)
            // The call writes no more than the array has.
            let length = unsafe pread(descriptor, &text, text.count, 0)
            guard length > 0 else { return last }
            last = text.prefix(length).prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
                .reduce(0) { $0 &* 10 &+ UInt64($1 &- UInt8(ascii: "0")) }
            return last
        }
    }
#endif
