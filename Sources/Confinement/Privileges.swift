#if os(Linux)
    import CLinux
#endif

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Why privileges could not be given up.
package struct PrivilegeError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
}

/// Whose rights this process has.
package enum Privileges {
    /// Becomes `user`, for good: group list, group, user, in that order, since each
    /// needs the rights that the next one gives up. To be called when everything that
    /// needs them is open.
    ///
    /// - Parameter kept: of the capabilities, those to be held on to.
    /// - Throws: when there is no such user, when a step is refused, or when
    ///   the old identity could be had back. The process must not go on then.
    package static func drop(to user: String, keeping kept: CapabilitySet = []) throws(PrivilegeError) {
        guard let identity = UserIdentity(named: user) else {
            throw PrivilegeError(description: "\(user): no such user")
        }
        try drop(to: identity, keeping: kept)
    }

    /// Whether the program's file has given this process rights that its user does not have.
    package static var exceedThoseOfUser: Bool {
        #if os(Linux)
            return getauxval(UInt(AT_SECURE)) != 0
        #else
            return issetugid() != 0
        #endif
    }

    static func drop(to identity: UserIdentity?, keeping kept: CapabilitySet) throws(PrivilegeError) {
        #if os(Linux)
            CapabilitySet.emptyBoundingSet()
            CapabilitySet.keepThroughChangeOfUser()
        #endif
        let was = geteuid()
        if let identity { try become(identity) }
        #if os(Linux)
            guard CapabilitySet.keepOnly(kept.intersection(CapabilitySet.held.permitted)) else {
                throw PrivilegeError(description: "cannot give up capabilities: \(systemMessage())")
            }
            CapabilitySet.emptyAmbientSet()
            guard call(SYS_prctl, Int(PR_SET_NO_NEW_PRIVS), 1) == 0 else {
                throw PrivilegeError(description: "cannot forbid new privileges: \(systemMessage())")
            }
        #endif
        if let identity, was == 0, identity.user != 0, setuid(0) == 0 || seteuid(0) == 0 {
            throw PrivilegeError(description: "\(identity.name): the privileges of root could be had back")
        }
    }

    /// Who to become where nobody is named: the first of the defaults that there is,
    /// if this process is root and may become anybody.
    static func defaultIdentity() -> UserIdentity? {
        guard geteuid() == 0 else { return nil }
        #if os(Linux)
            guard CapabilitySet.held.effective.isSuperset(of: [.setUser, .setGroups]) else { return nil }
        #endif
        return UserIdentity.defaults.lazy.compactMap { UserIdentity(named: $0) }.first
    }

    private static func become(_ identity: UserIdentity) throws(PrivilegeError) {
        #if canImport(Darwin)
            let group = Int32(bitPattern: identity.group)
        #else
            let group = identity.group
        #endif
        // The name lives as long as the call.
        guard unsafe initgroups(identity.name, group) == 0 else { throw failed("set the groups of", identity) }
        guard setgid(identity.group) == 0 else { throw failed("take the group of", identity) }
        guard setuid(identity.user) == 0 else { throw failed("become", identity) }
        guard getuid() == identity.user, geteuid() == identity.user, getgid() == identity.group,
            getegid() == identity.group
        else {
            throw PrivilegeError(description: "\(identity.name): could not be become entirely")
        }
    }

    private static func failed(_ what: String, _ identity: UserIdentity) -> PrivilegeError {
        PrivilegeError(description: "cannot \(what) \(identity.name): \(systemMessage())")
    }

    /// What the system says of the call that failed last.
    private static func systemMessage() -> String {
        // A string of the C library, copied at once.
        unsafe String(cString: strerror(errno))
    }
}
