import IGMPWire
import Testing

@testable import IGMPTracking

@Suite("How many reports a host sends")
struct ReportBurstTests {
    private static let start = Timestamp(nanoseconds: 1_700_000_000_000_000_000)

    /// A report: how many seconds after the first, and in how many groups the host is then.
    private typealias Report = (seconds: Double, groups: UInt32)

    /// The numbers of the reports, from 1, that were one too many.
    private static func told(_ reports: [Report]) -> [Int] {
        var burst = ReportBurst()
        return reports.indices.filter { index in
            let time = start.advanced(by: Interval(nanoseconds: Int64(reports[index].seconds * 1e9)))
            return burst.isFirstTooMany(at: time, groups: reports[index].groups)
        }.map { $0 + 1 }
    }

    private static func reports(_ count: Int, after seconds: Double = 0, groups: UInt32 = 0) -> [Report] {
        Array(repeating: (seconds, groups), count: count)
    }

    @Test("The first report beyond what the groups allow is told, and no other of the same span")
    func limit() {
        for groups in [0, 1, 7, 1000] {
            let limit = ReportBurst.allowance + ReportBurst.allowancePerGroup * groups
            #expect(Self.told(Self.reports(limit, groups: UInt32(groups))) == [])
            #expect(Self.told(Self.reports(limit + 50, groups: UInt32(groups))) == [limit + 1])
        }
    }

    @Test("Ten seconds after its first report a new span begins")
    func span() {
        let before = Self.reports(ReportBurst.allowance)
        #expect(Self.told(before + Self.reports(1, after: 9.999)) == [ReportBurst.allowance + 1])
        #expect(Self.told(before + Self.reports(ReportBurst.allowance, after: 10)) == [])
    }

    @Test("The most groups of the span count, not those that are left")
    func mostGroups() {
        let limit = ReportBurst.allowance + ReportBurst.allowancePerGroup * 100
        #expect(Self.told(Self.reports(1, groups: 100) + Self.reports(limit)) == [limit + 1])
    }
}
