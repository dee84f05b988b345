import IGMPWire
import TestSupport
import Testing

@testable import KernelCounters

@Suite("Broadcast to a subnet")
struct DirectedBroadcastTests {
    private func isDirectedBroadcast(
        to destination: IPv4Address, near address: IPv4Address?, mac: MACAddress = .broadcast,
        takesNetworkAddress: Bool = false
    ) -> Bool {
        var wire = Wire()
        var result: Bool?
        wire.carry(v2Query, to: destination, destinationMAC: mac) {
            result = $0.isDirectedBroadcast(near: address, takesNetworkAddress: takesNetworkAddress)
        }
        return result ?? false
    }

    @Test("It is the receiver's own address with two bits or more set at the end")
    func known() {
        let address = IPv4Address(10, 9, 0, 0x55)
        for destination in [
            IPv4Address(10, 9, 0, 0x57), IPv4Address(10, 9, 0, 0x5F), IPv4Address(10, 9, 0, 255),
            IPv4Address(10, 9, 255, 255), IPv4Address(10, 255, 255, 255),
        ] {
            #expect(isDirectedBroadcast(to: destination, near: address), "\(destination)")
        }
        for destination in [
            address, IPv4Address(10, 9, 0, 0x56), IPv4Address(10, 10, 0, 255), IPv4Address(10, 9, 0, 0x50),
            IPv4Address(11, 255, 255, 255), IPv4Address(63, 255, 255, 255), .broadcast,
        ] {
            #expect(!isDirectedBroadcast(to: destination, near: address), "\(destination)")
        }
    }

    @Test("Where the network's own address is taken too, it ends in zeros")
    func networkAddress() {
        let address = IPv4Address(10, 9, 0, 0x55)
        for destination in [IPv4Address(10, 9, 0, 0x54), IPv4Address(10, 9, 0, 0), IPv4Address(10, 0, 0, 0)] {
            #expect(isDirectedBroadcast(to: destination, near: address, takesNetworkAddress: true))
            #expect(!isDirectedBroadcast(to: destination, near: address))
        }
        #expect(!isDirectedBroadcast(to: IPv4Address(10, 7, 0, 0), near: address, takesNetworkAddress: true))
    }

    @Test("For a receiver whose address is not known the last octet decides")
    func unknown() {
        #expect(isDirectedBroadcast(to: IPv4Address(10, 9, 0, 255), near: nil))
        #expect(!isDirectedBroadcast(to: IPv4Address(10, 9, 0, 127), near: nil))
        #expect(!isDirectedBroadcast(to: IPv4Address(10, 9, 0, 0), near: nil))
        #expect(isDirectedBroadcast(to: IPv4Address(10, 9, 0, 0), near: nil, takesNetworkAddress: true))
    }

    @Test("The frame too must be to all, and the destination no group")
    func frame() {
        let address = IPv4Address(10, 9, 0, 2)
        #expect(isDirectedBroadcast(to: IPv4Address(10, 9, 0, 255), near: address))
        for mac in [MACAddress(multicast: group), MACAddress(rawValue: 0x0200_0000_0002)] {
            #expect(!isDirectedBroadcast(to: IPv4Address(10, 9, 0, 255), near: address, mac: mac))
        }
        #expect(!isDirectedBroadcast(to: IPv4Address(239, 1, 1, 255), near: nil))
    }
}
