#if os(Linux)
    import CRtnetlink

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    /// A socket that the kernel tells of every change of its interfaces (rtnetlink(7)).
    ///
    /// It needs no privilege, and opens nothing after it was made.
    package struct LinkSocket: ~Copyable {
        /// What the kernel tells.
        package enum News: Hashable, Sendable {
            /// How an interface is now.
            case present(LinkReport)
            /// There is no interface of that number any more.
            case gone(UInt32)
            /// The interface of that number is no port of its bridge any more.
            case leftBridge(UInt32)
            /// These are all there are: what a question for all ends with.
            case all(Set<UInt32>)
        }

        /// Readable when there is something to be told.
        package let descriptor: Int32
        private var sequence: UInt32 = 0
        private var buffer = [UInt8](repeating: 0, count: longestMessage)

        /// The kernel's answers are in pieces of up to 32 KiB (`NLMSG_GOODSIZE`).
        private static let longestMessage = 65_536
        /// How long an answer may take, in milliseconds. The kernel has it ready at once.
        private static let patience: Int32 = 2000

        /// Opens it. Where the kernel refuses, ``descriptor`` is -1 and nothing is ever told.
        package init() {
            let type = SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
            let opened = socket(AF_NETLINK, Int32(type), NETLINK_ROUTE)
            // Connected, it takes messages from the kernel alone.
            guard opened >= 0,
                unsafe Self.withAddress(groups: UInt32(RTMGRP_LINK), { unsafe bind(opened, $0, $1) }) == 0,
                unsafe Self.withAddress(groups: 0, { unsafe connect(opened, $0, $1) }) == 0
            else {
                if opened >= 0 { close(opened) }
                descriptor = -1
                return
            }
            descriptor = opened
        }

        deinit {
            if descriptor >= 0 { close(descriptor) }
        }

        /// What was told since the last time, in its order.
        ///
        /// - Returns: nil when some of it was lost for want of room: what all of it comes to
        ///   can be asked for.
        package mutating func takeNews() -> [News]? {
            var news: [News] = []
            var isComplete = true
            while let messages = receive(&isComplete) { news += messages.compactMap(Self.news) }
            return isComplete ? news : nil
        }

        /// Asks for all interfaces as they are now, their counters too, and waits for the answer.
        ///
        /// - Returns: what was told meanwhile, ending with ``News/all(_:)`` unless the kernel fails to answer.
        package mutating func askForAll() -> [News] {
            sequence &+= 1
            let request = NetlinkMessages.request(
                type: UInt16(RTM_GETLINK), flags: NLM_F_DUMP, sequence: sequence,
                body: [UInt8](repeating: 0, count: MemoryLayout<ifinfomsg>.size))
            // The array outlives the call.
            let sent = unsafe Self.withAddress(groups: 0) {
                unsafe sendto(descriptor, request, request.count, 0, $0, $1)
            }
            guard sent == request.count else { return [] }
            var news: [News] = []
            var present: Set<UInt32> = []
            // What is lost of the changes before the answer is in the answer.
            var isComplete = true
            while true {
                guard let messages = receive(&isComplete) else {
                    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                    // One structure.
                    guard unsafe poll(&wanted, 1, Self.patience) > 0 else { return news }
                    continue
                }
                for message in messages {
                    if message.sequence == sequence {
                        if Int32(message.type) == NLMSG_ERROR { return news }
                        if Int32(message.type) == NLMSG_DONE { return news + [.all(present)] }
                    }
                    guard let new = Self.news(message) else { continue }
                    if case .present(let report) = new { present.insert(report.index) }
                    news.append(new)
                }
            }
        }

        static func news(_ message: NetlinkMessages.Message) -> News? {
            switch Int(message.type) {
            case Int(RTM_NEWLINK): LinkReport(message.body).map { .present($0) }
            case Int(RTM_DELLINK): LinkReport(message.body).map { .gone($0.index) } ?? bridgeNews(message.body)
            default: nil
            }
        }

        /// What a bridge tells of a port that goes (`br_ifinfo_notify`); nil where it is about something else.
        private static func bridgeNews(_ body: ArraySlice<UInt8>) -> News? {
            let header = NetlinkAttributes(body)
            guard header.uint8 == UInt8(AF_BRIDGE) else { return nil }
            return header.integer(at: 4, as: UInt32.self).map { .leftBridge($0) }
        }

        /// What is there to be read; nil for nothing. Notes when the kernel had more than there was room for.
        private mutating func receive(_ isComplete: inout Bool) -> [NetlinkMessages.Message]? {
            while true {
                // The call writes no more than the array has.
                let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
                if count > 0 { return NetlinkMessages.split(Array(buffer.prefix(count))) }
                guard count < 0, errno == ENOBUFS || errno == EINTR else { return nil }
                if errno == ENOBUFS { isComplete = false }
            }
        }

        /// Lends a netlink address: the kernel's, or this process's in some groups.
        private static func withAddress<Result>(
            groups: UInt32, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
        ) -> Result {
            var address = sockaddr_nl()
            address.nl_family = sa_family_t(AF_NETLINK)
            address.nl_groups = groups
            // A socket address of any family is passed as one of the general type (socket(7)).
            return unsafe withUnsafePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe body($0, socklen_t(MemoryLayout<sockaddr_nl>.size))
                }
            }
        }
    }
#endif
