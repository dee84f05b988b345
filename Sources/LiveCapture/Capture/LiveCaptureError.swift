/// Why an interface could not be captured from, or no longer can.
package struct LiveCaptureError: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// There is no interface of that name.
        case noSuchInterface
        /// It is not up.
        case down
        /// This process may not capture.
        case forbidden
        /// It was removed while it was being captured from.
        case vanished
        /// Something else, in libpcap's or the system's own words.
        case other(String)
    }

    package let interface: String
    package let reason: Reason

    package init(interface: String, reason: Reason) {
        self.interface = interface
        self.reason = reason
    }
}

extension LiveCaptureError: CustomStringConvertible {
    /// One line: which interface, what is wrong, and what to do about it.
    package var description: String {
        switch reason {
        case .noSuchInterface:
            "\(interface): no such interface; `igmpscope interfaces` lists those there are"
        case .down:
            "\(interface): the interface is down; bring it up first"
        case .forbidden:
            "\(interface): \(Self.neededPrivilege)"
        case .vanished:
            "\(interface): the interface was removed while capturing; what was seen until then is kept"
        case .other(let message):
            "\(interface): \(message)"
        }
    }

    private static var neededPrivilege: String {
        #if os(Linux)
            "capturing needs CAP_NET_RAW: run as root, or `setcap cap_net_raw+ep` the program"
        #else
            "capturing needs access to /dev/bpf*: run as root, or be given read access to them"
        #endif
    }
}
