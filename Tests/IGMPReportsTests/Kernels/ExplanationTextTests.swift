import IGMPAnalysis
import IGMPWire
import KernelCounters
import TestSupport
import Testing

@testable import IGMPReports

struct ExplanationTextTests {
    private static let group = IPv4Address(239, 1, 1, 1)

    private func text(_ scene: borrowing ReportScene, _ kernel: KernelName?) -> String {
        written { ExplanationText(kernel: kernel).write(scene.analyzer, to: &$0) }
    }

    @Test("Kernel by kernel it says how many of which packets were counted how, why, and where it is said otherwise")
    func kernels() {
        var scene = ReportScene()
        scene.query(at: 0)
        scene.query(at: 1)
        scene.report(Self.group, host: 1, at: 2)
        scene.send(
            PacketBuilder.igmp(type: 0x17, group: Self.group), from: IPv4Address(10, 0, 1, 1), to: .allRouters, at: 3)
        let reason = "it knows versions 1 and 2 only (RFC 9776 section 7.1)"
        let older = """
            \t1 leave, counted in rcv_total alone: it has no counter of leaves (RFC 9776 section 7.3.2)
            \t2 version 3 queries, counted in rcv_queries, as version 2, or 1 if the code is 0: \(reason)

            """
        #expect(text(scene, .netbsd) == "netbsd:\n" + older)
        #expect(text(scene, .linuxBridge) == "linux-bridge:\n\teverything counted as RFC 9776 has it\n")
        let all = text(scene, nil)
        #expect(all.hasPrefix("netbsd:\n" + older + "freebsd:\n\t1 leave, counted"))
        #expect(all.contains("openbsd:\n" + older + "linux-bridge:\n"))
    }

    @Test("Several links are told apart, and none at all has nothing to explain")
    func links() {
        var scene = ReportScene()
        #expect(text(scene, .freebsd) == "freebsd:\n\teverything counted as RFC 9776 has it\n")
        scene.report(Self.group, host: 1, at: 0)
        scene.report(Self.group, host: 1, at: 1, tags: [PacketBuilder.Tag(5)])
        let lines = text(scene, .freebsd).split(separator: "\n").filter { !$0.hasPrefix("\t") }
        #expect(lines == ["eth0:", "freebsd:", "eth0 vlan 5:", "freebsd:"])
    }

    @Test("Every class has words of its own, for one and for several")
    func labels() {
        for count: UInt64 in [1, 2] {
            let labels = PacketOddity.allCases.map { oddity in
                written { NetstatText.write(oddity.label, count, to: &$0) }
            }
            #expect(Set(labels).count == PacketOddity.allCases.count)
            #expect(labels.allSatisfy { $0.hasPrefix("\t\(count) ") && !$0.hasSuffix(" ") })
        }
        #expect(written { NetstatText.write(PacketOddity.v3Query.label, 1, to: &$0) } == "\t1 version 3 query")
    }
}
