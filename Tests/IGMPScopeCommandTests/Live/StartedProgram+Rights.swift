#if os(Linux)
    import Foundation
    import Glibc

    extension StartedProgram {
        /// The lines of `/proc/PID/status`, by their names (proc(5)).
        private func status() throws -> [String: String] {
            let text = try String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)
            return text.split(separator: "\n").reduce(into: [:]) { lines, line in
                let parts = line.split(separator: ":", maxSplits: 1)
                lines[String(parts[0])] = parts.last?.trimmingCharacters(in: .whitespaces)
            }
        }

        /// The same once a filter of system calls is in force, which comes when everything is open.
        @discardableResult
        func confinedStatus() throws -> [String: String] {
            for _ in 0..<800 {
                if let status = try? status(), status["Seccomp"] == "2" { return status }
                usleep(25_000)
            }
            throw BridgeNetwork.Failure(
                what: "not confined: \((try? String(contentsOf: error, encoding: .utf8)) ?? "")")
        }
    }
#endif
