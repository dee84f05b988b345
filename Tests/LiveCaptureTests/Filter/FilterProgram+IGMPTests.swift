import IGMPWire
import Testing

@testable import LiveCapture

@Suite("The default filter")
struct DefaultFilterTests {
    static let ipv4: [UInt8] = [0x08, 0x00]

    /// Headers under which IGMP must be found, each up to the IPv4 packet.
    static let headers: [[UInt8]] = {
        let tags: [[UInt8]] = [
            [],
            Frames.tag(0x8100, 5),
            Frames.tag(0x88A8, 6),
            Frames.tag(0x9100, 7),
            Frames.tag(0x88A8, 6) + Frames.tag(0x8100, 5),
            Frames.tag(0x8100, 6) + Frames.tag(0x8100, 5),
            Frames.tag(0x88A8, 8) + Frames.tag(0x88A8, 6) + Frames.tag(0x8100, 5),
            (1...8).flatMap { Frames.tag(0x8100, $0) },
            (1...9).flatMap { Frames.tag(0x8100, $0) },
        ]
        let ends: [[UInt8]] = [ipv4, Frames.pppoe(length: 32), Frames.snap(length: 32)]
        return tags.flatMap { tag in ends.map { tag + $0 } }
    }()

    func taken(_ frame: [UInt8], _ linkType: LinkType, snapshotLength: UInt32 = 262_144) throws -> UInt32 {
        let program = try #require(FilterProgram.mayCarryIGMP(linkType, snapshotLength: snapshotLength))
        return Frames.withBytes(frame) { program.run($0, originalLength: frame.count) }
    }

    @Test("IGMP is taken under every combination of tags, PPPoE and SNAP", arguments: headers)
    func headersOfIGMP(header: [UInt8]) throws {
        #expect(try taken(Frames.ethernet(header, Frames.ipv4()), .ethernet) == 262_144)
    }

    @Test("A fragment that is not the first is taken, having the protocol number too", arguments: headers)
    func fragments(header: [UInt8]) throws {
        #expect(try taken(Frames.ethernet(header, Frames.ipv4(fragmentOffset: 185)), .ethernet) != 0)
    }

    @Test("UDP is not taken, except under more tags than are followed", arguments: headers)
    func headersOfUDP(header: [UInt8]) throws {
        #expect(try taken(Frames.ethernet(header, Frames.ipv4()), .ethernet) != 0)
        let isTooDeep = header.starts(with: (1...9).flatMap { Frames.tag(0x8100, $0) })
        #expect(try (taken(Frames.ethernet(header, Frames.ipv4(protocolNumber: 17)), .ethernet) != 0) == isTooDeep)
    }

    @Test("Frames without IPv4 are not taken, whatever the byte where its protocol would be")
    func otherProtocols() throws {
        #expect(try taken(Frames.ethernet(Self.ipv4, Frames.ipv4()), .ethernet) != 0)
        let headers = [
            Frames.bytes(0x0806), Frames.bytes(0x86DD), Frames.bytes(0x8863), Frames.bytes(0x0600),
            Frames.tag(0x8100, 5) + Frames.bytes(0x86DD), Frames.pppoe(length: 32, protocolNumber: 0x0057),
            Frames.snap(length: 32, type: 0x0806), Frames.bytes(1500),
        ]
        for header in headers {
            #expect(try taken(Frames.ethernet(header, Frames.ipv4()), .ethernet) == 0, "\(header)")
        }
    }

    @Test("A frame is taken as soon as its protocol number is captured, and not before")
    func truncation() throws {
        let frame = Frames.ethernet(Self.ipv4, Frames.ipv4())
        for length in frame.indices {
            #expect(try (taken(Array(frame.prefix(length)), .ethernet) != 0) == (length >= 24))
        }
    }

    @Test("A frame is taken up to the snapshot length")
    func snapshotLength() throws {
        #expect(try taken(Frames.ethernet(Self.ipv4, Frames.ipv4()), .ethernet, snapshotLength: 96) == 96)
    }

