import IGMPWire
import Testing

@testable import CaptureFiles

@Suite("Frames looked at ahead")
struct LookingAheadTests {
    private func file(isPcapNG: Bool) -> [UInt8] {
        var pcap = PCAPBuilder()
        var pcapng = PcapNGBuilder()
        pcapng.section()
        pcapng.interface()
        pcapng.interface(linkType: 101)
        for number in 0..<300 {
            let frame = pattern(20 + number % 50, from: number)
            pcap.record(UInt32(number), 0, frame)
            pcapng.packet(interface: UInt32(number % 2), UInt64(number), frame)
        }
        return isPcapNG ? pcapng.file.bytes : pcap.file.bytes
    }

    @Test(
        "They are those that come, in their order, no more than asked for, and change nothing of what comes",
        arguments: [false, true], [16, 4096])
    func foresight(isPcapNG: Bool, chunk: Int) throws {
        let bytes = file(isPcapNG: isPcapNG)
        let all = try read(bytes).frames
        var reader = try streamReader(bytes, chunk: chunk)
        var found: [KeptFrame] = []
        var seen: [UInt64: KeptFrame] = [:]
        while try reader.advance() {
            found.append(KeptFrame(reader.frame))
            while reader.lookAhead(8) {
                let number = reader.scoutCount
                #expect(number > reader.packetCount && number <= reader.packetCount + 8)
                let start = unsafe UnsafeRawBufferPointer(start: reader.aheadStart, count: reader.aheadLength)
                // Lent until the next call.
                #expect(unsafe Array(start) == all[Int(number) - 1].bytes)
                #expect(reader.aheadLinkType == all[Int(number) - 1].linkType)
                #expect(reader.aheadInterface == all[Int(number) - 1].interface)
                seen[number] = all[Int(number) - 1]
            }
        }
        #expect(found == all)
        // All but the first of the file, as far as windows hold them.
        if chunk == 4096 { #expect(seen.count > 250) }
    }

    @Test("Lengths that lie are not followed", arguments: [false, true])
    func lies(isPcapNG: Bool) throws {
        let bytes = file(isPcapNG: isPcapNG)
        var random = SmallGenerator(seed: 4)
        for _ in 0..<300 {
            var damaged = bytes
            for _ in 0..<20 {
                damaged[Int.random(in: 60..<damaged.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let expected = try read(damaged)
            var found: [KeptFrame] = []
            var reader = try streamReader(damaged, chunk: 4096)
            do {
                while try reader.advance() {
                    found.append(KeptFrame(reader.frame))
                    while reader.lookAhead(8) {
                        // Within the window, or this would trap in a checked build.
                        let start = unsafe UnsafeRawBufferPointer(start: reader.aheadStart, count: reader.aheadLength)
                        #expect(unsafe start.allSatisfy { $0 <= 255 })
                    }
                }
            } catch {
                #expect(expected.error != nil)
            }
            #expect(found == expected.frames)
        }
    }
}
