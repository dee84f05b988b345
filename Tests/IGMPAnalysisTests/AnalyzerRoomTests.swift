import IGMPAnalysis
import IGMPTracking
import IGMPWire
import TestSupport
import Testing

extension Link {
    /// What changed since this was last asked.
    fileprivate func changes() -> [Change.Kind] {
        takeEvents().compactMap { event in
            if case .change(let change) = event { change.kind } else { nil }
        }
    }
}

@Suite("Making room on many links")
struct AnalyzerRoomTests {
    private static let group = IPv4Address(239, 1, 1, 1)

    /// Frames of reports, a second apart, on VLANs as given.
    private final class Scene {
        var analyzer: Analyzer
        private var dissector = Dissector()
        private var seconds = 0
        private let interface: Int

        init(_ change: (inout AnalysisOptions) -> Void) {
            var options = AnalysisOptions()
            options.recordsChanges = true
            change(&options)
            analyzer = Analyzer(options: options)
            interface = analyzer.addInterface(AnalyzedInterface(name: "eth0", source: "test", linkType: .ethernet))
        }

        /// - Parameters:
        ///   - interface: one that was added; the first without it.
        ///   - isBad: whether it has a wrong checksum.
        func report(vlan: UInt16?, host: UInt8, interface: Int? = nil, isBad: Bool = false) {
            let interface = interface ?? self.interface
            var message = PacketBuilder.igmp(type: 0x16, group: group)
            if isBad { message[2] ^= 0xFF }
            let packet = PacketBuilder.ipv4(
                source: IPv4Address(10, 0, 0, host), destination: group, payload: message)
            let frame = PacketBuilder.ethernet(tags: vlan.map { [PacketBuilder.Tag($0)] } ?? [], payload: packet)
            seconds += 1
            let time = Timestamp(nanoseconds: 0).advanced(by: .seconds(seconds))
            lend(frame) { bytes in
                let captured = CapturedFrame(
                    bytes: bytes, originalLength: bytes.count, timestamp: time, linkType: .ethernet)
                dissector.dissect(captured) { packet in _ = analyzer.observe(packet, in: captured, interface: interface)
                }
            }
        }

        var linkOverflow: UInt64 { analyzer.linkOverflow }
        var membersLetGo: UInt64 { analyzer.trackerOverflow().members }
        var hasMadeRoom: Bool { analyzer.hasMadeRoom }
        var links: [Link] { analyzer.links }
        var igmpPackets: UInt64 { analyzer.igmpPackets }

        /// The VLANs of the links that are kept, 0 for the untagged one.
        var vlans: [UInt16] {
            analyzer.linksInOrder().map { place in
                let tags = analyzer.links[place].identity.vlanTags
                return tags.isEmpty ? 0 : tags[0]
            }
        }
    }

    @Test(
        "Up to as many links as the limit are kept; for one more the longest silent goes, and its packets are counted")
    func links() {
        let scene = Scene { $0.linkLimit = 3 }
        for vlan: UInt16 in [1, 2, 3] { scene.report(vlan: vlan, host: 1) }
        scene.report(vlan: 1, host: 2)
        #expect(scene.vlans == [1, 2, 3])
        #expect(!scene.hasMadeRoom)
        scene.report(vlan: nil, host: 1)
        #expect(scene.vlans == [0, 1, 3])
        #expect(scene.linkOverflow == 1)
        #expect(scene.membersLetGo == 1)
        scene.report(vlan: 2, host: 1)
        #expect(scene.vlans == [0, 1, 2])
        scene.report(vlan: 4, host: 1)
        #expect(scene.vlans == [0, 2, 4])
        // Of link 1 that were two.
        #expect(scene.linkOverflow == 4)
        let kept = scene.links.reduce(0) { $0 + $1.state.tracker.counts.packets }
        #expect(kept + scene.linkOverflow == scene.igmpPackets)
    }

