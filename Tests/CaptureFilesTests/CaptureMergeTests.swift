import IGMPWire
import Testing

@testable import CaptureFiles

struct CaptureMergeTests {
    /// A frame of a merge: where it came from and when it was.
    struct Step: Equatable {
        let source: Int
        let number: UInt64
        let seconds: Int64
        let bytes: [UInt8]
    }

    static func file(_ seconds: [UInt32]) -> [UInt8] {
        var builder = PCAPBuilder()
        for second in seconds { builder.record(second, 0, pattern(Int(second % 50))) }
        return builder.file.bytes
    }

    static func steps(_ merge: inout CaptureMerge) -> [Step] {
        var steps: [Step] = []
        while merge.advance() {
            let frame = KeptFrame(merge.frame)
            steps.append(
                Step(
                    source: merge.sourceIndex, number: frame.number, seconds: frame.nanoseconds / 1_000_000_000,
                    bytes: frame.bytes))
        }
        return steps
    }

    /// Files in their own order, always the earliest head, the first of equal ones.
    static func naive(_ files: [[UInt32]]) -> [Step] {
        var places = files.map { _ in 0 }
        var steps: [Step] = []
        while true {
            let open = files.indices.filter { places[$0] < files[$0].count }
            guard let next = open.min(by: { files[$0][places[$0]] < files[$1][places[$1]] }) else { return steps }
            let second = files[next][places[next]]
            places[next] += 1
            steps.append(
                Step(
                    source: next, number: UInt64(places[next]), seconds: Int64(second),
                    bytes: pattern(Int(second % 50))))
        }
    }

    @Test("Frames come in the order of time, of equal ones those of the file named first")
    func order() throws {
        let files = [try TemporaryFile(Self.file([1, 5, 5])), try TemporaryFile(Self.file([0, 1, 5, 9]))]
        var merge = CaptureMerge(paths: files.map(\.path))
        let steps = Self.steps(&merge)
        #expect(steps.map(\.source) == [1, 0, 1, 0, 0, 1, 1])
        #expect(steps.map(\.seconds) == [0, 1, 1, 5, 5, 5, 9])
        #expect(merge.sources.map(\.packetCount) == [3, 4])
        #expect(merge.sources.map(\.format) == [.pcap, .pcap])
        #expect(merge.sources.allSatisfy { $0.error == nil })
        #expect(merge.bytesRead == merge.size)
        #expect(merge.interfaces(ofSource: 1) == [CaptureInterface(linkType: .ethernet, snapLength: 65_535)])
        let goesOn = merge.advance()
        #expect(!goesOn)
        #expect(merge.frame.bytes.count == 0)
    }

    @Test("Any number of files merges as a plain search for the earliest would", arguments: 0...9)
    func againstNaive(count: Int) throws {
        var random = SmallGenerator(seed: UInt64(count))
        for _ in 0..<20 {
            // Files in disorder keep their own order.
            let seconds = (0..<count).map { _ in
                (0..<Int(random.next() % 30)).map { _ in UInt32(random.next() % 40) }
            }
            let sorted = random.next() % 2 == 0 ? seconds : seconds.map { $0.sorted() }
            let files = try sorted.map { try TemporaryFile(Self.file($0)) }
            var merge = CaptureMerge(paths: files.map(\.path))
            #expect(Self.steps(&merge) == Self.naive(sorted))
        }
    }

    @Test("A damaged file gives what it has and the others go on; one that cannot be opened is named")
    func damage() throws {
        let good = try TemporaryFile(Self.file([1, 4, 6]))
        let cut = try TemporaryFile(Array(Self.file([2, 3, 5]).dropLast()))
        for paths in [[good.path, "/nowhere/x.pcap", cut.path], [cut.path, "/nowhere/x.pcap", good.path]] {
            var merge = CaptureMerge(paths: paths)
            #expect(merge.sources.map { $0.error != nil } == [false, true, false])
            #expect(Self.steps(&merge).map(\.seconds) == [1, 2, 3, 4, 6])
            for source in merge.sources {
                switch source.name {
                case good.path:
                    #expect(source.error == nil)
                    #expect(source.packetCount == 3)
                case cut.path:
                    #expect(source.error?.record == 3)
                    #expect(source.packetCount == 2)
                default:
                    #expect(source.error?.reason == .system(call: .open, errorNumber: 2))
                    #expect(source.format == nil)
                }
            }
        }
    }

    @Test("A single damaged file ends with its error")
    func singleDamaged() throws {
        let cut = try TemporaryFile(Array(Self.file([2, 3, 5]).dropLast()))
        var merge = CaptureMerge(paths: [cut.path])
        #expect(Self.steps(&merge).map(\.seconds) == [2, 3])
        #expect(merge.sources[0].error?.reason == .truncated(needed: 21, available: 20))
    }
}
