import IGMPTracking
import IGMPWire
import TestSupport

@testable import IGMPTracking

/// A link with its groups' own traffic, told of everything in order as an analysis does.
struct DataLink: ~Copyable {
    var link = TrackedLink()
    var data: DataTraffic
    let usage: DataUsage

    static let group = IPv4Address(239, 1, 1, 1)
    static let channel = IPv4Address(232, 1, 1, 1)
    static let source = IPv4Address(192, 0, 2, 1)
    static let other = IPv4Address(192, 0, 2, 2)
    static let host = IPv4Address(10, 0, 0, 5)
    static let patience = Interval.seconds(60)

    init(limits: TrackerLimits = TrackerLimits()) {
        usage = DataUsage(limits: limits)
        data = DataTraffic(patience: Self.patience, sharing: usage, delays: TrackerUsage(limits: limits), seed: 1)
    }

    /// Goes to a moment, in microseconds since the start.
    mutating func go(to microseconds: Int) {
        link.wait(until: TrackedLink.start.advanced(by: Interval(nanoseconds: Int64(microseconds) * 1000)))
        link.tracker.advance(to: link.now)
        tell()
    }

    mutating func wait(_ seconds: Double) {
        link.advance(Interval(nanoseconds: Int64((seconds * 1e9).rounded())))
        tell()
    }

    /// Tells what has changed.
    mutating func tell() {
        for change in link.tracker.changes { data.observe(change) }
        link.tracker.changes.removeAll()
    }

    mutating func join(_ group: IPv4Address = group, _ sources: [IPv4Address] = [], from host: IPv4Address = host) {
        link.record(sources.isEmpty ? .changeToExclude : .changeToInclude, group, sources, from: host)
        tell()
    }

    mutating func leave(_ group: IPv4Address = group, from host: IPv4Address = host) {
        link.record(.changeToInclude, group, from: host)
        tell()
    }

    /// A packet of `length` bytes in all.
    @discardableResult
    mutating func hear(
        _ group: IPv4Address = group, from source: IPv4Address = source, length: Int = 100, badChecksum: Bool = false,
        fragmentField: UInt16 = 0
    ) -> DataTraffic.Spans {
        var packet = PacketBuilder.ipv4(
            source: source, destination: group, payload: Array(repeating: 0, count: length - 20), protocol: 17,
            fragmentField: fragmentField, options: [])
        if badChecksum { packet[10] ^= 1 }
        let frame = PacketBuilder.ethernet(payload: packet)
        let time = link.now
        link.tracker.advance(to: time)
        tell()
        return lend(frame) { bytes in
            let captured = CapturedFrame(
                bytes: copy bytes, originalLength: frame.count, timestamp: time, linkType: .ethernet)
            return DataPacket(captured).map { data.observe($0, link.tracker) } ?? DataTraffic.Spans()
        }
    }

    /// Packets so many seconds apart, the first at once.
    mutating func stream(_ count: Int, every seconds: Double, _ group: IPv4Address = group) {
        for number in 0..<count {
            if number > 0 { wait(seconds) }
            hear(group)
        }
    }

    var snapshot: DataSnapshot { data.snapshot(at: link.now) }
    var ofGroup: DataGroupSnapshot? { snapshot[Self.group] }
}

extension DelayDistribution {
    /// The least and the greatest, in seconds.
    var spread: [Double] { [summary.minimum, summary.maximum].compactMap { $0?.seconds } }
}
