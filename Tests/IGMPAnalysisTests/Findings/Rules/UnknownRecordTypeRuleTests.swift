import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule unknown_record_type")
struct UnknownRecordTypeRuleTests {
    @Test("Record types 1 to 6 are known, all others are found with their group", arguments: 0...8)
    func types(type: UInt8) {
        var link = WatchedLink()
        link.record(RecordType(rawValue: type), WatchedLink.group, [IPv4Address(192, 0, 2, 1)])
        #expect(link.codes == (1...6 ~= type ? [] : ["unknown_record_type"]))
        #expect(link.findings.allSatisfy { $0.group == WatchedLink.group && $0.host == WatchedLink.host })
    }
}
