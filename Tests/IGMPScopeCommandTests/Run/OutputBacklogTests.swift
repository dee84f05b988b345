import Testing

@testable import IGMPScopeCommand

@Suite("Output that waits for a reader")
struct OutputBacklogTests {
    @Test("Lines are left out from the limit on, and until half of the room is free")
    func limit() {
        var backlog = OutputBacklog(limit: 1000)
        let admitted = [0, 500, 999, 1000, 2000, 999, 500, 499, 999, 1000].map { backlog.admits(waiting: $0) }
        #expect(admitted == [true, true, true, false, false, false, false, true, true, false])
        #expect(backlog.lost == 5)
    }

    @Test("What was left out is told once")
    func untold() {
        var backlog = OutputBacklog(limit: 10)
        var told = [backlog.takeUntold()]
        for lines in [3, 0, 1] {
            for _ in 0..<lines { _ = backlog.admits(waiting: 10) }
            told.append(backlog.takeUntold())
        }
        #expect(told == [0, 3, 0, 1])
        #expect(backlog.lost == 4)
    }
}
