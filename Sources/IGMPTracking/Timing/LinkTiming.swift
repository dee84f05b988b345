import IGMPWire

/// What is measured of a link, by kind.
struct LinkTiming: ~Copyable {
    var answers: LinkAnswers
    var leaves: LinkLeaves
    var stateChanges: LinkStateChanges

    /// - Parameters:
    ///   - capacity: how many delays of each kind are kept one by one.
    ///   - usage: of what all links keep.
    init(capacity: Int, sharing usage: TrackerUsage) {
        answers = LinkAnswers(capacity: capacity, sharing: usage)
        leaves = LinkLeaves(capacity: capacity, sharing: usage)
        stateChanges = LinkStateChanges(capacity: capacity, sharing: usage)
    }

    /// How many delays it keeps that other links cannot keep for that.
    var sharedCount: Int { answers.sharedCount + leaves.sharedCount + stateChanges.sharedCount }
}
