#if os(Linux)
    import CRtnetlink
    import Netlink

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    /// Questions to the kernel about its network interfaces (rtnetlink(7)). They need no
    /// privilege, so a process that has given up its own may go on asking.
    struct RouteSocket: ~Copyable {
        /// The longest answer that is taken, in bytes: a port with statistics of all its
        /// 4094 VLANs stays below half of it.
        private static let longestAnswer = 1 << 20
        /// How long an answer may take, in seconds. The kernel has it ready at once.
        private static let patience = 2

        private let descriptor: Int32
        private var sequence: UInt32 = 0

        init() throws(KernelReadingError) {
            descriptor = socket(AF_NETLINK, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), NETLINK_ROUTE)
            guard descriptor >= 0 else { throw Self.failure("cannot ask for interfaces") }
            var patience = timeval(tv_sec: Self.patience, tv_usec: 0)
            // The structure is read during the call, with the length that it has.
            let isTimed = unsafe setsockopt(
                descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
            // Connected, it takes answers from the kernel alone.
            let status = unsafe Self.withKernelAddress { unsafe connect(descriptor, $0, $1) }
            guard status == 0, isTimed == 0 else {
                let failure = Self.failure("cannot ask for interfaces")
                close(descriptor)
                throw failure
            }
        }

        deinit {
            close(descriptor)
        }

        /// Sends one request and returns the body of the message that answers it.
        ///
        /// - Parameters:
        ///   - type: of the request, `RTM_GET…`.
        ///   - answer: the type that the answer has, `RTM_NEW…`.
        ///   - body: what follows the header.
        /// - Throws: with the system's words where the kernel refuses.
        mutating func ask(
            _ type: Int, answer: Int, body: [UInt8], for what: String
        ) throws(KernelReadingError) -> ArraySlice<UInt8> {
            sequence &+= 1
            let request = NetlinkMessages.request(type: UInt16(type), sequence: sequence, body: body)
            // The array outlives the call.
            let sent = unsafe Self.withKernelAddress { unsafe sendto(descriptor, request, request.count, 0, $0, $1) }
            guard sent == request.count else { throw Self.failure(what) }
            while true {
                for message in NetlinkMessages.split(try receive(for: what)) where message.sequence == sequence {
                    if Int32(message.type) == NLMSG_ERROR {
                        throw Self.failure(what, message.errorCode)
                    }
                    if Int(message.type) == answer { return message.body }
                }
            }
        }

        /// The next answer, whole.
        private func receive(for what: String) throws(KernelReadingError) -> [UInt8] {
            // Its length first: one that does not fit would be cut.
            let length = recv(descriptor, nil, 0, Int32(MSG_PEEK | MSG_TRUNC))
            guard length >= 0 else { throw Self.failure(what) }
            guard length <= Self.longestAnswer else {
                throw KernelReadingError("\(what): an answer of \(length) bytes")
            }
            var bytes = [UInt8](repeating: 0, count: length)
            // The array has as many bytes as told.
            let received = unsafe recv(descriptor, &bytes, bytes.count, 0)
            guard received >= 0 else { throw Self.failure(what) }
            return Array(bytes.prefix(received))
        }

        /// Lends the address of the kernel, which is all zeros, and its length.
        private static func withKernelAddress<Result>(
            _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
        ) -> Result {
            var kernel = sockaddr_nl()
            kernel.nl_family = sa_family_t(AF_NETLINK)
            // A socket address of any family is passed as one of the general type (socket(7)).
            return unsafe withUnsafePointer(to: &kernel) { kernel in
                unsafe kernel.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                    unsafe body(address, socklen_t(MemoryLayout<sockaddr_nl>.size))
                }
            }
        }

        private static func failure(_ what: String, _ code: Int32 = errno) -> KernelReadingError {
            // A string of the C library, copied at once.
            KernelReadingError("\(what): \(unsafe String(cString: strerror(code)))")
        }
    }
#endif
