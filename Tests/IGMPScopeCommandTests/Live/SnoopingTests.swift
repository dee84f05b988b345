#if os(Linux)
    import Foundation
    import Glibc
    import TestSupport
    import Testing

    @Suite(
        "The router's view on a snooping bridge", .serialized, .timeLimit(.minutes(3)),
        .enabled(if: BridgeNetwork.isPossible, "needs root, network namespaces and bridges"))
    struct SnoopingTests {
        private static let ports = ["p1", "p2"]
        /// How often the bridge is asked.
        private static let rounds = 10

        /// What the bridge kept at a moment that lies between two others, in seconds since 1970.
        private struct Sample {
            let from: Double
            let to: Double
            let database: [UInt8]
        }

        @Test("Whatever real hosts join and leave, groups, sources and timers are those of the kernel's own database")
        func database() throws {
            let environment = ProcessInfo.processInfo.environment
            let seed = environment["IGMPSCOPE_LIVE_SEED"].flatMap { UInt64($0) } ?? .random(in: 0..<1_000_000)
            print("IGMPSCOPE_LIVE_SEED=\(seed)")
            let scratch = try ScratchFolder()
            let file = scratch.path("run.pcapng")
            let segments = try SnoopedSegments(portCount: 2, hostsPerPort: 2)
            let interval = ["--membership-interval", "\(SnoopedSegments.membershipInterval)"]
            let started = try segments.network.start(
                [ProgramRun.path] + Self.ports.flatMap { ["-i", $0] } + ["--json", "-w", file] + interval)
            try BridgeRun.waitForSockets(of: started, atLeast: Self.ports.count)
            try segments.plugIn()
            // So that somebody is heard after everybody is there.
            usleep(1_500_000)

            var members = RandomMembers(seed: seed)
            var samples: [Sample] = []
            for round in 1...Self.rounds {
                for _ in 0..<6 {
                    try members.act(on: segments)
                    usleep(60_000)
                }
                // At last somebody leaves without a word, and what was his alone runs out.
                if round == Self.rounds { try segments.unplug(port: 1, host: 1) }
                usleep(round == Self.rounds ? 7_000_000 : 1_600_000)
                samples.append(try sample(segments))
                usleep(400_000)
            }
            kill(started.identifier, SIGINT)
            let run = try started.finish()
            #expect(run.status == 0, "\(run.error)")

            let unclear = try UnclearQueries(file)
            var compared = 0
            var kinds: Set<String> = []
            // Reports by the time until which they go; both ports need the same.
            var reports: [Double: [UInt8]] = [:]
            for sample in samples where sample.to - sample.from < 0.5 {
                for port in Self.ports {
                    let kernel = try GroupState.database(sample.database, port: port)
                    func report(at time: Double) throws -> [UInt8] {
                        if let known = reports[time] { return known }
                        let until = ["--until", String(format: "%.6f", time)]
                        let output = try ProgramRun(["-r", file, "--json"] + interval + until).output
                        reports[time] = output
                        return output
                    }
                    func seen(at time: Double) throws -> [String: GroupState] {
                        try GroupState.report(report(at: time), interface: port, now: time)
                    }
                    // A kernel lowers the timers of sources one interval before its query says so, and
                    // its timers are late at times: only what does not change around then is compared.
                    let before = try seen(at: sample.from - 0.4).mapValues(\.filter)
                    let after = try seen(at: sample.to + 0.4).mapValues(\.filter)
                    // Nor what a packet changed while the kernel was asked.
                    let packets = try [sample.from - 0.02, sample.to + 0.02].map {
                        try Self.packets(report(at: $0), port)
                    }
                    guard before == after, packets[0] == packets[1] else { continue }
                    compared += 1
                    let isClear = { !unclear.contain(port, $0, at: sample.to) }
                    let told = try seen(at: (sample.from + sample.to) / 2).filter { isClear($0.key) }
                    let filters = kernel.mapValues(\.filter).filter { isClear($0.key) }
                    #expect(told.mapValues(\.filter) == filters, "seed \(seed), \(port)")
                    for (group, state) in told {
                        let difference = kernel[group].map { state.greatestDifference(from: $0) } ?? 0
                        #expect(difference < 1, "seed \(seed), \(port), \(group): \(state), \(kernel)")
                        kinds.insert("\(state.isExclude ? "exclude" : "include") \(!state.sources.isEmpty)")
                    }
                }
            }
            print("compared \(compared) of \(samples.count * Self.ports.count), \(kinds.sorted())")
            #expect(compared >= samples.count / 3, "seed \(seed)")
            #expect(kinds.isSuperset(of: ["include true", "exclude true"]), "seed \(seed)")
        }

        /// How many packets a report counts on a port.
        private static func packets(_ report: [UInt8], _ port: String) throws -> JSONValue? {
            let links = try JSONValue(bytes: report)["interfaces"]?.elements
            return links?.first { $0["name"] == .string(port) }?["igmp_packets"]
        }

        private func sample(_ segments: SnoopedSegments) throws -> Sample {
            let from = Date().timeIntervalSince1970
            let database = try BridgeNetwork.run("bridge", "-n", segments.network.name, "-j", "-d", "-s", "mdb")
            return Sample(from: from, to: Date().timeIntervalSince1970, database: database)
        }
    }
#endif
