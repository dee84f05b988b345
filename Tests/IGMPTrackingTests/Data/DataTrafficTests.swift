import IGMPTracking
import IGMPWire
import Testing

@testable import IGMPTracking

@Suite("DataTraffic")
struct DataTrafficTests {
    @Test("Packets and bytes are counted for the link, the group and the source")
    func counts() throws {
        var link = DataLink()
        link.hear(length: 100)
        link.wait(1)
        link.hear(from: DataLink.other, length: 200)
        link.hear(DataLink.channel, length: 300)
        let seen = link.snapshot
        #expect(seen.tally.packets == 3 && seen.tally.bytes == 600)
        #expect(seen.groups.map(\.address) == [DataLink.channel, DataLink.group])
        let group = try #require(seen[DataLink.group])
        #expect(group.tally.packets == 2 && group.tally.bytes == 300 && group.tally.bitsPerSecond == 1600)
        #expect(group.sources.map(\.address) == [DataLink.source, DataLink.other])
        #expect(group.sources.map(\.tally.bytes) == [100, 200])
        #expect(seen[IPv4Address(239, 9, 9, 9)] == nil)
    }

    @Test("Packets with a bad header count as that and nowhere else, fragments each for itself")
    func oddPackets() {
        var link = DataLink()
        link.hear(badChecksum: true)
        link.hear(fragmentField: 0x2000)
        link.hear(fragmentField: 185)
        let seen = link.snapshot
        #expect(seen.badHeaders == 1 && seen.tally.packets == 2 && seen.fragments == 2)
        #expect(seen.groups.map(\.tally.packets) == [2])
    }

    @Test("What nobody wants is counted, and in 224.0.0.0/24 everybody wants everything")
    func withoutMember() {
        var link = DataLink()
        link.hear()
        link.join()
        link.hear()
        #expect(link.ofGroup?.withoutMember == 1)
        let local = IPv4Address(224, 0, 0, 251)
        link.hear(local)
        #expect(link.snapshot[local]?.withoutMember == 0 && link.snapshot.withoutMember == 1)
    }

    @Test("Of a group whose members name sources, packets of others are wanted by nobody")
    func sourceSpecific() throws {
        var link = DataLink()
        link.join(DataLink.channel, [DataLink.source])
        link.wait(1)
        link.hear(DataLink.channel, from: DataLink.other)
        link.wait(1)
        link.hear(DataLink.channel, from: DataLink.source)
        let channel = try #require(link.snapshot[DataLink.channel])
        #expect(channel.withoutMember == 1 && channel.sources.map(\.withoutMember) == [0, 1])
        #expect(channel.joins.toFirstPacket.spread == [2, 2])
    }

    @Test("A change counts from the packet on that follows it, whichever way it goes")
    func changesInBetween() {
        var link = DataLink()
        for _ in 0..<3 {
            link.hear()
            link.join()
            link.hear()
            link.link.queryV3(group: DataLink.group, code: 10)
            link.leave()
            link.link.queryV3(group: DataLink.group, code: 10)
            link.wait(1.9)
            link.hear()
            link.wait(0.1)
            link.hear()
            link.wait(5)
        }
        // Before each join, and when the last member query time was over.
        #expect(link.ofGroup?.withoutMember == 6)
        #expect(link.ofGroup?.tally.packets == 12)
    }

    @Test("A first join waits for the first packet, another member's join for none")
    func joins() throws {
        var link = DataLink()
        link.join()
        link.wait(0.25)
        link.hear()
        link.join(from: IPv4Address(10, 0, 0, 6))
        link.wait(1)
        link.hear()
        let group = try #require(link.ofGroup as DataGroupSnapshot?)
        #expect(group.joins.count == 1 && group.joins.withoutPacket == 0 && group.joins.alreadyFlowing == 0)
        #expect(group.joins.toFirstPacket.spread == [0.25, 0.25])
    }

