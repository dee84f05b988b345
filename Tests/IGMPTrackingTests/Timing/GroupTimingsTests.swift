import IGMPWire
import Testing

@testable import IGMPTracking

@Suite("GroupTimings")
struct GroupTimingsTests {
    @Test("A group finds its place again; one without room shares a place with others of its kind")
    func places() {
        var timings = GroupTimings(capacity: 2, seed: 1)
        let first = timings.place(of: IPv4Address(239, 1, 1, 1))
        let second = timings.place(of: IPv4Address(239, 1, 1, 2))
        #expect(Set([first, second]) == [1, 2])
        #expect(timings.place(of: IPv4Address(239, 1, 1, 1)) == first)
        #expect(timings.overflow == 0)
        #expect(timings.place(of: IPv4Address(239, 1, 1, 3)) == 0)
        #expect(timings.place(of: IPv4Address(239, 1, 1, 4)) == 0)
        #expect(timings.overflow == 2)
        #expect(timings.place(of: IPv4Address(239, 1, 1, 2)) == second)
        #expect(Array(timings.indices) == [1, 2])
        #expect(timings[Int(second)].address == IPv4Address(239, 1, 1, 2))
    }
}
