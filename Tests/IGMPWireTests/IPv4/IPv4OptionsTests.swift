import IGMPWire
import TestSupport
import Testing

@Suite("IPv4Options")
struct IPv4OptionsTests {
    private static let alert: [UInt8] = [0x94, 4, 0, 0]

    /// `options` as they stand, behind a fixed part that is not looked at.
    private func read(_ options: [UInt8]) -> IPv4Options {
        let fixed = [UInt8](repeating: 0x94, count: 20)
        return lend(fixed + options) { IPv4Options(of: $0, headerLength: 20 + options.count) }
    }

    @Test("A header of 20 bytes has none")
    func none() {
        #expect(read([]) == IPv4Options())
        #expect(!IPv4Options().hasRouterAlert)
        #expect(!IPv4Options().isMalformed)
    }

    @Test("Router Alert is found whatever stands before it, and whatever its value")
    func routerAlert() {
        let recordRoute: [UInt8] = [7, 7, 4, 0, 0, 0, 0]
        for options in [
            Self.alert, [0x94, 4, 0, 1], [0x94, 4, 0xFF, 0xFF], [1, 1, 1, 1] + Self.alert,
            recordRoute + [1] + Self.alert, Self.alert + recordRoute + [0], Self.alert + Self.alert, [0x94, 2, 0, 0],
        ] {
            #expect(read(options).hasRouterAlert, "\(options)")
            #expect(!read(options).isMalformed, "\(options)")
        }
    }

    @Test("Another option is no Router Alert", arguments: [0x14, 0x95, 0x07, 0x83] as [UInt8])
    func otherOptions(type: UInt8) {
        #expect(read(Self.alert).hasRouterAlert)
        #expect(!read([type, 4, 0, 0]).hasRouterAlert)
        #expect(!read([type, 4, 0, 0]).isMalformed)
        #expect(read([type, 4, 0, 0]).hasOthers)
        #expect(read(Self.alert + [type, 4, 0, 0]).hasOthers)
        #expect(read([type, 4, 0, 0] + Self.alert).hasOthers)
    }

    @Test("Neither Router Alert nor padding is another option")
    func noOthers() {
        for options in [[], Self.alert, [0x94, 4, 0, 1], Self.alert + [1, 1, 1, 1], [1, 1, 1, 1], [0, 7, 4, 0]] {
            #expect(!read(options).hasOthers, "\(options)")
        }
    }

    @Test("Nothing behind the end of the list is read")
    func endOfList() {
        #expect(read([1, 1, 1, 1] + Self.alert).hasRouterAlert)
        #expect(read([0, 0, 0, 0] + Self.alert) == IPv4Options())
        #expect(read([1, 0] + Self.alert + [0x94, 1]) == IPv4Options())
    }

    @Test("No operation is one byte, the last one too")
    func noOperation() {
        #expect(read([1, 1, 1, 1]) == IPv4Options())
        #expect(read(Self.alert + [1, 1, 1, 1]).hasRouterAlert)
        #expect(!read(Self.alert + [1, 1, 1, 1]).isMalformed)
    }

    @Test("An option's length is 2 at least, and ends in the header at most", arguments: 0...255 as ClosedRange<UInt8>)
    func lengths(length: UInt8) {
        let options = [1, 1, 0x44, length] + [UInt8](repeating: 1, count: 4)
        #expect(read(options).isMalformed == !(2...6).contains(length))
    }

    @Test("An option without a length is malformed")
    func noLength() {
        #expect(!read([1, 1, 0x44, 2]).isMalformed)
        #expect(read([1, 1, 1, 0x44]).isMalformed)
        #expect(read([1, 1, 1, 0x94]).isMalformed)
        #expect(!read([1, 1, 1, 0x94]).hasRouterAlert)
    }

    @Test("A Router Alert before a malformed option has been read, a malformed one has not")
    func alertAndMalformed() {
        #expect(read(Self.alert + [0x44, 5, 0, 0]).hasRouterAlert)
        #expect(read(Self.alert + [0x44, 5, 0, 0]).isMalformed)
        #expect(!read([0x44, 9, 0, 0] + Self.alert).hasRouterAlert)
        #expect(!read([0x94, 5, 0, 0]).hasRouterAlert)
        #expect(!read([0x94, 1, 0, 0]).hasRouterAlert)
    }

    @Test("The longest header is walked to its end, whatever it holds")
    func longest() {
        #expect(read([UInt8](repeating: 1, count: 36) + Self.alert).hasRouterAlert)
        var generator = SeededGenerator(seed: 3)
        var malformed = 0
        for _ in 0..<2000 {
            let words = Int.random(in: 1...10, using: &generator)
            let options = generator.bytes(4 * words).map { $0 & 0x80 == 0 ? $0 & 7 : $0 }
            if read(options).isMalformed { malformed += 1 }
        }
        #expect((1..<2000).contains(malformed))
    }
}
