/// The findings of each code in the order in which they were last made: which of
/// them makes room for another is known at once.
struct FindingOrder {
    /// The places of the findings of the same code before and after one; -1 for none.
    private struct Neighbours {
        var earlier: Int32 = -1
        var later: Int32 = -1
    }

    /// By place in the table.
    private var neighbours: [Neighbours] = []
    /// By the code's number.
    private var earliest = InlineArray<64, Int32>(repeating: -1)
    private var latest = InlineArray<64, Int32>(repeating: -1)

    /// The place of the finding of `code` that was last made before all others of it;
    /// nil if there is none.
    func earliest(of code: FindingCode) -> Int? {
        let place = earliest[Int(code.rawValue)]
        return place < 0 ? nil : Int(place)
    }

    /// Adds the next place.
    mutating func append(_ code: FindingCode) {
        neighbours.append(Neighbours())
        putLast(Int32(neighbours.count - 1), code)
    }

    /// Notes that the finding at a place was made again, or that there is a new one.
    mutating func moveToEnd(_ place: Int, _ code: FindingCode) {
        let (number, place) = (Int(code.rawValue), Int32(place))
        guard latest[number] != place else { return }
        // It is not the last: something is later.
        let (earlier, later) = (neighbours[Int(place)].earlier, neighbours[Int(place)].later)
        neighbours[Int(later)].earlier = earlier
        if earlier < 0 { earliest[number] = later } else { neighbours[Int(earlier)].later = later }
        putLast(place, code)
    }

    private mutating func putLast(_ place: Int32, _ code: FindingCode) {
        let number = Int(code.rawValue)
        neighbours[Int(place)] = Neighbours(earlier: latest[number])
        if latest[number] < 0 { earliest[number] = place } else { neighbours[Int(latest[number])].later = place }
        latest[number] = place
    }
}
