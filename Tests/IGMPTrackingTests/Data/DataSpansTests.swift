import IGMPTracking
import IGMPWire
import Testing

@testable import IGMPTracking

@Suite("DataTraffic: how long something goes on")
struct DataSpansTests {
    @Test("A stream without a member lasts as long as no gap is above two seconds and nobody joins")
    func withoutMember() {
        var link = DataLink()
        #expect(link.hear().withoutMember == .seconds(0))
        link.wait(2)
        #expect(link.hear().withoutMember == .seconds(2))
        link.wait(2.001)
        #expect(link.hear().withoutMember == .seconds(0))
        link.wait(1)
        #expect(link.hear().withoutMember == .seconds(1))
        link.data.restartWithoutMember(of: DataLink.source, to: DataLink.group)
        link.wait(1)
        #expect(link.hear().withoutMember == .seconds(1))
        link.join()
        #expect(link.hear().withoutMember == .seconds(0))
    }

    @Test("Two sources overlap as long as they take turns within two seconds")
    func overlap() {
        var link = DataLink()
        link.hear()
        link.wait(1)
        #expect(link.hear(from: DataLink.other).overlap == .seconds(0))
        link.wait(1)
        // Both have sent within two seconds now; that is the beginning.
        #expect(
            link.hear() == DataTraffic.Spans(withoutMember: .seconds(2), overlap: .seconds(0), other: DataLink.other))
        link.wait(1)
        #expect(link.hear(from: DataLink.other).overlap == .seconds(1))
        link.wait(1)
        let spans = link.hear()
        #expect(spans.overlap == .seconds(2) && spans.other == DataLink.other)
        // One goes on alone.
        link.wait(1)
        #expect(link.hear().overlap == .seconds(0))
        link.wait(1.5)
        #expect(link.hear().overlap == .seconds(0))
        link.hear(from: DataLink.other)
        link.wait(0.1)
        #expect(link.hear().overlap == .seconds(0))
    }

    @Test("One source that takes over from another does not overlap with it, nor do two channels")
    func takeOver() {
        var link = DataLink()
        for source in [DataLink.source, DataLink.other, DataLink.source] {
            for _ in 0..<30 {
                #expect(link.hear(from: source).overlap == .seconds(0))
                link.wait(0.1)
            }
        }
        for _ in 0..<30 {
            for source in [DataLink.source, DataLink.other] {
                #expect(link.hear(DataLink.channel, from: source).overlap == .seconds(0))
            }
            link.wait(0.1)
        }
    }

    @Test("Members that wait are due after their patience, where something is seen of other groups")
    func waiting() throws {
        var link = DataLink()
        #expect(link.data.nextDeadline == Timestamp(nanoseconds: .max))
        link.join()
        let joinedAt = link.link.now
        link.wait(59)
        link.hear(DataLink.channel)
        #expect(link.data.nextDeadline == joinedAt.advanced(by: .seconds(60)))
        let found = link.data.takeDue()
        let due = try #require(found)
        #expect(due.group == DataLink.group && due.since == joinedAt)
        // Told once, until there has been a packet.
        #expect(link.data.nextDeadline == Timestamp(nanoseconds: .max))
        link.wait(10)
        link.hear()
        let servedAt = link.link.now
        #expect(link.data.nextDeadline == servedAt.advanced(by: .seconds(60)))
        link.wait(30)
        link.hear()
        link.wait(31)
        let none = link.data.takeDue()
        #expect(none == nil)
        #expect(link.data.nextDeadline == servedAt.advanced(by: .seconds(90)))
        link.leave()
        let gone = link.data.takeDue()
        #expect(gone == nil)
        #expect(link.data.nextDeadline == Timestamp(nanoseconds: .max))
    }

    @Test("Where nothing is seen of any group members wait on, from when there is something again")
    func nothingSeen() throws {
        var link = DataLink()
        link.join()
        let joinedAt = link.link.now
        link.wait(3600)
        let none = link.data.takeDue()
        #expect(none == nil)
        #expect(link.data.nextDeadline == Timestamp(nanoseconds: .max))
        link.hear(DataLink.channel)
        #expect(link.data.nextDeadline == link.link.now.advanced(by: .seconds(60)))
        link.wait(59)
        link.hear(DataLink.channel)
        let found = link.data.takeDue()
        let due = try #require(found)
        #expect(due.group == DataLink.group && due.since == joinedAt)
    }
}
