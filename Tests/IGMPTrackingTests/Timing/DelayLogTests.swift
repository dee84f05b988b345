import IGMPWire
import Testing

@testable import IGMPTracking

@Suite("DelayLog")
struct DelayLogTests {
    @Test("The last delays are kept, and no more than there is room for")
    func ring() {
        var log = DelayLog(capacity: 3)
        #expect(log.kept.isEmpty)
        for number in 1...7 {
            log.add(.seconds(number), host: IPv4Address(10, 0, 0, UInt8(number)), group: IPv4Address(239, 1, 1, 1))
            let expected = (max(1, number - 2)...number).map { Interval.seconds($0) }
            #expect(log.kept.map(\.delay).sorted() == expected)
        }
        #expect(log.kept.allSatisfy { $0.delay == .seconds(Int($0.host.rawValue & 255)) })
    }

    @Test("Logs that share their room keep a few delays each, whatever the others keep")
    func shared() {
        let usage = TrackerUsage(limits: limits { $0.delaySamples = 10 })
        var first = DelayLog(capacity: 100, sharing: usage)
        var second = DelayLog(capacity: 100, sharing: usage)
        for number in 1...50 {
            first.add(.seconds(number), host: IPv4Address(10, 0, 0, 1), group: IPv4Address(239, 1, 1, 1))
        }
        #expect(first.kept.map(\.delay).sorted() == (25...50).map { .seconds($0) })
        #expect(first.sharedCount == 10)
        for number in 1...50 {
            second.add(.seconds(number), host: IPv4Address(10, 0, 0, 1), group: IPv4Address(239, 1, 1, 1))
        }
        #expect(second.kept.map(\.delay).sorted() == (35...50).map { .seconds($0) })
        #expect(second.sharedCount == 0)
        usage.removeTimings(samples: first.sharedCount, groups: 0)
        second.add(.seconds(51), host: IPv4Address(10, 0, 0, 1), group: IPv4Address(239, 1, 1, 1))
        #expect(second.kept.count == 17)
    }
}
