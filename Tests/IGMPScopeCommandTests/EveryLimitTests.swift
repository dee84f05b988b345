import TestSupport
import Testing

@testable import IGMPScopeCommand

@Suite("Every limit", .timeLimit(.minutes(2)))
struct EveryLimitTests {
    /// A capture of which a limit of 1 lets something go.
    private struct Scene {
        let file: String
        /// How it is read, besides.
        var arguments: [String] = []
        /// Where what went is counted, in `overflow` or else in `fragments`; nil where the report has no
        /// need to, since it tells how much of all is kept.
        var counter: String?
        var section = "overflow"
    }

    private static func scene(_ name: LimitArgument.Name) -> Scene {
        let mixed = "mixed-versions.pcap"
        let asHost = ["--as-host", "10.0.0.11"]
        return switch name {
        case .links: Scene(file: "trunk.pcapng", counter: "links")
        case .interfaces: Scene(file: "trunk.pcapng", counter: "interfaces")
        case .groups: Scene(file: mixed, counter: "groups")
        case .hosts: Scene(file: mixed, counter: "hosts")
        case .members: Scene(file: mixed, counter: "members")
        case .groupSources, .memberSources, .sourcesPerGroup, .sourcesPerMember:
            Scene(file: "filter-modes.pcap", counter: "sources")
        case .routers: Scene(file: "election.pcap", counter: "routers")
        case .findings: Scene(file: "oddities.pcap", counter: "findings")
        case .delays: Scene(file: mixed)
        case .hostGroups: Scene(file: "filter-modes.pcap", arguments: asHost, counter: "host_groups")
        case .hostSources: Scene(file: "filter-modes.pcap", arguments: asHost, counter: "host_sources")
        case .datagrams: Scene(file: "fragments.pcap", counter: "overflowed", section: "fragments")
        case .fragments: Scene(file: "fragments.pcap", counter: "too_many_fragments", section: "fragments")
        case .dataGroups: Scene(file: "data.pcap", arguments: ["--data"], counter: "data_groups")
        case .dataSources: Scene(file: "data.pcap", arguments: ["--data"], counter: "data_sources")
        }
    }

    private func report(_ scene: Scene, _ limit: [String]) throws -> JSONValue {
        let run = try ProgramRun(["-r", Repository.capture(scene.file), "--json"] + scene.arguments + limit)
        #expect(run.status == 0, "\(run.error)")
        return try JSONValue(run.text)
    }

    @Test(
        "At the limit what goes is counted under its name, and below it nothing; packets and messages are as before",
        arguments: LimitArgument.Name.allCases)
    func reached(name: LimitArgument.Name) throws {
        let scene = Self.scene(name)
        let whole = try report(scene, [])
        let limited = try report(scene, ["--limit", "\(name.rawValue)=1"])
        if let counter = scene.counter {
            #expect(whole["capture"]?[scene.section]?[counter] == 0)
            let count = try #require(limited["capture"]?[scene.section]?[counter])
            #expect(count != 0)
        }
        #expect(limited != whole)
        // What is left out there is whole links, and datagrams.
        guard ![.interfaces, .datagrams, .fragments].contains(name) else { return }
        #expect(limited["capture"]?["igmp_packets"] == whole["capture"]?["igmp_packets"])
        #expect(limited["capture"]?["packets"] == whole["capture"]?["packets"])
        guard name != .links else { return }
        let messages = { (report: JSONValue) in report["interfaces"]?.elements?.map { [$0["messages"], $0["invalid"]] }
        }
        #expect(messages(limited) == messages(whole))
    }

    @Test("Every limit is on the manual page with the default that holds", arguments: LimitArgument.Name.allCases)
    func manual(name: LimitArgument.Name) throws {
        let rows = try Repository.text("man/igmpscope.1").split(separator: "\n")
            .compactMap { $0.wholeMatch(of: #/\.It Cm ([a-z-]+) Ta ([0-9]+) Ta.*/#) }
        let row = try #require(rows.first { $0.1 == name.rawValue })
        #expect(Int(row.2) == RunLimits()[keyPath: name.path])
    }
}
