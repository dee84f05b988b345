import IGMPWire
import TestSupport
import Testing

@testable import CaptureFiles

@Suite("Frames passed over")
struct PassingOverTests {
    /// A file of frames with IGMP here and there among others.
    private func file(isPcapNG: Bool, linkType: UInt32, count: Int) -> [UInt8] {
        var random = SmallGenerator(seed: UInt64(count))
        var pcap = PCAPBuilder(linkType: linkType)
        var pcapng = PcapNGBuilder()
        pcapng.section()
        pcapng.interface(linkType: UInt16(linkType))
        for number in 0..<count {
            let payload = PacketBuilder.ipv4(
                source: IPv4Address(10, 0, 0, 1), destination: IPv4Address(239, 1, 1, 1), payload: [0, 0, 0, 0],
                protocol: Int.random(in: 0..<20, using: &random) == 0 ? 2 : 17)
            let type: UInt16 = Int.random(in: 0..<10, using: &random) == 0 ? 0x86DD : 0x0800
            var frame = PacketBuilder.ethernet(type: type, payload: payload)
            if Int.random(in: 0..<30, using: &random) == 0 { frame.removeLast(20) }
            pcap.record(UInt32(1000 + number), 5, frame)
            pcapng.packet(UInt64(1000 + number) * 1_000_000, frame)
        }
        return isPcapNG ? pcapng.file.bytes : pcap.file.bytes
    }

    /// What a walk with ``CaptureFileReader/advance(over:until:)`` finds, and its tally of all frames.
    private func walk(
        _ bytes: [UInt8], chunk: Int, until end: Timestamp
    ) throws -> (frames: [KeptFrame], passed: FrameTally, count: UInt64) {
        var reader = try streamReader(bytes, chunk: chunk)
        var frames: [KeptFrame] = []
        var passed = FrameTally()
        while try reader.advance(over: &passed, until: end) { frames.append(KeptFrame(reader.frame)) }
        return (frames, passed, reader.packetCount)
    }

    @Test(
        "Only frames without IGMP are passed over, all are counted, and numbers stay right",
        arguments: [false, true], [7, 4096])
    func passing(isPcapNG: Bool, chunk: Int) throws {
        let bytes = file(isPcapNG: isPcapNG, linkType: 1, count: 2000)
        let all = try read(bytes).frames
        let end = Timestamp(nanoseconds: 2500 * 1_000_000_000)
        let (frames, passed, count) = try walk(bytes, chunk: chunk, until: end)
        #expect(all.count == 2000 && count == 2000)
        // Those found are among all, under their numbers.
        #expect(frames.allSatisfy { all[Int($0.number) - 1] == $0 })
        let missing = Set(1...UInt64(2000)).subtracting(frames.map(\.number)).map { all[Int($0) - 1] }
        #expect(passed.packets == UInt64(missing.count))
        #expect(passed.bytes == UInt64(missing.reduce(0) { $0 + $1.bytes.count }))
        #expect(passed.lastAt?.nanoseconds == missing.map(\.nanoseconds).max())
        #expect(passed.firstAt?.nanoseconds == missing.map(\.nanoseconds).min())
        for frame in missing {
            #expect(frame.nanoseconds <= end.nanoseconds)
            #expect(lend(frame.bytes) { LinkHeader.certainlyHasNoIGMP($0) })
        }
        if chunk == 4096 { #expect(missing.count > 1000) }
    }

    @Test("Nothing is passed over beyond the end asked for, or of another link type")
    func notPassed() throws {
        for isPcapNG in [false, true] {
            let ethernet = file(isPcapNG: isPcapNG, linkType: 1, count: 50)
            let early = try walk(ethernet, chunk: 4096, until: Timestamp(nanoseconds: 0))
            #expect(early.passed == FrameTally() && early.frames.count == 50)
            let other = file(isPcapNG: isPcapNG, linkType: 101, count: 50)
            let raw = try walk(other, chunk: 4096, until: Timestamp(nanoseconds: .max))
            #expect(raw.passed == FrameTally() && raw.frames.count == 50)
        }
    }

    @Test("Of several files none is passed over, and the last one left is")
    func severalFiles() throws {
        let first = try TemporaryFile(file(isPcapNG: false, linkType: 1, count: 40))
        let second = try TemporaryFile(file(isPcapNG: false, linkType: 1, count: 400))
        var merge = CaptureMerge(paths: [first.path, second.path])
        var passed = FrameTally()
        var found = 0
        while merge.advance(over: &passed, until: Timestamp(nanoseconds: .max)) { found += 1 }
        #expect(passed.packets > 200 && passed.packets < 400)
        #expect(passed.packets + UInt64(found) == 440)
        #expect(merge.sources.map(\.packetCount) == [40, 400] && merge.sources.allSatisfy(\.isAtEnd))
    }
}
