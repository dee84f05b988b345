import IGMPTracking
import Testing

@Suite("MemberState")
struct MemberStateTests {
    @Test(
        "Every state has its name of the report",
        arguments: zip(
            MemberState.allCases,
            ["delaying", "idle", "lazy", "sleeping", "awakening", "reporting", "query_pending", "leaving"]))
    func names(state: MemberState, name: String) {
        #expect(state.name.description == name)
    }
}