    @Test("A join within two seconds of a packet is one while packets are passing", arguments: [(2.0, 1), (2.001, 0)])
    func alreadyFlowing(seconds: Double, count: UInt64) {
        var link = DataLink()
        link.hear()
        link.wait(seconds)
        link.join()
        #expect(link.ofGroup?.joins.alreadyFlowing == count)
        // So far no packet has followed.
        #expect(link.ofGroup?.joins.withoutPacket == 1)
        link.hear()
        #expect(link.ofGroup?.joins.toFirstPacket.spread == [0, 0])
        #expect(link.ofGroup?.joins.withoutPacket == 0)
    }

    @Test("A join that nothing follows until the leave is without a packet, and its wait is over")
    func withoutPacket() {
        var link = DataLink()
        link.join()
        link.wait(1)
        link.leave()
        link.hear()
        #expect(link.ofGroup?.joins.withoutPacket == 1 && link.ofGroup?.joins.toFirstPacket.summary.count == 0)
    }

    @Test("From the last leave to the last packet before two seconds of silence")
    func stopped() {
        var link = DataLink()
        link.join()
        link.stream(10, every: 0.5)
        link.leave()
        link.wait(0.5)
        link.stream(4, every: 0.5)
        #expect(link.ofGroup?.leaves.stillFlowing == 1)
        link.wait(2)
        #expect(link.ofGroup?.leaves.stillFlowing == 1)
        link.wait(0.001)
        #expect(link.ofGroup?.leaves.toLastPacket.spread == [2, 2])
        // What comes now is another stream.
        link.hear()
        #expect(link.ofGroup?.leaves.toLastPacket.spread == [2, 2])
        #expect(link.ofGroup?.leaves.count == 1 && link.ofGroup?.leaves.stillFlowing == 0)
    }

    @Test("Where packets come slowly the silence is twice the largest gap between them")
    func slow() {
        var link = DataLink()
        link.join()
        link.stream(3, every: 5)
        link.leave()
        link.wait(5)
        link.hear()
        link.wait(10)
        #expect(link.ofGroup?.leaves.stillFlowing == 1)
        link.wait(0.001)
        #expect(link.ofGroup?.leaves.toLastPacket.spread == [5, 5])
    }

    @Test("A leave that no packet follows has no delay, and neither has one after which packets go on")
    func noDelay() {
        var link = DataLink()
        link.join()
        link.stream(3, every: 0.1)
        link.leave()
        link.wait(3)
        #expect(link.ofGroup?.leaves.withoutPacket == 1)
        link.join()
        link.stream(3, every: 0.1)
        link.leave()
        link.stream(20, every: 0.1)
        link.join()
        #expect(link.ofGroup?.leaves.count == 2)
        #expect(link.ofGroup?.leaves.withoutPacket == 1 && link.ofGroup?.leaves.stillFlowing == 1)
        #expect(link.ofGroup?.leaves.toLastPacket.summary.count == 0)
    }

    @Test("Only the last member's leave counts, and none that nobody said")
    func leavesThatCount() {
        var link = DataLink()
        let second = IPv4Address(10, 0, 0, 6)
        link.join()
        link.join(from: second)
        link.hear()
        link.leave()
        #expect(link.ofGroup?.leaves.count == 0)
        // It was heard when the first of them came.
        for _ in 0..<3 {
            link.link.queryV3()
            link.wait(11)
        }
        #expect(link.link.member(second, of: DataLink.group) == nil)
        #expect(link.ofGroup?.leaves.count == 0)
    }

    @Test("A source that no member wanted does not count after a leave")
    func otherSourceAfterLeave() {
        var link = DataLink()
        link.join(DataLink.channel, [DataLink.source])
        link.hear(DataLink.channel)
        link.hear(DataLink.channel, from: DataLink.other)
        link.link.record(.changeToInclude, DataLink.channel, from: DataLink.host)
        link.wait(0.5)
        link.hear(DataLink.channel, from: DataLink.other)
        #expect(link.snapshot[DataLink.channel]?.leaves.withoutPacket == 1)
        link.hear(DataLink.channel)
        #expect(link.snapshot[DataLink.channel]?.leaves.stillFlowing == 1)
    }
}
