#if os(Linux)
    import CLinux
    import Glibc

    /// The kernel's own sandbox for a process that gives rights up (landlock(7)).
    ///
    /// Numbers are those of `linux/landlock.h`, whose version on the machine that
    /// builds the program says nothing of the kernel that runs it.
    enum Landlock {
        private static let createRuleset: Int32 = 444
        private static let restrictSelf: Int32 = 446
        private static let askForVersion = 1

        /// What a kernel of a version can take away: each right that it knows of
        /// opening files, of TCP, and of reaching other processes.
        static func rights(ofVersion version: Int) -> [UInt64] {
            // Thirteen of the file system from the start, then renaming between folders,
            // truncating, and ioctl() on devices.
            var files: UInt64 = 0x1FFF
            if version >= 2 { files |= 1 << 13 }
            if version >= 3 { files |= 1 << 14 }
            if version >= 5 { files |= 1 << 15 }
            guard version >= 4 else { return [files] }
            // Binding and connecting.
            let network: UInt64 = 0b11
            // Abstract UNIX sockets and signals.
            return version >= 6 ? [files, network, 0b11] : [files, network]
        }

        /// Takes all of these rights from this thread. What is open stays open.
        ///
        /// - Returns: the version of what was applied; nil where the kernel has none or refuses.
        static func apply() -> Int? {
            let version = call(createRuleset, 0, 0, askForVersion)
            guard version > 0 else { return nil }
            var rights = rights(ofVersion: version)
            // The array is the structure that the call wants, as long as that version's.
            let ruleset = unsafe rights.withUnsafeMutableBytes { rights in
                call(createRuleset, Int(bitPattern: rights.baseAddress), rights.count, 0)
            }
            guard ruleset >= 0 else { return nil }
            defer { close(Int32(ruleset)) }
            return call(restrictSelf, ruleset) == 0 ? version : nil
        }
    }
#endif
