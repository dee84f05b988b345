import IGMPWire
import Testing

@Suite("RecordType")
struct RecordTypeTests {
    @Test("Numbers 1 to 6 have a name, all others are unknown")
    func names() {
        let names = ["is_in", "is_ex", "to_in", "to_ex", "allow", "block"]
        for number in 0...255 as ClosedRange<UInt8> {
            let expected = (1...6).contains(number) ? names[Int(number) - 1] : "unknown"
            #expect(RecordType(rawValue: number).name.description == expected)
        }
    }

    @Test("The names stand for the numbers of RFC 9776 section 4.2.13")
    func numbers() {
        let types: [RecordType] = [
            .modeIsInclude, .modeIsExclude, .changeToInclude, .changeToExclude, .allowNewSources, .blockOldSources,
        ]
        #expect(types.map(\.rawValue) == [1, 2, 3, 4, 5, 6])
    }
}
