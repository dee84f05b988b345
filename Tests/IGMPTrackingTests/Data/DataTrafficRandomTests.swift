import IGMPTracking
import IGMPWire
import TestSupport
import Testing

@testable import IGMPTracking

@Suite("DataTraffic: a whole link")
struct DataTrafficRandomTests {
    private func play(_ scene: DataScene, on link: inout DataLink) {
        for event in scene.events {
            link.go(to: event.at)
            switch event.kind {
            case .join(let host, let source):
                link.link.record(
                    source == nil ? .changeToExclude : .allowNewSources, event.group, source.map { [$0] } ?? [],
                    from: host)
            case .answer(let host, let source):
                link.link.record(
                    source == nil ? .modeIsExclude : .modeIsInclude, event.group, source.map { [$0] } ?? [],
                    from: host)
            case .leave(let host, let source):
                link.link.record(
                    source == nil ? .changeToInclude : .blockOldSources, event.group, source.map { [$0] } ?? [],
                    from: host)
            case .query(let source):
                link.link.queryV3(group: event.group, code: 10, sources: source.map { [$0] } ?? [])
            case .generalQuery: link.link.queryV3()
            case .packet(let source, let length): link.hear(event.group, from: source, length: length)
            }
            link.tell()
        }
        link.go(to: scene.end)
    }

    private func microseconds(_ delays: DelayDistribution) -> [Int?] {
        [delays.summary.minimum, delays.median, delays.percentile90, delays.summary.maximum, delays.summary.mean].map {
            $0.map { Int($0.nanoseconds / 1000) }
        }
    }

    private func microseconds(_ delays: [Int]) -> [Int?] {
        let sorted = delays.sorted()
        func percentile(_ percent: Int) -> Int? {
            sorted.isEmpty ? nil : sorted[(percent * sorted.count + 99) / 100 - 1]
        }
        return [
            sorted.first, percentile(50), percentile(90), sorted.last,
            sorted.isEmpty ? nil : sorted.reduce(0, +) / sorted.count,
        ]
    }

    @Test("Counts and delays are those worked out separately from the list of packets", arguments: 1...3)
    func againstModel(seed: UInt64) throws {
        let scene = DataScene(seconds: 600, seed: seed)
        let model = DataModel(scene)
        var link = DataLink()
        play(scene, on: &link)
        let seen = link.snapshot

        // The scene has what is to be measured.
        let all = model.groups.values
        #expect(all.reduce(0) { $0 + $1.withoutMember } > 200)
        #expect(all.reduce(0) { $0 + $1.toFirstPacket.count } > 40)
        #expect(all.reduce(0) { $0 + $1.toLastPacket.count } > 5)
        #expect(all.reduce(0) { $0 + $1.stillFlowing } > 5 && all.reduce(0) { $0 + $1.leavesWithoutPacket } > 5)

        for address in DataScene.groups {
            let expected = try #require(model.groups[address])
            let group = try #require(seen[address])
            #expect(group.tally.packets == UInt64(expected.packets), "\(address)")
            #expect(group.tally.bytes == UInt64(expected.bytes), "\(address)")
            #expect(group.withoutMember == UInt64(expected.withoutMember), "\(address)")
            for source in group.sources {
                let its = try #require(expected.bySource[source.address])
                #expect(source.tally.packets == UInt64(its.packets) && source.tally.bytes == UInt64(its.bytes))
                #expect(source.withoutMember == UInt64(its.withoutMember), "\(address) \(source.address)")
            }
            #expect(group.sources.count == expected.bySource.count)
            #expect(group.joins.count == UInt64(expected.joins), "\(address)")
            #expect(group.joins.alreadyFlowing == UInt64(expected.alreadyFlowing), "\(address)")
            #expect(group.joins.withoutPacket == UInt64(expected.joinsWithoutPacket), "\(address)")
            #expect(group.joins.toFirstPacket.summary.count == UInt64(expected.toFirstPacket.count), "\(address)")
            #expect(microseconds(group.joins.toFirstPacket) == microseconds(expected.toFirstPacket), "\(address)")
            #expect(group.leaves.count == UInt64(expected.leaves), "\(address)")
            #expect(group.leaves.withoutPacket == UInt64(expected.leavesWithoutPacket), "\(address)")
            #expect(group.leaves.stillFlowing == UInt64(expected.stillFlowing), "\(address)")
            #expect(group.leaves.toLastPacket.summary.count == UInt64(expected.toLastPacket.count), "\(address)")
            #expect(microseconds(group.leaves.toLastPacket) == microseconds(expected.toLastPacket), "\(address)")
        }
        #expect(seen.tally.packets == UInt64(all.reduce(0) { $0 + $1.packets }))
        #expect(seen.withoutMember == UInt64(all.reduce(0) { $0 + $1.withoutMember }))
        #expect(microseconds(seen.joins.toFirstPacket) == microseconds(all.flatMap(\.toFirstPacket)))
        #expect(microseconds(seen.leaves.toLastPacket) == microseconds(all.flatMap(\.toLastPacket)))
    }
}
