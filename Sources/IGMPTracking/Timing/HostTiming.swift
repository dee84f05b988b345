/// What is measured of one host.
struct HostTiming {
    var answers = AnswerCounts()
    var stateChanges = StateChangeCounts()
}
