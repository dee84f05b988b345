#if os(Linux)
    import Netlink

    /// Which interfaces have ceased to be ports of their bridges, even if they are again by now:
    /// the kernel's counters began anew then, and nothing that it shows of the port says so.
    struct PortWatch: ~Copyable {
        private var socket = LinkSocket()
        /// By index.
        private(set) var departed: Set<UInt32> = []
        /// Whether the kernel has told more than there was room for.
        private(set) var isIncomplete = false

        init() {}

        /// Takes in what the kernel has told since the last time. It keeps some hundred changes
        /// until they are asked for.
        mutating func follow() {
            guard let news = socket.takeNews() else {
                isIncomplete = true
                return
            }
            for case .leftBridge(let index) in news { departed.insert(index) }
        }
    }
#endif
