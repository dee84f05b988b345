import Foundation
import IGMPTracking
import IGMPWire
import Testing

@Suite("LinkTracker against a router kept plainly")
struct LinkTrackerRouterTests {
    /// How many random events are compared in all; `IGMPSCOPE_ROUTER_EVENTS` asks for more.
    static let events = ProcessInfo.processInfo.environment["IGMPSCOPE_ROUTER_EVENTS"].flatMap(Int.init) ?? 200_000
    static let seeds = 8

    @Test("Whatever is heard and however time passes, a router believes what RFC 9776 says", arguments: 0..<seeds)
    func againstModel(seed: Int) {
        var traffic = RouterTraffic(seed: UInt64(seed))
        for event in 0..<Self.events / Self.seeds {
            traffic.step()
            if let difference = traffic.difference() {
                Issue.record("seed \(seed), event \(event), \(traffic.last): \(difference)")
                return
            }
        }
        // Every record met every mode and every version.
        for record in RouterFilterModel.Record.allCases {
            for mode in ["include", "exclude"] {
                for version in 1...3 {
                    #expect(traffic.situations.contains("\(record) in \(mode) mode, version \(version)"))
                }
            }
        }
        for mode in ["include", "exclude"] {
            for query in ["version 3 group query, S", "version 3 group query, no S", "version 3 source query, no S"] {
                #expect(traffic.situations.contains("\(query) in \(mode) mode, version 3"))
            }
        }
    }
}
