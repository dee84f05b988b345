/// What the process that runs commands tells of them, from its start to its end.
struct CommandReport: Hashable {
    /// Why it cannot run the command at all; 0 where it can.
    var obstacle: Int32 = 0
    /// Events that it has run the command for, or tried to.
    var taken: UInt64 = 0
    /// Commands that have ended, and those of them that have failed.
    var ended: UInt64 = 0
    var failed: UInt64 = 0
    /// How the last one failed.
    var lastFailure = FailedCommand.exited(0)

    /// An obstacle of which that process has told by itself.
    static let toldObstacle: Int32 = -1
    /// As it goes through the pipe: five numbers, in one piece.
    static let length = 40

    init() {}

    /// - Parameter bytes: as many as ``length``.
    init(bytes: [UInt8]) {
        let numbers = (0..<5).map { place in
            bytes[place * 8..<place * 8 + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
        obstacle = Int32(truncatingIfNeeded: numbers[0])
        taken = numbers[1]
        ended = numbers[2]
        failed = numbers[3]
        lastFailure = FailedCommand(code: numbers[4])
    }

    var bytes: [UInt8] {
        [UInt64(UInt32(bitPattern: obstacle)), taken, ended, failed, lastFailure.code].flatMap { number in
            (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
        }
    }
}