    /// Link-layer headers of the other types, each with IPv4 behind it.
    static let otherLinkTypes: [(LinkType, [UInt8])] = [
        (.linuxSLL, Array(repeating: 0, count: 14) + [0x08, 0x00]),
        (.linuxSLL, Array(repeating: 0, count: 14) + Frames.tag(0x8100, 5) + [0x08, 0x00]),
        (.linuxSLL, Array(repeating: 0, count: 14) + [0x00, 0x04] + Frames.snap(length: 32).dropFirst(2)),
        (.linuxSLL2, [0x08, 0x00] + Array(repeating: 0, count: 18)),
        (.linuxSLL2, [0x81, 0x00] + Array(repeating: 0, count: 18) + [0x00, 0x05, 0x08, 0x00]),
        (.null, [2, 0, 0, 0]), (.null, [0, 0, 0, 2]), (.loop, [0, 0, 0, 2]),
        (.raw, []), (.rawDLT12, []), (.rawDLT14, []), (.ipv4, []),
        (.ppp, [0xFF, 0x03, 0x00, 0x21]), (.ppp, [0x00, 0x21]), (.ppp, [0x21]), (.ppp, [0xFF, 0x03, 0x21]),
        (.pppHDLC, [0xFF, 0x03, 0x00, 0x21]), (.pppHDLC, [0x0F, 0x00, 0x08, 0x00]),
        (.pppHDLC, [0x8F, 0x00, 0x08, 0x00]), (.cHDLC, [0x0F, 0x00, 0x08, 0x00]),
        (.pppEthernet, [0x11, 0x00, 0x00, 0x07, 0x00, 0x22, 0x00, 0x21]),
    ]

    @Test("IGMP is taken and UDP is not on every link type that is looked into", arguments: otherLinkTypes)
    func otherLinkType(linkType: LinkType, header: [UInt8]) throws {
        #expect(try taken(header + Frames.ipv4(), linkType) != 0)
        #expect(try taken(header + Frames.ipv4(protocolNumber: 17), linkType) == 0)
    }

    @Test("IPv6 is not taken as raw IP")
    func rawIPv6() throws {
        var packet = Frames.ipv4()
        #expect(try taken(packet, .raw) != 0)
        packet[0] = 0x60
        #expect(try taken(packet, .raw) == 0)
    }

    @Test("A link type that is not looked into has no program: all its frames are wanted")
    func unknownLinkType() {
        #expect(FilterProgram.mayCarryIGMP(.ethernet, snapshotLength: 96) != nil)
        for linkType in [LinkType.ieee80211, .ieee80211Radiotap, LinkType(rawValue: 9999)] {
            #expect(FilterProgram.mayCarryIGMP(linkType, snapshotLength: 96) == nil)
        }
    }

