import IGMPWire

/// From which sources a host wants a group, as its version 3 reports show it
/// (RFC 9776 sections 3.2 and 5.1). With no sources to include it is not a member.
struct SourceFilter: Hashable, Sendable {
    private(set) var isExclude: Bool
    /// The sources wanted or, in exclude mode, not wanted; in order.
    private(set) var sources: [IPv4Address] = []

    /// The filter of a member that has named no sources.
    static let anySource = SourceFilter(isExclude: true)
    /// The filter of a host that is not in the group.
    static let nothing = SourceFilter(isExclude: false)

    /// Whether the host is in the group at all.
    var isMember: Bool { isExclude || !sources.isEmpty }

    private init(isExclude: Bool) {
        self.isExclude = isExclude
    }

    /// The filter that includes `sources` alone.
    init(including sources: [IPv4Address]) {
        isExclude = false
        self.sources = Set(sources).sorted()
    }

    /// Takes in a record that the host sent about the group.
    ///
    /// - Parameter limit: how many sources are kept; those beyond are not known of.
    /// - Returns: how many found no room.
    mutating func apply(_ record: borrowing GroupRecord, limit: Int) -> UInt64 {
        var lost: UInt64 = 0
        switch record.type {
        case .modeIsExclude, .changeToExclude:
            self = .anySource
            lost = add(record, limit)
        case .changeToInclude:
            self = .nothing
            lost = add(record, limit)
        case .modeIsInclude:
            // The answer to a group-and-source query names no more than it asked for,
            // and comes from members in either mode (section 5.2).
            if record.sourceCount == 0 { self = .nothing } else if !isExclude { lost = add(record, limit) }
        case .allowNewSources:
            if isExclude { remove(record) } else { lost = add(record, limit) }
        case .blockOldSources:
            if isExclude { lost = add(record, limit) } else { remove(record) }
        default:
            break
        }
        return lost
    }

    private mutating func add(_ record: borrowing GroupRecord, _ limit: Int) -> UInt64 {
        var lost: UInt64 = 0
        for index in 0..<record.sourceCount {
            let source = record.source(at: index)
            let place = place(of: source)
            if place < sources.count, sources[place] == source { continue }
            if sources.count < limit { sources.insert(source, at: place) } else { lost += 1 }
        }
        return lost
    }

    private mutating func remove(_ record: borrowing GroupRecord) {
        for index in 0..<record.sourceCount {
            let source = record.source(at: index)
            let place = place(of: source)
            if place < sources.count, sources[place] == source { sources.remove(at: place) }
        }
    }

    private func place(of source: IPv4Address) -> Int {
        var low = 0
        var high = sources.count
        while low < high {
            let middle = (low + high) / 2
            if sources[middle] < source { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
