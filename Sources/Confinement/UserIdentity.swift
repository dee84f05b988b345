#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A user of this machine.
struct UserIdentity: Hashable {
    let name: String
    let user: uid_t
    let group: gid_t

    /// Who is looked for where no user is named, the best first.
    static let defaults = ["igmpscope", "nobody"]

    /// The user of that name; nil when there is none.
    init?(named name: String) {
        // One thread alone looks up users; the numbers are copied out at once.
        guard let entry = unsafe getpwnam(name) else { return nil }
        self.name = name
        user = unsafe entry.pointee.pw_uid
        group = unsafe entry.pointee.pw_gid
    }
}
