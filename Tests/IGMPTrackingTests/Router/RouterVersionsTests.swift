import IGMPWire
import Testing

@testable import IGMPTracking

@Suite("RouterVersions")
struct RouterVersionsTests {
    private let start = Timestamp(nanoseconds: 5_000_000_000)
    private let present = Interval.seconds(260)
    private let instant = Interval(nanoseconds: 1)

    private func version(_ versions: RouterVersions, after interval: Interval) -> Int {
        versions.version(at: start.advanced(by: interval), olderQuerierPresent: present)
    }

    @Test("Before any query a host works with version 2")
    func silence() {
        #expect(version(RouterVersions(), after: .seconds(0)) == 2)
    }

    @Test("A version 1 query holds for less than 269.75 s")
    func ageing() {
        var versions = RouterVersions()
        #expect(versions.nextChange(after: start, olderQuerierPresent: present) == nil)
        versions.v1Query(at: start)
        let age = Interval.milliseconds(269_750)
        #expect(versions.nextChange(after: start, olderQuerierPresent: present) == start.advanced(by: age))
        #expect(versions.nextChange(after: start.advanced(by: age), olderQuerierPresent: present) == nil)
        #expect(version(versions, after: .seconds(0)) == 1)
        #expect(version(versions, after: age + Interval(nanoseconds: -1)) == 1)
        #expect(version(versions, after: age) == 2)
        #expect(RouterVersions.isV1(queriedAt: start, now: start.advanced(by: age + Interval(nanoseconds: -1))))
        #expect(!RouterVersions.isV1(queriedAt: start, now: start.advanced(by: age)))
        #expect(!RouterVersions.isV1(queriedAt: nil, now: start))
    }

    @Test("A version 3 query makes it version 3 unless an older querier is present")
    func versionThree() {
        var versions = RouterVersions()
        versions.v3Query()
        #expect(version(versions, after: .seconds(0)) == 3)
        #expect(versions.nextChange(after: start, olderQuerierPresent: present) == nil)
        versions.v2Query(at: start)
        let change = start.advanced(by: present)
        #expect(versions.nextChange(after: start, olderQuerierPresent: present) == change)
        #expect(versions.nextChange(after: change, olderQuerierPresent: present) == nil)
        #expect(version(versions, after: present + Interval(nanoseconds: -1)) == 2)
        #expect(version(versions, after: present) == 3)
    }

    @Test("Version 1 comes before version 2 and 3, and what is left after it is what was heard")
    func oldest() {
        var versions = RouterVersions()
        versions.v1Query(at: start)
        versions.v3Query()
        #expect(version(versions, after: .seconds(1)) == 1)
        #expect(version(versions, after: .seconds(270)) == 3)
        versions.v2Query(at: start.advanced(by: .seconds(100)))
        #expect(version(versions, after: .seconds(101)) == 1)
        #expect(version(versions, after: .seconds(270)) == 2)
        #expect(version(versions, after: .seconds(360)) == 3)
    }
}
