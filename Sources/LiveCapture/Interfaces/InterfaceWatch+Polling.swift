#if !os(Linux)
    #if canImport(Musl)
        import Musl
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// Follows the interfaces of this host by looking at them again and again.
    struct InterfaceWatch: ~Copyable {
        private(set) var table = InterfaceTable()
        /// There is nothing to wait for.
        var descriptor: Int32 { -1 }

        init() {
            refresh()
            _ = table.takeChanges()
        }

        /// The changes since the last time.
        mutating func takeChanges() -> [InterfaceTable.Change] {
            refresh()
            return table.takeChanges()
        }

        /// Looks at all interfaces.
        mutating func refresh() {
            var first: UnsafeMutablePointer<ifaddrs>?
            guard unsafe getifaddrs(&first) == 0 else { return }
            defer { unsafe freeifaddrs(first) }
            var present: Set<UInt32> = []
            var next = unsafe first
            // A list that the system made and ends with a null pointer; the names are copied out of it.
            while let entry = unsafe next {
                let flags = unsafe Int64(entry.pointee.ifa_flags)
                let index = unsafe if_nametoindex(entry.pointee.ifa_name)
                if index != 0, present.insert(index).inserted {
                    table.note(
                        InterfaceState(
                            index: index, name: unsafe String(cString: entry.pointee.ifa_name),
                            isUp: flags & Int64(IFF_UP) != 0, isRunning: flags & Int64(IFF_RUNNING) != 0,
                            isLoopback: flags & Int64(IFF_LOOPBACK) != 0))
                }
                unsafe next = unsafe entry.pointee.ifa_next
            }
            table.removeAll(but: present)
        }
    }
#endif