    @Test("What a link that goes had kept is told, once")
    func forgotten() {
        let scene = Scene { $0.linkLimit = 1 }
        scene.report(vlan: 1, host: 1)
        _ = scene.links[0].changes()
        scene.report(vlan: 2, host: 1)
        #expect(scene.hasMadeRoom)
        let links = scene.analyzer.takeForgottenLinks()
        #expect(links.map { $0.identity.vlanTags[0] } == [1])
        #expect(
            links.first?.changes() == [
                .memberLeft(group: Self.group, host: IPv4Address(10, 0, 0, 1), reason: .evicted),
                .groupExpired(Self.group),
            ])
        #expect(!scene.hasMadeRoom)
        let others = scene.analyzer.takeForgottenLinks()
        #expect(others.isEmpty)
    }

    @Test("An interface that is forgotten takes its links and its bad packets along, and the others stay")
    func interfaces() {
        let scene = Scene { $0.badPackets = 3 }
        let other = scene.analyzer.addInterface(AnalyzedInterface(name: "eth1", source: "test", linkType: .ethernet))
        for vlan: UInt16? in [nil, 1, 2] { scene.report(vlan: vlan, host: 1) }
        for vlan: UInt16? in [nil, 1, 3] { scene.report(vlan: vlan, host: 1, interface: other) }
        for interface in [0, other, 0, other, other] {
            scene.report(vlan: 1, host: 9, interface: interface, isBad: true)
        }
        let links = { scene.analyzer.linksInOrder().map { scene.links[$0].identity.interface } }
        #expect(links() == [0, 0, 0, other, other, other])
        #expect(scene.analyzer.badPackets.inOrder().map(\.link.interface) == [0, other, other])
        scene.analyzer.forgetLinks(ofInterface: 0)
        #expect(links() == [other, other, other])
        #expect(scene.analyzer.takeForgottenLinks().count == 3)
        #expect(scene.linkOverflow == 5)
        #expect(scene.membersLetGo == 3)
        scene.analyzer.replaceInterface(0, by: AnalyzedInterface(name: "eth2", source: "test", linkType: .ethernet))
        // Every link is found again, and the new interface begins anew.
        for vlan: UInt16? in [3, 1, nil] { scene.report(vlan: vlan, host: 2, interface: other) }
        scene.report(vlan: 1, host: 1)
        #expect(links() == [0, other, other, other])
        #expect(scene.links.map { $0.state.tracker.membershipCount }.sorted() == [1, 2, 2, 2])
        for _ in 0..<2 { scene.report(vlan: 1, host: 9, isBad: true) }
        #expect(scene.analyzer.badPackets.inOrder().map(\.link.interface) == [other, 0, 0])
        #expect(scene.analyzer.badPackets.total == 7)
        let kept = scene.links.reduce(0) { $0 + $1.state.tracker.counts.packets }
        #expect(kept + scene.linkOverflow == scene.igmpPackets)
    }

    @Test("A link that a host of interest is on goes last")
    func hosts() {
        let scene = Scene {
            $0.linkLimit = 2
            $0.hosts = [IPv4Address(10, 0, 0, 7)]
        }
        scene.report(vlan: 1, host: 7)
        for vlan: UInt16 in 2...9 { scene.report(vlan: vlan, host: 1) }
        #expect(scene.vlans == [1, 9])
    }

    @Test("Links share the limits of their tables: whichever was silent longest gives way")
    func shared() {
        let scene = Scene { $0.limits.members = 3 }
        for host: UInt8 in 1...3 { scene.report(vlan: 1, host: host) }
        scene.report(vlan: 2, host: 1)
        let members = scene.links.map { $0.state.tracker.membershipCount }
        #expect(members == [2, 1])
        #expect(scene.hasMadeRoom)
        #expect(scene.membersLetGo == 1)
        #expect(
            scene.links[0].changes().last
                == .memberLeft(group: Self.group, host: IPv4Address(10, 0, 0, 1), reason: .evicted))
    }

    @Test("However many links come, no more are kept, and each is found again")
    func many() {
        let scene = Scene {
            $0.linkLimit = 40
            $0.recordsChanges = false
        }
        var random = SeededGenerator(seed: 1)
        for _ in 0..<2_000 {
            scene.report(vlan: UInt16.random(in: 0...120, using: &random), host: 1)
            #expect(scene.links.count <= 40)
        }
        #expect(Set(scene.vlans).count == scene.vlans.count)
        let kept = scene.links.reduce(0) { $0 + $1.state.tracker.counts.packets }
        #expect(kept + scene.linkOverflow == 2_000)
    }
}
