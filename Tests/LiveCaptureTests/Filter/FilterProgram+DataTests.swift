import IGMPWire
import Testing

@testable import LiveCapture

@Suite("The default filter, with the groups' own traffic")
struct DataFilterTests {
    private func taken(
        _ frame: [UInt8], _ linkType: LinkType, snapshotLength: UInt32 = 262_144, data: Bool = true
    ) throws -> UInt32 {
        let program = try #require(
            FilterProgram.mayCarryIGMP(linkType, snapshotLength: snapshotLength, data: data))
        return Frames.withBytes(frame) { program.run($0, originalLength: frame.count) }
    }

    /// UDP to 224.0.0.1, or with another first byte of that address.
    private func udp(to first: UInt8 = 224) -> [UInt8] {
        var packet = Frames.ipv4(protocolNumber: 17)
        packet[16] = first
        return packet
    }

    @Test("Under whatever IGMP is found, so are the headers of multicast, and unicast is not")
    func headers() throws {
        for header in DefaultFilterTests.headers {
            let isTooDeep = header.starts(with: (1...9).flatMap { Frames.tag(0x8100, $0) })
            let offset = 12 + header.count
            #expect(try taken(Frames.ethernet(header, Frames.ipv4()), .ethernet) == 262_144)
            for (first, isGroup) in [(223, false), (224, true), (239, true), (240, false)] as [(UInt8, Bool)] {
                let frame = Frames.ethernet(header, udp(to: first))
                let expected = isTooDeep ? 262_144 : isGroup ? UInt32(offset + 60) : 0
                #expect(try taken(frame, .ethernet) == expected, "\(header) \(first)")
                #expect(try taken(frame, .ethernet, data: false) == (isTooDeep ? 262_144 : 0))
            }
        }
    }

    @Test("So it is on every other link type that is looked into")
    func otherLinkTypes() throws {
        for (linkType, header) in DefaultFilterTests.otherLinkTypes {
            #expect(try taken(header + udp(), linkType) == UInt32(header.count + 60), "\(linkType)")
            #expect(try taken(header + udp(to: 10), linkType) == 0, "\(linkType)")
        }
    }

    @Test("A short snapshot length holds for headers too")
    func snapshotLength() throws {
        #expect(try taken(Frames.ethernet(DefaultFilterTests.ipv4, udp()), .ethernet, snapshotLength: 40) == 40)
    }

    @Test(
        "The program takes IGMP as without, and besides it what is read as data",
        arguments: [LinkType.ethernet, .linuxSLL2])
    func againstReading(linkType: LinkType) throws {
        let program = try #require(FilterProgram.mayCarryIGMP(linkType, snapshotLength: 262_144, data: true))
        var random = Sequence64(state: UInt64(linkType.rawValue))
        var dataCount = 0
        for _ in 0..<20_000 {
            var frame = DefaultFilterTests.randomFrame(linkType, &random)
            // The group's first byte stands 16 bytes before the end of a frame that is not cut.
            if frame.count > 16, Bool.random(using: &random) { frame[frame.count - 16] = 10 }
            let isTaken = Frames.withBytes(frame) { program.run($0, originalLength: frame.count) } != 0
            let isData = Frames.withBytes(frame) { bytes in
                DataPacket(
                    CapturedFrame(
                        bytes: bytes, originalLength: frame.count, timestamp: Timestamp(nanoseconds: 0),
                        linkType: linkType)) != nil
            }
            if isData {
                dataCount += 1
                #expect(isTaken, "\(frame)")
            }
            if PlainFilter.mayCarryIGMP(frame, linkType) { #expect(isTaken, "\(frame)") }
        }
        #expect(dataCount > 1_000)
    }
}
