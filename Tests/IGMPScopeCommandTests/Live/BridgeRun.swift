#if os(Linux)
    import Foundation
    import Glibc
    import TestSupport

    /// One capture on three ports of a bridge while their hosts join and leave, and
    /// what the kernel and tcpdump saw meanwhile.
    struct BridgeRun: Sendable {
        static let ports = ["p1", "p2", "p3"]

        /// The program, ended by SIGINT.
        let program: ProgramRun
        /// The program with `-Q in`: what came from each port's own host.
        let inbound: ProgramRun
        /// Standard error before and after SIGUSR1.
        let errorBeforeSignal: String
        let errorAfterSignal: String
        /// What `-w` wrote.
        let written: [UInt8]
        /// The kernel's own counters of each port, as ip(8) prints them.
        let counters: [String: JSONValue]
        /// What tcpdump wrote on each port; empty where there is no tcpdump.
        let tcpdump: [String: [UInt8]]

        /// The run, made once for all tests.
        static let shared = Result { try BridgeRun() }

        private init() throws {
            let scratch = try ScratchFolder()
            let file = scratch.path("run.pcapng")
            let network = try BridgeNetwork(hostCount: 3)
            let started = try network.start(
                [ProgramRun.path] + Self.ports.flatMap { ["-i", $0] } + ["--json", "-w", file])
            let inboundStarted = try network.start(
                [ProgramRun.path] + Self.ports.flatMap { ["-i", $0] } + ["--json", "-q", "-Q", "in"])
            let dumps = try Self.startTcpdump(network, in: scratch)
            try Self.waitForSockets(of: started, atLeast: Self.ports.count)
            try Self.waitForSockets(of: inboundStarted, atLeast: Self.ports.count)
            for dump in dumps.values { try Self.waitForSockets(of: dump, atLeast: 1) }

            try network.force(version: 2, onHost: 3)
            try network.plugIn()
            usleep(300_000)
            _ = try network.join([239, 1, 1, 1], host: 1)
            let second = try network.join([239, 1, 1, 2], host: 1)
            _ = try network.join([239, 1, 1, 1], host: 2)
            _ = try network.join([232, 1, 1, 1], source: [192, 0, 2, 1], host: 2)
            _ = try network.join([239, 1, 1, 3], host: 3)
            let fourth = try network.join([239, 1, 1, 4], host: 3)
            usleep(2_000_000)
            network.leave(second)
            network.leave(fourth)
            usleep(1_500_000)
            errorBeforeSignal = try String(contentsOf: started.error, encoding: .utf8)
            kill(started.identifier, SIGUSR1)
            usleep(2_000_000)
            errorAfterSignal = try String(contentsOf: started.error, encoding: .utf8)

            // Nobody asks any more; after the last answers all counters stand still.
            try network.ip("link", "set", "br0", "type", "bridge", "mcast_querier", "0")
            usleep(1_700_000)
            counters = try Self.kernelCounters(network)
            kill(started.identifier, SIGINT)
            program = try started.finish()
            kill(inboundStarted.identifier, SIGTERM)
            inbound = try inboundStarted.finish()
            written = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
            var tcpdump: [String: [UInt8]] = [:]
            for (port, dump) in dumps {
                kill(dump.identifier, SIGINT)
                _ = try dump.finish()
                tcpdump[port] = Array(try Data(contentsOf: URL(fileURLWithPath: scratch.path("\(port).pcap"))))
            }
            self.tcpdump = tcpdump
        }

        private static func startTcpdump(
            _ network: BridgeNetwork, in scratch: ScratchFolder
        ) throws -> [String: StartedProgram] {
            guard (try? BridgeNetwork.run("tcpdump", "--version")) != nil else { return [:] }
            var dumps: [String: StartedProgram] = [:]
            for port in ports {
                dumps[port] = try network.start([
                    "tcpdump", "-U", "-Z", "root", "-i", port, "-w", scratch.path("\(port).pcap"), "igmp",
                ])
            }
            return dumps
        }

        /// Waits until a program has opened its packet sockets, which /proc lists for
        /// its whole namespace by inode and its own descriptors by name.
        static func waitForSockets(of program: StartedProgram, atLeast count: Int) throws {
            let process = "/proc/\(program.identifier)"
            for _ in 0..<200 {
                let table = (try? String(contentsOfFile: "\(process)/net/packet", encoding: .utf8)) ?? ""
                let inodes = table.split(separator: "\n").dropFirst().compactMap { $0.split(separator: " ").last }
                let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(process)/fd")) ?? []
                let open = names.compactMap {
                    try? FileManager.default.destinationOfSymbolicLink(atPath: "\(process)/fd/\($0)")
                }
                if open.count(where: { link in inodes.contains { link == "socket:[\($0)]" } }) >= count {
                    // The sockets are bound and filtered a moment after they are made.
                    usleep(500_000)
                    return
                }
                usleep(50_000)
            }
            throw BridgeNetwork.Failure(
                what: "no capture: \((try? String(contentsOf: program.error, encoding: .utf8)) ?? "")")
        }

        /// `ip -j link xstats type bridge_slave` of each port.
        private static func kernelCounters(_ network: BridgeNetwork) throws -> [String: JSONValue] {
            var counters: [String: JSONValue] = [:]
            for port in ports {
                let output = try BridgeNetwork.run(
                    "ip", "-n", network.name, "-j", "link", "xstats", "type", "bridge_slave", "dev", port)
                counters[port] = try JSONValue(bytes: output).elements?.lazy.compactMap { $0["multicast"] }.first
            }
            return counters
        }
    }
#endif
