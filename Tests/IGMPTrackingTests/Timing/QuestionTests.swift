import IGMPWire
import Testing

@testable import IGMPTracking

@Suite("Question")
struct QuestionTests {
    private func at(_ milliseconds: Int) -> Timestamp {
        Timestamp(nanoseconds: 1_700_000_000_000_000_000).advanced(by: .milliseconds(milliseconds))
    }

    @Test("Answers are in time until half a second after the Max Resp Time")
    func tolerance() {
        var question = Question()
        question.ask(at: at(0), maxResponse: .seconds(10))
        #expect(question.answerableUntil == at(10_500))
        #expect(question.closed(since: 0, at: at(10_500)) == 0)
        #expect(question.closed(since: 0, at: at(10_501)) == 1)
    }

    @Test("A query while answers to the one before are in time is the same question, a later one another")
    func chain() {
        var question = Question()
        #expect(question.closed(since: 0, at: at(0)) == 0)
        question.ask(at: at(0), maxResponse: .seconds(1))
        question.ask(at: at(1_500), maxResponse: .seconds(1))
        #expect(question.number == 1)
        #expect(question.askedAt == at(1_500))
        #expect(question.closed(since: 0, at: at(3_000)) == 0)
        question.ask(at: at(3_001), maxResponse: .seconds(1))
        #expect(question.number == 2)
        // The one that is open is none that has had its time.
        #expect(question.closed(since: 0, at: at(3_001)) == 1)
        #expect(question.closed(since: 1, at: at(3_001)) == 0)
        #expect(question.closed(since: 2, at: at(3_001)) == 0)
        #expect(question.closed(since: 1, at: at(9_000)) == 1)
    }

    @Test("A shorter query closes no question before the longer one of it does")
    func shorter() {
        var question = Question()
        question.ask(at: at(0), maxResponse: .seconds(10))
        question.ask(at: at(1_000), maxResponse: .seconds(1))
        #expect(question.answerableUntil == at(2_500))
        #expect(question.closed(since: 0, at: at(10_500)) == 0)
        #expect(question.closed(since: 0, at: at(10_501)) == 1)
    }

    @Test("A query is open to those last heard before it, until it had its time")
    func open() {
        var question = Question()
        #expect(!question.isOpen(heardAt: at(-1), at: at(0)))
        question.ask(at: at(0), maxResponse: .seconds(1))
        #expect(question.isOpen(heardAt: at(-1), at: at(1_500)))
        #expect(!question.isOpen(heardAt: at(-1), at: at(1_501)))
        #expect(!question.isOpen(heardAt: at(0), at: at(1_500)))
        question.ask(at: at(1_000), maxResponse: .seconds(1))
        #expect(question.isOpen(heardAt: at(0), at: at(2_500)))
        #expect(!question.isOpen(heardAt: at(1_000), at: at(2_500)))
    }

    @Test("Numbers that have wrapped around still count")
    func wrapping() {
        var question = Question()
        for second in 0..<65_540 { question.ask(at: at(2_000 * second), maxResponse: .seconds(1)) }
        #expect(question.number == 4)
        #expect(question.closed(since: 65_535, at: at(2_000 * 65_540)) == 5)
        #expect(question.closed(since: 4, at: at(2_000 * 65_540)) == 0)
    }
}
