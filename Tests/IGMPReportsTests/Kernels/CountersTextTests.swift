import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@testable import IGMPReports

struct CountersTextTests {
    private static let group = IPv4Address(239, 1, 1, 1)

    private func text(_ scene: borrowing ReportScene, _ kernel: KernelName, suppressesZeros: Bool = false) -> String {
        written {
            CountersText(kernel: kernel, suppressesZeros: suppressesZeros).write(scene.analyzer, to: &$0)
        }
    }

    @Test("Without a host they are the link's, each kernel's its own")
    func link() {
        var scene = ReportScene()
        scene.query(at: 0)
        scene.report(Self.group, host: 1, at: 1)
        #expect(
            text(scene, .netbsd, suppressesZeros: true) == """
                igmp:
                \t2 messages received
                \t1 membership query received
                \t1 membership report received

                """)
        #expect(text(scene, .openbsd) == text(scene, .netbsd))
        #expect(
            text(scene, .freebsd, suppressesZeros: true) == """
                igmp:
                \t2 messages received
                \t1 V3 membership query received
                \t1 general query received
                \t1 membership report received

                """)
        #expect(text(scene, .netbsd).split(separator: "\n").count == 10)
        #expect(text(scene, .freebsd).split(separator: "\n").count == 17)
    }

    @Test("Of hosts they are each host's, told apart only where there are several")
    func hosts() {
        var options = AnalysisOptions()
        options.hosts = [IPv4Address(10, 0, 1, 1)]
        var scene = ReportScene(options: options)
        scene.report(Self.group, host: 1, at: 0)
        scene.report(Self.group, host: 2, at: 1)
        let own = """
            igmp:
            \t1 message received
            \t1 membership report received
            \t1 membership report received for groups to which we belong
            \t1 membership report sent

            """
        for kernel in [KernelName.netbsd, .freebsd, .openbsd] {
            #expect(text(scene, kernel, suppressesZeros: true) == own)
        }
        options.hosts = [IPv4Address(10, 0, 1, 2), IPv4Address(10, 0, 1, 1)]
        var both = ReportScene(options: options)
        both.report(Self.group, host: 1, at: 0)
        both.report(Self.group, host: 2, at: 1)
        let other = "10.0.1.2 on eth0:\nigmp:\n\t1 membership report sent\n"
        #expect(text(both, .netbsd, suppressesZeros: true) == "10.0.1.1 on eth0:\n" + own + other)
    }

    @Test("Several links are told apart, and none at all has counted nothing")
    func links() {
        var scene = ReportScene()
        #expect(text(scene, .netbsd, suppressesZeros: true) == "igmp:\n")
        #expect(text(scene, .freebsd).split(separator: "\n").count == 17)
        scene.report(Self.group, host: 1, at: 0)
        scene.report(Self.group, host: 1, at: 1, tags: [PacketBuilder.Tag(5)])
        let lines = text(scene, .netbsd).split(separator: "\n").filter { !$0.hasPrefix("\t") }
        #expect(lines == ["eth0:", "igmp:", "eth0 vlan 5:", "igmp:"])
    }

    @Test("A bridge port counts its VLANs together, and has its lines though it has seen nothing")
    func ports() {
        var scene = ReportScene(interface: "p1")
        _ = scene.analyzer.addInterface(AnalyzedInterface(name: "p2", source: "a.pcap", linkType: .ethernet))
        scene.report(Self.group, host: 1, at: 0)
        scene.report(Self.group, host: 1, at: 1, tags: [PacketBuilder.Tag(5)])
        let lines = text(scene, .linuxBridge).split(separator: "\n")
        #expect(lines.count == 40)
        #expect(lines[0] == "p1              " && lines[20] == "p2              ")
        #expect(lines[5] == "                      RX: v1 0 v2 2 v3 0")
        #expect(lines[25] == "                      RX: v1 0 v2 0 v3 0")
    }
}
