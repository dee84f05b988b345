import IGMPWire
import Testing

@testable import LinuxKernel

@Suite("The table of memberships")
struct MembershipTableTests {
    private static let text = """
        Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter
        1\tlo        :     1      V3
        \t\t\t\t\(word(224, 0, 0, 1))     1 0:00000000\t\t0
        4\teth0      :     3      V2
        \t\t\t\t\(word(239, 1, 1, 2))     2 1:0000012C\t\t1
        \t\t\t\t\(word(239, 1, 1, 1))     1 0:00000000\t\t0
        \t\t\t\t\(word(224, 0, 0, 1))     1 0:00000000\t\t0
        12\tverylongname.10:     0      V1

        """

    /// An address as the table has it: the number that lies in memory.
    private static func word(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> String {
        let digits = String(IPv4Address(a, b, c, d).rawValue.bigEndian, radix: 16, uppercase: true)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    @Test("Each interface has its version, and its groups in order with their reporters")
    func interfaces() {
        let table = MembershipTable.read(Array(Self.text.utf8))
        #expect(table.keys.sorted() == [1, 4, 12])
        #expect(table[1]?.groups.map(\.group) == [.allSystems])
        #expect(
            table[4]
                == .init(
                    querierVersion: 2,
                    groups: [
                        .init(group: .allSystems, isReporter: false),
                        .init(group: IPv4Address(239, 1, 1, 1), isReporter: false),
                        .init(group: IPv4Address(239, 1, 1, 2), users: 2, isReporter: true),
                    ]))
        #expect(table[12] == .init(querierVersion: 1))
    }

    @Test("Lines that are no such lines are passed over, and the groups of no interface")
    func otherLines() {
        let lines = [
            "\t\t\t\t010000E0     1 0:00000000\t\t0", "5\teth1      :     1      NONE", "\t\t\t\t010000E0     1",
            "x\teth2 : 1 V3", "", "6\teth3      :     1      V3", "\t\t\t\tXYZ     1 0:00000000\t\t0",
        ]
        let table = MembershipTable.read(Array(lines.joined(separator: "\n").utf8))
        #expect(table == [6: .init(querierVersion: 3)])
        #expect(MembershipTable.read([]).isEmpty)
        #expect(MembershipTable.read([0xFF, 0x0A, 0x09, 0x0A, 0x20]).isEmpty)
    }

    @Test("The kernel's own table is read: every host is in 224.0.0.1 on its loopback interface")
    func kernel() throws {
        #if os(Linux)
            let table = MembershipTable.read(try SystemFile("/proc/net/igmp").read())
            #expect(table[1]?.groups.contains { $0.group == .allSystems } == true)
        #endif
    }
}
