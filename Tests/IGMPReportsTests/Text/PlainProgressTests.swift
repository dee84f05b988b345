import IGMPWire
import Testing

@testable import IGMPReports
@testable import IGMPTracking

struct PlainProgressTests {
    private static let host = IPv4Address(10, 0, 0, 5)
    private static let other = IPv4Address(10, 0, 0, 7)

    static let cases: [(Change.Kind, String)] = [
        (.memberJoined(group: group, host: host, version: 3), "10.0.0.5 joined 239.1.1.1 (v3)"),
        (.memberLeft(group: group, host: host, reason: .leave), "10.0.0.5 left 239.1.1.1 (leave)"),
        (
            .memberLeft(group: group, host: host, reason: .toIncludeEmpty),
            "10.0.0.5 left 239.1.1.1 (changed to include nothing)"
        ),
        (.memberLeft(group: group, host: host, reason: .block), "10.0.0.5 left 239.1.1.1 (blocked its last source)"),
        (
            .memberLeft(group: group, host: host, reason: .unanswered),
            "10.0.0.5 left 239.1.1.1 (left queries unanswered)"
        ),
        (.groupCreated(group), "group 239.1.1.1 created"),
        (.groupExpired(group), "group 239.1.1.1 expired"),
        (.querierElected(host), "querier 10.0.0.5 elected"),
        (.querierChanged(from: other, to: host), "querier 10.0.0.5 takes over from 10.0.0.7"),
        (.querierLost(host), "querier 10.0.0.5 lost: nobody queries"),
        (.routerVersionChanged(from: 3, to: 2), "router version 2, was 3"),
    ]

    @Test("Each change is one line: time, link, what happened", arguments: 0..<11)
    func line(index: Int) {
        let (kind, text) = Self.cases[index]
        let time = ReportScene.start.advanced(by: .milliseconds(123))
        var clock = PacketClock(from: time, to: time)
        var progress = PlainProgress()
        var buffer = ByteBuffer(capacity: 0)
        progress.write(Change(at: time, kind: kind), link: "eth0 vlan 5", to: &buffer)
        #expect(
            String(decoding: buffer.bytes(), as: UTF8.self) == "\(clock.time(time)).123000 eth0 vlan 5 \(text)\n")
    }

    @Test("A link's name cannot act on the terminal")
    func escaping() {
        var progress = PlainProgress()
        var buffer = ByteBuffer(capacity: 0)
        progress.write(Change(at: ReportScene.start, kind: .groupCreated(group)), link: "e\u{1B}\n", to: &buffer)
        #expect(String(decoding: buffer.bytes(), as: UTF8.self).contains(" e\\x1b\\x0a group "))
    }
}
