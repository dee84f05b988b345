import IGMPWire
import Testing

@testable import IGMPAnalysis

@Suite("The order of findings")
struct FindingTests {
    private func finding(_ code: FindingCode, _ host: IPv4Address?, _ group: IPv4Address?) -> Finding {
        let time = Timestamp(nanoseconds: 0)
        return Finding(
            code: code, host: host, group: group, mac: nil, firstAt: time, lastAt: time, detail: .none)
    }

    @Test("The most severe comes first, then the code's name, the host and the group decide")
    func order() {
        let low = IPv4Address(10, 0, 0, 9)
        let high = IPv4Address(10, 0, 0, 10)
        let inOrder = [
            finding(.badIPHeader, high, nil), finding(.queryLength, low, nil), finding(.reportDestination, nil, high),
            finding(.timeToLive, nil, nil), finding(.timeToLive, low, nil), finding(.timeToLive, low, low),
            finding(.timeToLive, low, high), finding(.timeToLive, high, low), finding(.emptyReport, low, nil),
        ]
        for (left, first) in inOrder.enumerated() {
            for (right, second) in inOrder.enumerated() {
                #expect(first.comes(before: second) == (left < right), "\(left) \(right)")
            }
        }
    }
}
