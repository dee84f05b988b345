import Testing

@testable import IGMPTracking

@Suite("QuestionNumbers")
struct QuestionNumbersTests {
    @Test("Differences hold across the wrap, and one less is never below none")
    func arithmetic() {
        let old = QuestionNumbers(general: 65_534, group: 3)
        let new = old.plus(QuestionNumbers(general: 5, group: 0))
        #expect(new == QuestionNumbers(general: 3, group: 3))
        #expect(new.since(old) == QuestionNumbers(general: 5, group: 0))
        #expect(new.since(old).sum == 5)
        #expect(new.less(.general) == QuestionNumbers(general: 2, group: 3))
        #expect(new.less(.group) == QuestionNumbers(general: 3, group: 2))
        #expect(new.less(.groupAndSource) == new)
        #expect(new.less(nil) == new)
        #expect(QuestionNumbers().less(.general) == QuestionNumbers())
        #expect(QuestionNumbers().less(.group) == QuestionNumbers())
    }
}
