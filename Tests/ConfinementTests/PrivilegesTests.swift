import Testing

@testable import Confinement

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Each in a process of its own: there is no way back.
@Suite("Dropping privileges")
struct PrivilegesTests {
    @Test("An unknown user is an error that names it, and nothing changes")
    func unknownUser() async {
        await #expect(processExitsWith: .success) {
            let was = getuid()
            let error = #expect(throws: PrivilegeError.self) { try Privileges.drop(to: "no-such-user-here") }
            #expect(error?.description == "no-such-user-here: no such user")
            #expect(getuid() == was)
        }
    }

    @Test("Root becomes another user, with its groups, for good", .enabled(if: geteuid() == 0, "needs root"))
    func drop() async {
        await #expect(processExitsWith: .success) {
            try Privileges.drop(to: "nobody")
            #expect(getuid() != 0 && geteuid() == getuid())
            #expect(getgid() != 0 && getegid() == getgid())
            #expect(setuid(0) != 0)
            #expect(setgid(0) != 0)
            // The call fills the array, which is larger than the list can be.
            var groups = [gid_t](repeating: 0, count: 65536)
            let count = unsafe getgroups(Int32(groups.count), &groups)
            #expect(count >= 0 && !groups.prefix(Int(max(count, 0))).contains(0))
        }
    }

    @Test("Who is not root cannot become another user", .enabled(if: geteuid() == 0, "needs root"))
    func refused() async {
        await #expect(processExitsWith: .success) {
            try Privileges.drop(to: "nobody")
            #expect(throws: PrivilegeError.self) { try Privileges.drop(to: "root") }
        }
    }
}
