import IGMPWire

/// What a host's kernel holds of a membership, whichever kernel it is.
protocol HostMembership: Sendable {
    /// From which sources the host wants the group.
    var filter: SourceFilter { get set }

    /// A membership that a version 3 report began.
    init(filter: SourceFilter)
}

extension GroupTable where Value: HostMembership {
    /// Takes in the records of a version 3 report that the host sent: a group
    /// comes with its first wanted source, and goes with the last. Of 224.0.0.1 no
    /// host reports, nor can it be left.
    mutating func apply(_ report: borrowing IGMPMessage) {
        guard var records = report.records else { return }
        while let record = try? records.next() {
            let group = record.group
            guard group.isMulticast, group != .allSystems else { continue }
            if let index = index(of: group) {
                noteReport(at: index)
                sourceOverflow += self[index].filter.apply(record, limit: limits.sourcesPerGroup)
                if !self[index].filter.isMember { remove(group) }
            } else {
                var filter = SourceFilter.nothing
                sourceOverflow += filter.apply(record, limit: limits.sourcesPerGroup)
                if filter.isMember { insert(group, Value(filter: filter)) }
            }
        }
    }
}
