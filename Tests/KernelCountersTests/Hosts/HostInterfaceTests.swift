import IGMPWire
import TestSupport
import Testing

@testable import KernelCounters

@Suite("A host's interface")
struct HostInterfaceTests {
    private static let own = MACAddress(rawValue: 0x0200_0000_0002)
    private static let foreign = MACAddress(rawValue: 0x0200_0000_0099)

    /// Whether `interface` sent the packet that is described.
    private func sent(
        _ interface: inout HostInterface, _ message: [UInt8], from source: IPv4Address = host, mac: MACAddress
    ) -> Bool {
        var wire = Wire()
        var sent: Bool?
        wire.carry(message, from: source, to: group, sourceMAC: mac) { sent = interface.sent($0) }
        return sent ?? false
    }

    /// Whether `interface` takes in a query to `destination` in a frame to `mac`.
    private func takes(_ interface: HostInterface, to destination: IPv4Address, mac: MACAddress) -> Bool {
        var wire = Wire()
        var taken = false
        wire.carry(v2Query, to: destination, destinationMAC: mac) { taken = interface.takes($0) }
        return taken
    }

    @Test("What has the host's address is its own, unless it comes from another MAC than its reports")
    func own() {
        var interface = HostInterface(address: host)
        #expect(!sent(&interface, v2Report(group), from: neighbour, mac: Self.own))
        #expect(sent(&interface, v2Report(group), mac: Self.own))
        #expect(!sent(&interface, v2Report(group), mac: Self.foreign))
        #expect(sent(&interface, v2Query, mac: Self.own))
        #expect(sent(&interface, leave(group), mac: Self.own))
    }

    @Test("Neither a query, nor what is damaged, nor a report to elsewhere tells the host's MAC")
    func learning() {
        for (message, isOwn) in [
            (v2Query, true), (PacketBuilder.igmp(type: 0x13), true), ([0x16, 0, 0, 0, 239, 1, 1, 1], false),
            ([0x16, 0], false), (v2Report(otherGroup), false), (v1Report(otherGroup), false),
        ] as [([UInt8], Bool)] {
            var interface = HostInterface(address: host)
            // What no kernel sends is not taken for its own before that is known.
            #expect(sent(&interface, message, mac: Self.foreign) == isOwn, "\(message)")
            #expect(sent(&interface, v1Report(group), mac: Self.own))
            #expect(sent(&interface, message, mac: Self.own))
            #expect(!sent(&interface, v1Report(group), mac: Self.foreign))
        }
    }

    @Test("The MAC is the one that most reports come from, however many came before")
    func majority() {
        var interface = HostInterface(address: host)
        #expect(sent(&interface, v2Report(group), mac: Self.foreign))
        #expect(!sent(&interface, v2Report(group), mac: Self.own))
        #expect(sent(&interface, v2Report(group), mac: Self.own))
        for _ in 0..<100 { #expect(sent(&interface, v2Report(group), mac: Self.own)) }
        #expect(!sent(&interface, v2Report(group), mac: Self.foreign))
        var changed = HostInterface(address: host)
        for _ in 0..<100 { #expect(sent(&changed, v2Report(group), mac: Self.own)) }
        for _ in 0..<8 { #expect(!sent(&changed, v2Report(group), mac: Self.foreign)) }
        #expect(sent(&changed, v2Report(group), mac: Self.foreign))
    }

    @Test("Without link-layer addresses the address decides")
    func withoutMAC() {
        var wire = Wire()
        var interface = HostInterface(address: host)
        for (source, expected) in [(host, true), (neighbour, false), (host, true)] {
            let packet = PacketBuilder.ipv4(source: source, destination: group, payload: v2Report(group))
            wire.carry(frame: packet, linkType: .raw) { #expect(interface.sent($0) == expected) }
        }
    }

    @Test("A frame to another MAC is not for it")
    func otherMAC() {
        var interface = HostInterface(address: host)
        #expect(sent(&interface, v2Report(group), mac: Self.own))
        for destination in [.allSystems, group, host] as [IPv4Address] {
            #expect(takes(interface, to: destination, mac: Self.own))
            #expect(takes(interface, to: destination, mac: MACAddress(multicast: group)))
            #expect(takes(interface, to: destination, mac: .broadcast))
            #expect(!takes(interface, to: destination, mac: Self.foreign))
        }
    }

    @Test("Until its MAC is known, a frame to a single one is for it if the packet is")
    func unknownMAC() {
        let interface = HostInterface(address: host)
        #expect(takes(interface, to: host, mac: Self.foreign))
        #expect(!takes(interface, to: .allSystems, mac: Self.foreign))
        #expect(takes(interface, to: .allSystems, mac: MACAddress(multicast: .allSystems)))
    }
}
