import Confinement

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a run may still do once everything that it reads and writes is open.
enum RunRights {
    /// Gives up the rest.
    ///
    /// - Parameters:
    ///   - writable: what is written to besides the standard streams.
    ///   - opensInterfaces: whether interfaces are still to be opened.
    static func giveUp(
        _ capture: CaptureOptions, writable: [Int32], opensInterfaces: Bool = false
    ) throws(CommandFailure) {
        let confinement = Confinement(
            user: capture.user, writable: [STDOUT_FILENO] + writable, opensInterfaces: opensInterfaces,
            isEnforced: !isUnconfined)
        do {
            let outcome = try confinement.apply()
            if capture.verbosity > 0 { StandardError.write("igmpscope: \(outcome)") }
        } catch {
            throw CommandFailure(status: .couldNotRead, message: error.description)
        }
    }

    /// Whether the environment asks for no sandbox, as debuggers and sanitizers need it.
    /// It is not heeded where the program has rights that its user does not have.
    private static var isUnconfined: Bool {
        // A string of the environment, or none; it is not looked at.
        let isAsked = unsafe getenv("IGMPSCOPE_UNCONFINED") != nil
        return isAsked && !Privileges.exceedThoseOfUser
    }
}
