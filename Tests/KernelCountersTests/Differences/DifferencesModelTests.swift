import IGMPWire
import KernelCounters
import TestSupport
import Testing

/// What RFC 9776 and the RFCs before it make of a packet, read plainly from its parts.
private enum Ruling {
    /// Nothing reaches IGMP (RFC 1122 section 3.2.1.3), or is to be counted.
    case dropped
    case tooShort, badChecksum, ignored
    case query(version: Int)
    case report(version: Int)
    case leave
    /// Sent otherwise than section 4 says: no kernel can be right about it.
    case improper
    /// Router discovery and whatever else is not group membership.
    case other

    init(_ message: [UInt8], from source: IPv4Address, to destination: IPv4Address, timeToLive: UInt8, hasAlert: Bool) {
        let type = message.first ?? 0
        if source.isMulticast {
            self = .dropped
        } else if message.count < 8 {
            let isRouterDiscovery = message.count >= 4 && [0x31, 0x32].contains(type)
            self = isRouterDiscovery && naiveInternetSum(message) == 0xFFFF ? .other : .tooShort
        } else if naiveInternetSum(message) != 0xFFFF {
            self = .badChecksum
        } else {
            self = Self.ruling(type, message, to: destination)
            switch self {
            case .other: break
            case .query(1), .report(1): if timeToLive != 1 { self = .improper }
            default: if timeToLive != 1 || !hasAlert { self = .improper }
            }
        }
    }

    private static func ruling(_ type: UInt8, _ message: [UInt8], to destination: IPv4Address) -> Ruling {
        let group = IPv4Address(message[4], message[5], message[6], message[7])
        switch type {
        case 0x11:
            if message.count == 8, message[1] == 0 { return .query(version: 1) }
            if (9...11).contains(message.count) || (group != .unspecified && !group.isMulticast) { return .ignored }
            if message.count == 8 { return .query(version: 2) }
            let sources = Int(message[10]) << 8 | Int(message[11])
            if 12 + 4 * sources > message.count || (group == .unspecified && sources > 0) { return .ignored }
            return .query(version: 3)
        case 0x12: return group.isMulticast && group == destination ? .report(version: 1) : .ignored
        case 0x16: return group.isMulticast && group == destination ? .report(version: 2) : .ignored
        case 0x17: return group.isMulticast ? .leave : .ignored
        case 0x22: return .report(version: 3)
        default: return .other
        }
    }

    /// What a BSD without version 3 would count if it went by the RFC; nil where it
    /// has no counter that says it.
    func netBSD(isOurs: Bool) -> String? {
        switch self {
        case .dropped: ""
        case .tooShort: "rcvTotal rcvTooShort"
        case .badChecksum: "rcvTotal rcvBadSum"
        case .other: "rcvTotal"
        case .query(let version) where version < 3: "rcvTotal rcvQueries"
        case .report(let version) where version < 3:
            isOurs ? "rcvTotal rcvReports rcvOurReports" : "rcvTotal rcvReports"
        default: nil
        }
    }

    func freeBSD(isOurs: Bool, isGeneral: Bool, hasSources: Bool) -> String? {
        switch self {
        case .query(let version):
            "rcvTotal rcvV\(version < 3 ? "1V2" : "3")Queries "
                + (isGeneral ? "rcvGenQueries" : hasSources ? "rcvGSRQueries" : "rcvGroupQueries")
        default: netBSD(isOurs: isOurs)
        }
    }

    func bridge() -> String? {
        switch self {
        case .dropped, .other: ""
        case .tooShort, .badChecksum: "igmpParseErrors"
        case .query(let version): "igmpQueries.rxV\(version)"
        case .report(let version): "igmpReports.rxV\(version)"
        case .leave: "igmpLeaves.rx"
        case .ignored, .improper: nil
        }
    }
}

@Suite("Differences from RFC 9776, and counters")
struct DifferencesModelTests {
    private static let groups = [IPv4Address.allSystems, .allRouters, group, otherGroup, .unspecified, host]

    private func message(_ random: inout SeededGenerator) -> [UInt8] {
        let type = ([0x11, 0x11, 0x11, 0x12, 0x16, 0x17, 0x22, 0x13, 0x31] as [UInt8]).randomElement(using: &random)!
        let length = [8, 8, 8, 12, 12, 16, 20, 9, 10, 11, 4, 3].randomElement(using: &random)!
        var message = [type, Bool.random(using: &random) ? 0 : 100, 0, 0]
        message += PacketBuilder.bigEndian(Self.groups.randomElement(using: &random)!.rawValue)
        message += [2, 125, 0, UInt8.random(in: 0..<3, using: &random)] + Array(repeating: 0, count: 8)
        // A version 3 report of no records is good whatever follows.
        if type == 0x22 { message[7] = 0 }
        message = Array(message.prefix(length))
        guard length >= 4 else { return message }
        message = PacketBuilder.checksummed(message, at: 2)
        if Int.random(in: 0..<8, using: &random) == 0 { message[2] ^= 1 }
        return message
    }

    @Test(
        "A packet is explained just when a kernel counts it otherwise than the RFCs would",
        arguments: 0..<4 as Range<UInt64>)
    func agreement(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<5000 {
            let message = message(&random)
            let destination = [IPv4Address.allSystems, .allSystems, group, otherGroup].randomElement(using: &random)!
            let source = Int.random(in: 0..<10, using: &random) == 0 ? group : querier
            let timeToLive: UInt8 = Int.random(in: 0..<6, using: &random) == 0 ? 64 : 1
            let hasAlert = Int.random(in: 0..<6, using: &random) > 0
            let ruling = Ruling(message, from: source, to: destination, timeToLive: timeToLive, hasAlert: hasAlert)

            var wire = Wire()
            var (netBSD, freeBSD, bridge) = (NetBSDRouter(), FreeBSDRouter(), LinuxBridgePort())
            var differences = CountingDifferences()
            wire.carry(
                message, from: source, to: destination, timeToLive: timeToLive, options: hasAlert ? routerAlert : []
            ) {
                netBSD.observe($0)
                freeBSD.observe($0)
                bridge.observe($0)
                differences.observe($0)
            }
            let field = message.count >= 8 ? Array(message[4..<8]) : [0, 0, 0, 0]
            let isOurs = field == [224, 0, 0, 1]
            let hasSources = message.count >= 12 && message[11] > 0
            let expectations = [
                (CountingKernel.netBSD, nonzero(netBSD.counters), ruling.netBSD(isOurs: isOurs)),
                (
                    .freeBSD, nonzero(freeBSD.counters),
                    ruling.freeBSD(isOurs: isOurs, isGeneral: field == [0, 0, 0, 0], hasSources: hasSources)
                ),
                (.linuxBridge, nonzero(bridge.counters), ruling.bridge()),
            ]
            for (kernel, counted, expected) in expectations {
                // What IP drops is told of, and is no difference.
                let explained = differences.differences(of: kernel).filter { $0.oddity != .undelivered }
                let isExplained = !explained.isEmpty
                #expect(
                    isExplained == (counted != expected),
                    "\(kernel) counted \(counted) of \(message) to \(destination), not \(expected ?? "nothing"): \(explained)"
                )
            }
        }
    }
}
