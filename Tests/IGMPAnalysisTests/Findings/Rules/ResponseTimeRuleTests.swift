import IGMPAnalysis
import IGMPWire
import TestSupport
import Testing

@Suite("Rule response_time")
struct ResponseTimeRuleTests {
    @Test("A response time as long as the query interval is found, a shorter one is not")
    func values() {
        for (code, isFound) in [(UInt8(99), false), (100, true), (101, true)] {
            var link = WatchedLink()
            link.queryV3(code: code, intervalCode: 10)
            #expect(link.codes == (isFound ? ["response_time"] : []))
        }
    }

    @Test("Where no interval is said there is none to compare with, and a group's query is another matter")
    func others() {
        var link = WatchedLink()
        link.queryV3(code: 200, intervalCode: 0)
        link.query(code: 255)
        link.queryV3(group: WatchedLink.group, code: 100, intervalCode: 10)
        #expect(link.codes == [])
    }
}
