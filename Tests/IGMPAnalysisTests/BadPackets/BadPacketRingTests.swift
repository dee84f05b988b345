import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("The ring of bad packets")
struct BadPacketRingTests {
    private func link(keeping count: Int) -> WatchedLink {
        var options = AnalysisOptions()
        options.badPackets = count
        return WatchedLink(options: options)
    }

    private func badMessage(_ number: Int) -> [UInt8] {
        var message = PacketBuilder.igmp(type: 0x16, group: IPv4Address(239, 1, 1, UInt8(number)))
        message[2] ^= 0xFF
        return message
    }

    @Test("The last so many are kept, the oldest first", arguments: [0, 1, 3, 5, 6])
    func last(limit: Int) {
        var link = link(keeping: limit)
        for number in 0..<5 {
            link.hear(badMessage(number), from: WatchedLink.host, to: IPv4Address(239, 1, 1, UInt8(number)))
            link.wait(1)
        }
        let kept = link.analyzer.badPackets.inOrder()
        #expect(kept.map(\.destination.rawValue).map { $0 & 0xFF } == (0..<5).suffix(limit).map { UInt32($0) })
        #expect(link.analyzer.badPackets.total == 5)
    }

    @Test("Good packets are not kept, fragments and cut ones neither")
    func good() {
        var link = link(keeping: 9)
        link.report()
        link.queryV3()
        link.hear(
            packet: PacketBuilder.ipv4(
                source: WatchedLink.host, destination: WatchedLink.group, payload: Array(repeating: 0, count: 16),
                fragmentField: 0x2000))
        #expect(link.analyzer.badPackets.total == 0)
    }
}
