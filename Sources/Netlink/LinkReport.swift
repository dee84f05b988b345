#if os(Linux)
    import CRtnetlink

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    /// What the kernel says of an interface (rtnetlink(7), `struct ifinfomsg`).
    ///
    ///     |  family (1) |   padding (1) |            type (2)           |
    ///     |                           index (4)                           |
    ///     |                           flags (4)                           |
    ///     |                          change (4)                           |
    package struct LinkReport: Hashable, Sendable {
        /// Its number, never used again for another while this one is there.
        package var index: UInt32
        package var name: String
        /// What its frames look like (`ARPHRD_`).
        package var hardwareType: UInt16
        /// Whether it was turned on (`IFF_UP`).
        package var isUp: Bool
        /// Whether it has a carrier, or needs none (`IFF_RUNNING`).
        package var isRunning: Bool
        package var isLoopback: Bool
        /// Frames that the device lost before the host had them; nil where the kernel does not say.
        package var drops: UInt64?

        private static let headerLength = 16
        /// Where `struct rtnl_link_stats64` has them: for want of room in the device, and in its queue.
        private static let dropOffsets = [14 * 8, 15 * 8]

        /// Reads the body of a `RTM_NEWLINK` or `RTM_DELLINK`; nil where it is about something
        /// else, such as an interface's being a port of a bridge.
        init?(_ body: ArraySlice<UInt8>) {
            let header = NetlinkAttributes(body)
            guard header.uint8 == 0, body.count >= Self.headerLength,
                let type = header.integer(at: 2, as: UInt16.self), let number = header.integer(at: 4, as: UInt32.self),
                let flags = header.integer(at: 8, as: UInt32.self)
            else { return nil }
            let attributes = NetlinkAttributes(body.dropFirst(Self.headerLength))
            guard let text = attributes[Int(IFLA_IFNAME)]?.string else { return nil }
            index = number
            name = text
            hardwareType = type
            isUp = flags & UInt32(IFF_UP) != 0
            isRunning = flags & UInt32(IFF_RUNNING) != 0
            isLoopback = flags & UInt32(IFF_LOOPBACK) != 0
            drops = attributes[Int(IFLA_STATS64)].map { statistics in
                Self.dropOffsets.reduce(UInt64(0)) { $0 &+ (statistics.integer(at: $1, as: UInt64.self) ?? 0) }
            }
        }
    }
#endif
