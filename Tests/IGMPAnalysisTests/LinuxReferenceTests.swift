import CaptureFiles
import IGMPWire
import KernelCounters
import TestSupport
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("Against a Linux kernel's own figures")
struct LinuxReferenceTests {
    private static func path(_ name: String) -> String {
        let package = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return "/\(package)/Fixtures/linux-host/\(name)"
    }

    @Test("Querier, groups and reporters are those of /proc/net/igmp after every step")
    func host() throws {
        let data = try Data(contentsOf: URL(filePath: Self.path("versions.json")))
        let steps = try #require(try JSONValue(bytes: Array(data)).elements)
        #expect(steps.count == 17)
        var reader = try CaptureFileReader(path: Self.path("versions.pcap"))
        var dissector = Dissector()
        var kernel = LinuxHost(address: IPv4Address(10, 9, 0, 2))
        var hasFrame = try reader.advance()
        for step in steps {
            guard case .number(let at) = step["at"], let nanoseconds = Int64(at) else {
                Issue.record("no time")
                return
            }
            let time = Timestamp(nanoseconds: nanoseconds)
            while hasFrame, reader.frame.timestamp < time {
                dissector.dissect(reader.frame) { kernel.observe($0) }
                hasFrame = try reader.advance()
            }
            kernel.advance(to: time)
            var groups: [String: JSONValue] = [:]
            for group in kernel.groups { groups["\(group.group)"] = group.isReporter ? 1 : 0 }
            #expect(step["groups"] == .object(groups), "\(step)")
            #expect(step["querier"] == .number("\(kernel.querierVersion)"), "\(step)")
        }
        #expect(!hasFrame)
    }
}
