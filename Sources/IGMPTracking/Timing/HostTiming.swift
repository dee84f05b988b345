/// What is measured of one host.
struct HostTiming {
    var answers = AnswerCounts()
    /// Whether one of them was to a general query, or a first report may have been.
    var hasAnsweredGeneral = false
    var stateChanges = StateChangeCounts()
}
