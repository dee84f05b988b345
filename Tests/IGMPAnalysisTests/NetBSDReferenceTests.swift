import CaptureFiles
import IGMPAnalysis
import IGMPTracking
import IGMPWire
import KernelCounters
import TestSupport
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A link on which every host ran NetBSD's own code, and what those kernels held in the end.
struct Reference: CustomTestStringConvertible, Sendable {
    struct Node: Sendable {
        let address: IPv4Address
        let isRouter: Bool
        let routerVersion: Int
        private(set) var counters: [String: UInt64] = [:]
        private(set) var groups: [String: String] = [:]

        init(_ json: JSONValue) throws {
            let text = try #require(json["address"]?.text)
            address = try #require(IPv4Address(text))
            isRouter = json["role"] == "router"
            let version = try #require(json["router_version"]?.count)
            routerVersion = Int(version)
            let (counters, groups) = (try #require(json["counters"]), try #require(json["groups"]))
            for name in try #require(counters.keys) { self.counters[name] = try #require(counters[name]?.count) }
            for group in try #require(groups.keys) { self.groups[group] = try #require(groups[group]?.text) }
        }
    }

    let testDescription: String
    /// Whether hosts may leave without a word: then nobody can know their groups.
    let hasSilentLeaves: Bool
    /// Whether every host runs a multicast routing daemon.
    let areMulticastRouters: Bool

    init(_ name: String, hasSilentLeaves: Bool = false, areMulticastRouters: Bool = false) {
        testDescription = name
        self.hasSilentLeaves = hasSilentLeaves
        self.areMulticastRouters = areMulticastRouters
    }

    private func path(_ suffix: String) -> String {
        let tests = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return "/\(tests)/Fixtures/netbsd/\(testDescription).\(suffix)"
    }

    func nodes() throws -> [Node] {
        let data = try Data(contentsOf: URL(filePath: path("json")))
        let document = try JSONValue(bytes: Array(data))
        return try #require(document["nodes"]?.elements).map(Node.init)
    }

    /// The capture, analyzed with every host's kernel run along. What no packet shows is
    /// told: hosts with an even last byte are in 224.0.0.251.
    func link(hosts: [IPv4Address]) throws -> Link {
        var options = AnalysisOptions()
        options.hosts = hosts
        options.hostsAreMulticastRouters = areMulticastRouters
        options.knownMembers = hosts.filter { $0.rawValue % 2 == 0 }.map { ($0, IPv4Address(224, 0, 0, 251)) }
        var analyzer = Analyzer(options: options)
        var dissector = Dissector()
        var reader = try CaptureFileReader(path: path("pcap"))
        let interface = analyzer.addInterface(
            AnalyzedInterface(name: "link", source: reader.fileName, linkType: .ethernet))
        while try reader.advance() {
            analyzer.count(reader.frame)
            let frame = reader.frame
            dissector.dissect(frame) { packet in _ = analyzer.observe(packet, in: frame, interface: interface) }
        }
        let (lastAt, links) = (analyzer.lastAt, analyzer.links)
        analyzer.advance(to: try #require(lastAt))
        #expect(links.count == 1)
        return try #require(links.first)
    }
}

extension JSONValue {
    fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }
    fileprivate var count: UInt64? { if case .number(let text) = self { UInt64(text) } else { nil } }
}

private func named(_ counters: NetBSDCounters) -> [String: UInt64] {
    [
        "rcv_total": counters.rcvTotal, "rcv_tooshort": counters.rcvTooShort, "rcv_badsum": counters.rcvBadSum,
        "rcv_queries": counters.rcvQueries, "rcv_badqueries": counters.rcvBadQueries,
        "rcv_reports": counters.rcvReports, "rcv_badreports": counters.rcvBadReports,
        "rcv_ourreports": counters.rcvOurReports, "snd_reports": counters.sndReports,
    ]
}

@Suite("Against NetBSD's own code")
struct NetBSDReferenceTests {
    @Test(
        "Every kernel's counters, router version and states come out of the packets",
        arguments: [
            Reference("quiet-v2"), Reference("two-versions"), Reference("hostile"), Reference("crowd"),
            Reference("silent-leaves", hasSilentLeaves: true), Reference("odd-addresses"),
            Reference("multicast-routers", areMulticastRouters: true),
        ])
    func kernels(_ reference: Reference) throws {
        let nodes = try reference.nodes()
        let hosts = nodes.filter { !$0.isRouter }
        #expect(nodes.count == hosts.count + 1 && hosts.count >= 4)
        let link = try reference.link(hosts: hosts.map(\.address).sorted())
        for node in nodes where node.isRouter {
            #expect(named(link.router.counters) == node.counters)
            #expect(link.state.tracker.routerVersion == node.routerVersion)
        }
        for node in hosts {
            let kernel = try #require(link.hosts.first { $0.address == node.address })
            guard !reference.hasSilentLeaves else {
                #expect(kernel.counters.sndReports == node.counters["snd_reports"])
                continue
            }
            #expect(named(kernel.counters) == node.counters, "\(node.address)")
            #expect(kernel.routerVersion == node.routerVersion, "\(node.address)")
            let states = kernel.groups.filter { !$0.group.isLocalGroup }
            let held = Dictionary(uniqueKeysWithValues: states.map { ("\($0.group)", "\($0.state.name)") })
            #expect(held == node.groups, "\(node.address)")
        }
    }

    @Test(
        "The members of every group are those that the kernels held, in the same states",
        arguments: [Reference("quiet-v2"), Reference("two-versions"), Reference("hostile"), Reference("crowd")])
    func members(_ reference: Reference) throws {
        let hosts = try reference.nodes().filter { !$0.isRouter }
        let link = try reference.link(hosts: hosts.map(\.address).sorted())
        var held: [String: [String: String]] = [:]
        link.state.tracker.forEachGroup { tracker, group in
            guard !group.address.isLocalGroup else { return }
            for member in tracker.members(of: group) {
                held["\(member.host)", default: [:]]["\(group.address)"] = "\(member.state.name)"
            }
        }
        for node in hosts {
            #expect(held["\(node.address)"] ?? [:] == node.groups, "\(node.address)")
        }
    }
}
