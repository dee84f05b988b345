#if os(Linux)
    import Foundation
    import Glibc
    import TestSupport

    /// A capture with `--compare-kernel` on three ports of a bridge, while their hosts
    /// join and leave and one of them sends every kind of frame.
    struct ComparisonRun: Sendable {
        static let ports = ["p1", "p2", "p3"]

        let program: ProgramRun
        /// What `-w` wrote.
        let written: [UInt8]

        /// - Parameters:
        ///   - version: of IGMP that the bridge speaks.
        ///   - callsIPTables: whether its packets go through iptables.
        init(version: Int, callsIPTables: Bool) throws {
            let scratch = try ScratchFolder()
            let file = scratch.path("run.pcapng")
            let network = try BridgeNetwork(hostCount: 3, version: version, callsIPTables: callsIPTables)
            let started = try network.start(
                [ProgramRun.path, "counters"] + Self.ports.flatMap { ["-i", $0] }
                    + ["--compare-kernel", "--all-multicast", "--json", "-w", file])
            try BridgeRun.waitForSockets(of: started, atLeast: 2 * Self.ports.count)
            try network.force(version: 2, onHost: 3)
            try network.plugIn()
            usleep(300_000)
            _ = try network.join([239, 1, 1, 1], host: 1)
            let second = try network.join([239, 1, 1, 2], host: 1)
            _ = try network.join([232, 1, 1, 1], source: [192, 0, 2, 1], host: 2)
            let third = try network.join([239, 1, 1, 3], host: 3)
            try network.send(Array(CraftedFrames.all.prefix(100)), host: 1)
            usleep(700_000)
            network.leave(second)
            network.leave(third)
            try network.send(Array(CraftedFrames.all.dropFirst(100)), host: 1)
            usleep(1_000_000)
            kill(started.identifier, SIGINT)
            program = try started.finish()
            written = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
        }
    }
#endif
