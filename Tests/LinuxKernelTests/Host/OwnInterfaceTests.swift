import IGMPWire
import KernelCounters
import Testing

@testable import LinuxKernel

@Suite("What the kernel says of this host")
struct OwnInterfaceTests {
    private static let group = IPv4Address(232, 1, 1, 1)
    private static let sources = [IPv4Address(192, 0, 2, 1), IPv4Address(192, 0, 2, 2)]

    /// The sources to which the group is taken to be limited.
    private func included(users: Int, _ counts: [(including: Int, excluding: Int)]) -> [IPv4Address]? {
        let interface = OwnInterface(
            index: 4, hardwareAddress: MACAddress(rawValue: 0x0200_0000_0001), forcedVersion: 2)
        let start = interface.start(
            addresses: [IPv4Address(10, 0, 0, 1)],
            .init(querierVersion: 2, groups: [.init(group: Self.group, users: users, isReporter: true)]),
            zip(Self.sources, counts).map {
                .init(group: Self.group, source: $0, including: $1.including, excluding: $1.excluding)
            } + [.init(group: .allSystems, source: Self.sources[1], including: 1, excluding: 0)])
        #expect(start.addresses == [IPv4Address(10, 0, 0, 1)])
        #expect(start.hardwareAddress == interface.hardwareAddress)
        #expect(start.querierVersion == 2 && start.forcedVersion == 2)
        #expect(start.memberships.map(\.group) == [Self.group])
        #expect(start.memberships.map(\.isReporter) == [true])
        return start.memberships[0].includedSources
    }

    @Test("A group is limited to its included sources, unless someone excludes one or names none")
    func modes() {
        #expect(included(users: 1, []) == nil)
        #expect(included(users: 1, [(1, 0)]) == [Self.sources[0]])
        #expect(included(users: 2, [(1, 0), (1, 0)]) == Self.sources)
        #expect(included(users: 2, [(1, 0)]) == nil)
        #expect(included(users: 1, [(0, 1)]) == nil)
        #expect(included(users: 2, [(1, 1)]) == nil)
    }
}
