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
}
