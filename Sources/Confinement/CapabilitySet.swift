#if os(Linux)
    import CLinux
    import Glibc
#endif

/// Capabilities of Linux (capabilities(7)): pieces of what root may do.
package struct CapabilitySet: OptionSet, Hashable, Sendable {
    package let rawValue: UInt64

    package init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// The one of this number in `linux/capability.h`.
    private init(number: UInt64) {
        rawValue = 1 << number
    }

    package static let setGroups = CapabilitySet(number: 6)
    package static let setUser = CapabilitySet(number: 7)
    /// Dropping from the bounding set.
    package static let setCapabilities = CapabilitySet(number: 8)
    /// Opening packet sockets: what a live capture needs.
    package static let netRaw = CapabilitySet(number: 13)
}

#if os(Linux)
    extension CapabilitySet {
        /// Those in force in this thread, and those that it may put in force.
        struct Held: Hashable {
            var effective: CapabilitySet
            var permitted: CapabilitySet
        }

        /// `_LINUX_CAPABILITY_VERSION_3`, and this thread.
        private static let header: [UInt32] = [0x2008_0522, 0]

        static var held: Held {
            var header = header
            // Effective, permitted, inheritable: the lower 32 of each, then the upper.
            var data: [UInt32] = [0, 0, 0, 0, 0, 0]
            // Both arrays have the layout and the length that the call wants (capget(2)).
            _ = unsafe header.withUnsafeMutableBytes { header in
                unsafe data.withUnsafeMutableBytes { data in
                    unsafe call(SYS_capget, address(header), address(data))
                }
            }
            return Held(
                effective: CapabilitySet(rawValue: UInt64(data[3]) << 32 | UInt64(data[0])),
                permitted: CapabilitySet(rawValue: UInt64(data[4]) << 32 | UInt64(data[1])))
        }

        /// Leaves this thread these and no others.
        static func keepOnly(_ kept: CapabilitySet) -> Bool {
            set(Held(effective: kept, permitted: kept))
        }

        /// Puts `wanted` in force where it is permitted.
        package static func raise(_ wanted: CapabilitySet) {
            let held = held
            guard held.permitted.isSuperset(of: wanted) else { return }
            _ = set(Held(effective: held.effective.union(wanted), permitted: held.permitted))
        }

        /// Changes what this thread holds, of which nothing is passed on to other programs.
        static func set(_ held: Held) -> Bool {
            var header = header
            var data = [held.effective.rawValue, held.permitted.rawValue, 0].map { UInt32(truncatingIfNeeded: $0) }
            data += [held.effective.rawValue, held.permitted.rawValue, 0].map { UInt32($0 >> 32) }
            // As for capget(2).
            return unsafe header.withUnsafeMutableBytes { header in
                unsafe data.withUnsafeMutableBytes { data in
                    unsafe call(SYS_capset, address(header), address(data)) == 0
                }
            }
        }

        /// Lets permitted ones outlive a change from root to another user.
        static func keepThroughChangeOfUser() {
            _ = call(SYS_prctl, Int(PR_SET_KEEPCAPS), 1)
        }

        /// Takes all of them from what a program started later could be given.
        static func emptyBoundingSet() {
            // Without the right to, nothing is lost: no new privileges come by a program that is started.
            guard held.effective.contains(.setCapabilities) else { return }
            for number in 0..<64 where call(SYS_prctl, Int(PR_CAPBSET_DROP), number) != 0 { break }
        }

        /// Takes all of them from what a program that is started would be given without asking.
        static func emptyAmbientSet() {
            _ = call(SYS_prctl, Int(PR_CAP_AMBIENT), Int(PR_CAP_AMBIENT_CLEAR_ALL))
        }

        /// Where memory lies, for a call that ends before the memory does.
        private static func address(_ memory: UnsafeMutableRawBufferPointer) -> Int {
            Int(bitPattern: memory.baseAddress)
        }
    }
#endif
