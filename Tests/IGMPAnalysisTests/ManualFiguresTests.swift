import Foundation
import IGMPWire
import Testing

@testable import IGMPAnalysis
@testable import IGMPTracking

/// What the manual page says that the entries of each limit take, against the layout of the records.
@Suite("Figures of the manual page")
struct ManualFiguresTests {
    /// The figure of one limit: bytes for each entry.
    private func told(_ name: String) throws -> Int {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("man/igmpscope.1"), encoding: .utf8)
        let line = try #require(page.split(separator: "\n").first { $0.hasPrefix(".It Cm \(name) Ta ") })
        let match = try #require(line.firstMatch(of: #/([0-9]+) (bytes|KiB) each/#))
        return (Int(match.1) ?? 0) << (match.2 == "KiB" ? 10 : 0)
    }

    /// What an entry takes of a hash table that is as full as its limit lets it be.
    private func hashed(_ entry: Int, limit: Int) -> Int {
        var capacity = 16
        while capacity * 3 < limit * 4 { capacity *= 2 }
        return capacity * entry / limit
    }

    private var address: Int { MemoryLayout<IndexTable<UInt32>.Entry>.stride }
    private let limits = TrackerLimits()

    private func expect(_ name: String, _ bytes: Int, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let figure = try told(name)
        #expect(
            abs(figure - bytes) * 10 <= bytes, "\(name): the page says \(figure), it is \(bytes)",
            sourceLocation: sourceLocation)
    }

    @Test("What a group takes: itself, what is measured of it, its place in three tables, its timers, two short queues")
    func groups() throws {
        try expect(
            "groups",
            MemoryLayout<Group>.stride + MemoryLayout<GroupTiming>.stride + 3 * hashed(address, limit: limits.groups)
                + 2 * MemoryLayout<TimerQueue.Timer>.stride + 2 * 32)
    }

    @Test("What a host takes: itself, what is measured of it, its place in a table and in a queue")
    func hosts() throws {
        try expect(
            "hosts",
            MemoryLayout<IGMPTracking.Host>.stride + MemoryLayout<HostTiming>.stride
                + hashed(address, limit: limits.hosts)
                + MemoryLayout<UInt32>.stride)
    }

    @Test("What a membership takes: itself, its place in a table and twice in a queue")
    func members() throws {
        try expect(
            "members",
            MemoryLayout<Member>.stride
                + hashed(address, limit: limits.members)
                + 2 * MemoryLayout<UInt32>.stride)
    }

    @Test("What sources take: those of a group with their timers, in lists that may be half empty")
    func sources() throws {
        try expect("group-sources", MemoryLayout<SourceTimer>.stride * 3 / 2)
        try expect("member-sources", MemoryLayout<UInt32>.stride)
    }

    @Test("What delays and findings take")
    func others() throws {
        try expect("delays", MemoryLayout<DelaySample>.stride)
        // Its place among the hashes, and in the order of its code.
        try expect("findings", MemoryLayout<Finding>.stride + 3 * MemoryLayout<UInt32>.stride + 8)
    }

    @Test("What a link takes: itself, and the beginnings of its tables, which are as much again and not twice as much")
    func links() throws {
        let figure = try told("links")
        #expect((2 * MemoryLayout<LinkState>.stride..<3 * MemoryLayout<LinkState>.stride).contains(figure))
    }
}
