/// Numbers of questions of the two scopes that every member of a group has to answer.
///
/// They wrap around: memberships do not last through so many unanswered questions
/// that it would show.
struct QuestionNumbers: Hashable {
    var general: UInt16 = 0
    var group: UInt16 = 0

    var sum: UInt64 { UInt64(general) + UInt64(group) }

    func plus(_ other: QuestionNumbers) -> QuestionNumbers {
        QuestionNumbers(general: general &+ other.general, group: group &+ other.group)
    }

    func since(_ other: QuestionNumbers) -> QuestionNumbers {
        QuestionNumbers(general: general &- other.general, group: group &- other.group)
    }

    /// One less of `scope`, where there is one.
    func less(_ scope: QueryScope?) -> QuestionNumbers {
        switch scope {
        case .general: QuestionNumbers(general: general > 0 ? general - 1 : 0, group: group)
        case .group: QuestionNumbers(general: general, group: group > 0 ? group - 1 : 0)
        default: self
        }
    }
}
