import LiveCapture

/// How a command failed.
enum FailedCommand: Hashable, CustomStringConvertible {
    case exited(Int32)
    case signalled(Int32)
    /// It could not be started; its `errno`.
    case notStarted(Int32)

    /// - Parameter status: as waitpid(2) gives it. Nil for one that has succeeded.
    init?(status: Int32) {
        if status & 0x7F != 0 {
            self = .signalled(status & 0x7F)
        } else if status >> 8 & 0xFF != 0 {
            self = .exited(status >> 8 & 0xFF)
        } else {
            return nil
        }
    }

    init(code: UInt64) {
        let number = Int32(truncatingIfNeeded: code & 0xFFFF_FFFF)
        switch code >> 32 {
        case 1: self = .signalled(number)
        case 2: self = .notStarted(number)
        default: self = .exited(number)
        }
    }

    var code: UInt64 {
        switch self {
        case .exited(let status): UInt64(UInt32(bitPattern: status))
        case .signalled(let signal): 1 << 32 | UInt64(UInt32(bitPattern: signal))
        case .notStarted(let error): 2 << 32 | UInt64(UInt32(bitPattern: error))
        }
    }

    var description: String {
        switch self {
        case .exited(let status): "ended with status \(status)"
        case .signalled(let signal): "was ended by signal \(signal)"
        case .notStarted(let error): "could not be started: \(SystemError(number: error).text)"
        }
    }
}
