#if os(Linux)
    import CLibpcap
    import Glibc
    import IGMPWire

    /// What libpcap leaves undone with the packet socket of a handle (packet(7)).
    extension Pcap {
        /// Puts a test of the direction in front of the kernel's filter.
        ///
        /// libpcap looks at the direction only after the kernel has copied the frame,
        /// which would fill two buffers with the frames of both directions and count
        /// them twice. It is an improvement only: where it is refused, libpcap's own
        /// test still holds.
        func installDirection(_ direction: CaptureDirection, length: UInt32) {
            // A cooked capture's program is rewritten by libpcap, which cannot be done here.
            guard direction != .both, linkType != .linuxSLL, linkType != .linuxSLL2 else { return }
            var program = FilterProgram()
            program.requireDirection(direction)
            if let rest = FilterProgram.mayCarryIGMP(
                linkType, snapshotLength: length, allMulticast: takesAllMulticast, data: takesData)
            {
                program.append(rest)
            } else {
                program.accept(length)
            }
            // Same layout for the kernel and libpcap; the kernel copies the program.
            unsafe program.withInstructions { compiled in
                let instructions = unsafe UnsafeMutableRawPointer(compiled.pointee.bf_insns)
                var attached = unsafe sock_fprog(
                    len: UInt16(program.instructions.count),
                    filter: instructions?.assumingMemoryBound(to: sock_filter.self))
                _ = unsafe setsockopt(
                    descriptor, SOL_SOCKET, SO_ATTACH_FILTER, &attached,
                    socklen_t(MemoryLayout<sock_fprog>.size))
            }
        }

        /// `ETH_P_ALL`.
        private static var everyProtocol: UInt16 { 3 }

        /// Goes on with another interface, the one of that number, when its own is gone.
        ///
        /// To bind a socket that is open needs no privilege; to open one would.
        /// - Returns: whether it worked.
        func rebind(to index: UInt32, isPromiscuous: Bool) -> Bool {
            var address = sockaddr_ll()
            address.sll_family = UInt16(AF_PACKET)
            address.sll_protocol = Self.everyProtocol.bigEndian
            address.sll_ifindex = Int32(bitPattern: index)
            // A socket address of any family is passed as one of the general type (socket(7)).
            let status = unsafe withUnsafePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_ll>.size))
                }
            }
            guard status == 0 else { return false }
            guard isPromiscuous else { return true }
            var request = packet_mreq()
            request.mr_ifindex = Int32(bitPattern: index)
            request.mr_type = UInt16(PACKET_MR_PROMISC)
            // The structure is read during the call, with the length that it has.
            return unsafe setsockopt(
                descriptor, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &request, socklen_t(MemoryLayout<packet_mreq>.size)) == 0
        }
    }

    extension FilterProgram {
        /// Goes on only for frames of `direction` (Linux `SKF_AD_PKTTYPE`, `PACKET_OUTGOING`).
        mutating func requireDirection(_ direction: CaptureDirection) {
            guard direction != .both else { return }
            loadAncillary(UInt32(SKF_AD_PKTTYPE))
            if direction == .outbound { require(UInt32(PACKET_OUTGOING)) } else { refuse(UInt32(PACKET_OUTGOING)) }
        }
    }
#endif
