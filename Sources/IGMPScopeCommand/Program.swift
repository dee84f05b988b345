import ArgumentParser
import CIntrinsics
import IGMPReports

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The program: reads the command line, runs the subcommand, ends with its exit code.
public enum Program {
    /// The version that `--version` and reports tell.
    static let version = "0.1.0"

    /// Never returns: exit code 0 done, 1 could not read or capture, 2 bad usage
    /// or filter, 3 findings or differences where asked for.
    public static func main() -> Never {
        // Tables that have grown give their old place back.
        igmpscope_return_large_blocks()
        StandardStreams.reserve()
        StandardStreams.ignoreBrokenPipes()
        // Its files would be opened with rights that its user does not have.
        guard getuid() == geteuid(), getgid() == getegid() else {
            fail(CommandFailure(status: .couldNotRead, message: "not to be run set-user-ID or set-group-ID"))
        }
        do {
            var command = try IGMPScope.parseAsRoot()
            try command.run()
            exit(ExitStatus.done.rawValue)
        } catch let status as ExitStatus {
            exit(status.rawValue)
        } catch let failure as CommandFailure {
            fail(failure)
        } catch {
            let message = IGMPScope.fullMessage(for: error)
            guard IGMPScope.exitCode(for: error).isSuccess else {
                for line in message.split(separator: "\n", omittingEmptySubsequences: false) {
                    StandardError.write(String(line))
                }
                exit(ExitStatus.badUsage.rawValue)
            }
            var output = ByteBuffer(fileDescriptor: STDOUT_FILENO)
            output.append(unescaped: message + "\n")
            output.flush()
            do { try Output.check(output) } catch { fail(error) }
            exit(ExitStatus.done.rawValue)
        }
    }

    private static func fail(_ failure: CommandFailure) -> Never {
        StandardError.write("igmpscope: \(failure.message)")
        exit(failure.status.rawValue)
    }
}

/// How the program ends.
enum ExitStatus: Int32, Error {
    case done = 0
    case couldNotRead = 1
    case badUsage = 2
    /// Findings or differences, where asked for.
    case difference = 3
}

/// Why a command could not be carried out, in one line for the user.
struct CommandFailure: Error {
    let status: ExitStatus
    let message: String
}
