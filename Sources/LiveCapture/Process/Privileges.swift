import CLibpcap

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

/// What this process may do.
package enum Privileges {
    /// Becomes `user`, for good: group list, group, user, in that order, since each
    /// needs the rights that the next one gives up. To be called when everything that
    /// needs them is open.
    ///
    /// - Throws: when there is no such user, when a step is refused, or when
    ///   the old identity could be had back. The process must not go on then.
    package static func drop(to user: String) throws(PrivilegeError) {
        guard let (userID, groupID) = identity(of: user) else {
            throw PrivilegeError(description: "\(user): no such user")
        }
        let was = geteuid()
        #if canImport(Darwin)
            let group = Int32(bitPattern: groupID)
        #else
            let group = groupID
        #endif
        // The name lives as long as the call.
        guard unsafe initgroups(user, group) == 0 else { throw failed("set the groups of", user) }
        guard setgid(groupID) == 0 else { throw failed("take the group of", user) }
        guard setuid(userID) == 0 else { throw failed("become", user) }
        guard getuid() == userID, geteuid() == userID, getgid() == groupID, getegid() == groupID else {
            throw PrivilegeError(description: "\(user): could not be become entirely")
        }
        if was == 0, userID != 0, setuid(0) == 0 || seteuid(0) == 0 {
            throw PrivilegeError(description: "\(user): the privileges of root could be had back")
        }
        #if os(Linux)
            guard forbid_new_privileges() == 0 else { throw failed("forbid new privileges to", user) }
        #endif
    }

    private static func failed(_ what: String, _ user: String) -> PrivilegeError {
        // A string of the C library, copied at once.
        PrivilegeError(description: "cannot \(what) \(user): \(unsafe String(cString: strerror(errno)))")
    }

    private static func identity(of user: String) -> (user: uid_t, group: gid_t)? {
        // One thread alone drops privileges, before any other could look up a user;
        // the numbers are copied out at once.
        guard let entry = unsafe getpwnam(user) else { return nil }
        return unsafe (entry.pointee.pw_uid, entry.pointee.pw_gid)
    }
}