    @Test(
        "The program takes what a plain reading of the frame takes", arguments: [LinkType.ethernet, .linuxSLL2],
        [false, true])
    func againstPlainReading(linkType: LinkType, allMulticast: Bool) throws {
        let program = try #require(
            FilterProgram.mayCarryIGMP(linkType, snapshotLength: 262_144, allMulticast: allMulticast))
        var random = Sequence64(state: UInt64(linkType.rawValue))
        var takenCount = 0
        for _ in 0..<20_000 {
            let frame = Self.randomFrame(linkType, &random)
            let isMulticast = allMulticast && linkType == .ethernet && PlainFilter.isMulticast(frame)
            let expected = PlainFilter.mayCarryIGMP(frame, linkType) || isMulticast
            let isTaken = Frames.withBytes(frame) { program.run($0, originalLength: frame.count) } != 0
            #expect(isTaken == expected, "\(frame)")
            takenCount += isTaken ? 1 : 0
        }
        #expect((2_000...18_000).contains(takenCount), "both outcomes must be common: \(takenCount)")
    }

    @Test("With all multicast, IGMP is taken whole and of other IPv4 multicast the headers, behind one tag at most")
    func allMulticast() throws {
        let program = try #require(
            FilterProgram.mayCarryIGMP(.ethernet, snapshotLength: 262_144, allMulticast: true))
        func taken(_ header: [UInt8], protocolNumber: UInt8 = 17, isMulticast: Bool = true, count: Int = .max) -> UInt32
        {
            var frame = Frames.ethernet(header, Frames.ipv4(protocolNumber: protocolNumber))
            frame[0] = isMulticast ? frame[0] | 1 : frame[0] & ~1
            frame = Array(frame.prefix(count))
            return Frames.withBytes(frame) { program.run($0, originalLength: frame.count) }
        }
        let tags = [[], Frames.tag(0x8100, 5), Frames.tag(0x88A8, 6), Frames.tag(0x9300, 7)]
        for tag in tags {
            #expect(taken(tag + Self.ipv4) == 78)
            #expect(taken(tag + Self.ipv4, protocolNumber: 2) == 262_144)
            #expect(taken(tag + Self.ipv4, isMulticast: false) == 0)
            #expect(taken(tag + Self.ipv4, protocolNumber: 2, isMulticast: false) == 262_144)
            #expect(taken(tag + Frames.bytes(0x86DD)) == 0)
            // Even those that end before the protocol number.
            #expect(taken(tag + Self.ipv4, count: 14 + tag.count) == 78)
            #expect(taken(tag + Self.ipv4, protocolNumber: 2, count: 14 + tag.count + 9) == 78)
            #expect(taken(tag + Self.ipv4, protocolNumber: 2, count: 14 + tag.count + 10) == 262_144)
        }
        let stack = Frames.tag(0x88A8, 6) + Frames.tag(0x8100, 5)
        #expect(taken(stack + Self.ipv4) == 0)
        #expect(taken(stack + Self.ipv4, protocolNumber: 2) == 262_144)
        #expect(taken(Frames.pppoe(length: 32)) == 0)
        #expect(taken(Frames.pppoe(length: 32), protocolNumber: 2) == 262_144)
    }

    @Test("With all multicast, a short snapshot length holds for all")
    func allMulticastCut() throws {
        let program = try #require(FilterProgram.mayCarryIGMP(.ethernet, snapshotLength: 40, allMulticast: true))
        for protocolNumber in [2, 17] as [UInt8] {
            var frame = Frames.ethernet(Self.ipv4, Frames.ipv4(protocolNumber: protocolNumber))
            frame[0] |= 1
            #expect(Frames.withBytes(frame) { program.run($0, originalLength: frame.count) } == 40)
        }
    }

    /// Headers in any order, often ending in IGMP, sometimes cut or with a byte changed.
    static func randomFrame(_ linkType: LinkType, _ random: inout Sequence64) -> [UInt8] {
        var headers: [UInt8] = []
        for _ in 0..<Int.random(in: 0...10, using: &random) where Bool.random(using: &random) {
            let type: UInt16 = [0x8100, 0x88A8, 0x9100, 0x9200, 0x9300].randomElement(using: &random)!
            headers += Frames.tag(type, UInt16.random(in: 0...0xFFFF, using: &random))
        }
        switch Int.random(in: 0..<6, using: &random) {
        case 0: headers += Frames.pppoe(length: 32)
        case 1: headers += Frames.snap(length: 32)
        case 2: headers += Frames.bytes(UInt16.random(in: 0...0xFFFF, using: &random))
        default: headers += Self.ipv4
        }
        let payload = Frames.ipv4(protocolNumber: UInt8.random(in: 1...3, using: &random))
        var frame = Frames.addresses + headers + payload
        if Bool.random(using: &random) { frame[0] &= ~1 }
        if linkType == .linuxSLL2 {
            frame = headers.prefix(2) + Array(repeating: 0, count: 18) + headers.dropFirst(2) + payload
        }
        if Int.random(in: 0..<4, using: &random) == 0 {
            frame[frame.indices.randomElement(using: &random)!] = UInt8.random(in: 0...255, using: &random)
        }
        if Int.random(in: 0..<4, using: &random) == 0 {
            frame.removeLast(Int.random(in: 0...frame.count, using: &random))
        }
        return frame
    }
}

/// The rule of the default filter, written as one would read a frame by hand.
enum PlainFilter {
    static func mayCarryIGMP(_ frame: [UInt8], _ linkType: LinkType) -> Bool {
        linkType == .ethernet
            ? follow(frame, type: 12, payload: 14, tags: 0) : follow(frame, type: 0, payload: 20, tags: 0)
    }

    /// IPv4 to a multicast Ethernet address behind at most one tag.
    static func isMulticast(_ frame: [UInt8]) -> Bool {
        guard let first = frame.first, first & 1 == 1, let type = half(frame, 12) else { return false }
        return type == 0x0800
            || [0x8100, 0x88A8, 0x9100, 0x9200, 0x9300].contains(type) && half(frame, 16) == 0x0800
    }

    private static func follow(_ frame: [UInt8], type: Int, payload: Int, tags: Int) -> Bool {
        guard let etherType = half(frame, type) else { return false }
        switch etherType {
        case 0x0800:
            return isIGMP(frame, payload)
        case 0x8100, 0x88A8, 0x9100, 0x9200, 0x9300:
            return tags == 8 || follow(frame, type: payload + 2, payload: payload + 4, tags: tags + 1)
        case 0x8864:
            return half(frame, payload + 6) == 0x21 && isIGMP(frame, payload + 8)
        case 0...1500:
            return half(frame, payload) == 0xAAAA && half(frame, payload + 2) == 0x0300
                && half(frame, payload + 4) == 0 && half(frame, payload + 6) == 0x0800 && isIGMP(frame, payload + 8)
        default:
            return false
        }
    }

    private static func isIGMP(_ frame: [UInt8], _ offset: Int) -> Bool {
        frame.indices.contains(offset + 9) && frame[offset + 9] == 2
    }

    private static func half(_ frame: [UInt8], _ offset: Int) -> Int? {
        frame.indices.contains(offset + 1) ? Int(frame[offset]) << 8 | Int(frame[offset + 1]) : nil
    }
}
