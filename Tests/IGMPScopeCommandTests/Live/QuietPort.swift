#if os(Linux)
    import Glibc
    import IGMPWire

    /// A port of a bridge, `p1`, on which nothing passes but what a test sends, and a folder for files.
    struct QuietPort {
        let network: BridgeNetwork
        let scratch: ScratchFolder

        init(hostCount: Int = 1) throws {
            network = try BridgeNetwork(hostCount: hostCount)
            scratch = try ScratchFolder()
            try network.plugIn()
            // Every packet goes to every port, and the bridge sends none itself.
            try network.ip("link", "set", "br0", "type", "bridge", "mcast_querier", "0", "mcast_snooping", "0")
            usleep(300_000)
        }

        /// Starts the program, and waits until it captures.
        func start(_ arguments: [String]) throws -> StartedProgram {
            let program = try network.start([ProgramRun.path] + arguments)
            try program.confinedStatus()
            return program
        }

        /// So many version 2 reports, each from another host.
        static func reports(_ count: Int) -> [[UInt8]] {
            (0..<count).map { number in
                MadeCapture.report(
                    IPv4Address(239, 1, 2, 3),
                    from: IPv4Address(10, 1, UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)))
            }
        }
    }
#endif
