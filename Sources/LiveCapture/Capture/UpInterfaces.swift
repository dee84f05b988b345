#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The interfaces of this host that are up at the moment.
enum UpInterfaces {
    /// One of them.
    struct Interface: Hashable {
        var name: String
        var isLoopback: Bool
    }

    /// In the system's order, each once; nil when the system does not tell.
    static func current() -> [Interface]? {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard unsafe getifaddrs(&first) == 0 else { return nil }
        defer { unsafe freeifaddrs(first) }
        var interfaces: [Interface] = []
        var seen: Set<String> = []
        var next = unsafe first
        // A list that the system made and ends with a null pointer; the names are copied out of it.
        while let entry = unsafe next {
            let flags = unsafe Int64(entry.pointee.ifa_flags)
            if flags & Int64(IFF_UP) != 0 {
                let name = unsafe String(cString: entry.pointee.ifa_name)
                if seen.insert(name).inserted {
                    interfaces.append(Interface(name: name, isLoopback: flags & Int64(IFF_LOOPBACK) != 0))
                }
            }
            unsafe next = unsafe entry.pointee.ifa_next
        }
        return interfaces
    }

    /// Whether the interface of that name is a loopback interface that is up.
    static func isLoopback(_ name: String) -> Bool {
        current()?.contains { $0.name == name && $0.isLoopback } ?? false
    }
}
