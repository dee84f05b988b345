#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What this process keeps of its rights once everything that it needs is open.
///
/// Packets and files come from anybody, so what reads them has as few rights as it
/// can do with. To be applied by a process of one thread, after the last file and
/// interface is opened and before the first byte of any is looked at.
package struct Confinement: Sendable {
    /// Whom root becomes; nil for the first there is of `igmpscope` and `nobody`.
    package var user: String?
    /// What may be written to, besides standard error.
    package var writable: [Int32]
    /// Whether interfaces are still to be opened.
    package var opensInterfaces: Bool
    /// Whether the kernel is asked to hold this process to what is left.
    package var isEnforced: Bool

    package init(user: String?, writable: [Int32], opensInterfaces: Bool = false, isEnforced: Bool = true) {
        self.user = user
        self.writable = writable
        self.opensInterfaces = opensInterfaces
        self.isEnforced = isEnforced
    }

    /// What came of it.
    package struct Outcome: Hashable, Sendable {
        /// Who this process is now, where it was somebody else before.
        package var user: String?
        package var capabilities: CapabilitySet = []
        /// The version of Landlock that is in force; nil for none.
        package var landlock: Int?
        /// Whether a filter of system calls is.
        package var filtersSystemCalls = false
    }

    /// Gives up the rest, for good. Sandboxes that the kernel does not have are done without.
    ///
    /// - Throws: when privileges could not be given up. The process must not go on then.
    package func apply() throws(PrivilegeError) -> Outcome {
        // Read now: the files are out of reach afterwards.
        tzset()
        var outcome = Outcome()
        let identity: UserIdentity?
        if let user {
            identity = UserIdentity(named: user)
            guard identity != nil else { throw PrivilegeError(description: "\(user): no such user") }
        } else {
            identity = Privileges.defaultIdentity()
        }
        try Privileges.drop(to: identity, keeping: opensInterfaces ? .netRaw : [])
        outcome.user = identity?.name
        #if os(Linux)
            outcome.capabilities = CapabilitySet.held.permitted
            guard isEnforced else { return outcome }
            outcome.landlock = Landlock.apply()
            outcome.filtersSystemCalls =
                SystemCallFilter(writable: [STDERR_FILENO] + writable, opensInterfaces: opensInterfaces).apply()
        #endif
        return outcome
    }
}

extension Confinement.Outcome: CustomStringConvertible {
    /// One line for whoever asks for details.
    package var description: String {
        var parts = [user.map { "running as \($0)" } ?? "running as the same user"]
        #if os(Linux)
            parts.append(capabilities.isEmpty ? "no capability kept" : "CAP_NET_RAW kept to open interfaces")
            parts.append(landlock.map { "Landlock version \($0)" } ?? "no Landlock")
            parts.append(filtersSystemCalls ? "system calls filtered" : "system calls not filtered")
        #endif
        return parts.joined(separator: ", ")
    }
}
