#if os(Linux)
    import Glibc
    import TestSupport

    /// What the sockets of some hosts do by chance: joins and leaves, joins and leaves of
    /// single sources, sources blocked and unblocked, whole filters replaced.
    struct RandomMembers {
        private enum Filter {
            case include(Set<UInt8>)
            case exclude(Set<UInt8>)
        }

        private var random: SeededGenerator
        private var filters: [SnoopedSegments.Member: Filter] = [:]

        private static let groups: [[UInt8]] = [[239, 1, 1, 1], [239, 1, 1, 2], [232, 1, 1, 1]]
        /// Sources are 192.0.2.1 and so on.
        private static let sources: ClosedRange<UInt8> = 1...4

        init(seed: UInt64) {
            random = SeededGenerator(seed: seed)
        }

        /// Changes the filter of one socket.
        mutating func act(on segments: SnoopedSegments) throws {
            let member = SnoopedSegments.Member(
                port: Int.random(in: 1...segments.portCount, using: &random),
                host: Int.random(in: 1...segments.hostsPerPort, using: &random),
                group: Self.groups[Int.random(in: 0..<Self.groups.count, using: &random)])
            let source = UInt8.random(in: Self.sources, using: &random)
            let address: [UInt8] = [192, 0, 2, source]
            // Linux bridges know no source-specific range, so nobody asks for EXCLUDE mode there.
            let isSourceSpecific = member.group[0] == 232
            switch filters[member] {
            case nil where isSourceSpecific || Bool.random(using: &random):
                try segments.change(member, IP_ADD_SOURCE_MEMBERSHIP, source: address)
                filters[member] = .include([source])
            case nil:
                try segments.change(member, IP_ADD_MEMBERSHIP)
                filters[member] = .exclude([])
            case _? where !isSourceSpecific && Int.random(in: 0..<5, using: &random) == 0:
                try replace(member, segments)
            case .include(let sources) where sources.contains(source):
                try segments.change(member, IP_DROP_SOURCE_MEMBERSHIP, source: address)
                filters[member] = sources.count == 1 ? nil : .include(sources.subtracting([source]))
            case .include(let sources):
                try segments.change(member, IP_ADD_SOURCE_MEMBERSHIP, source: address)
                filters[member] = .include(sources.union([source]))
            case .exclude where Int.random(in: 0..<3, using: &random) == 0:
                try segments.change(member, IP_DROP_MEMBERSHIP)
                filters[member] = nil
            case .exclude(let sources):
                let isBlocked = sources.contains(source)
                try segments.change(member, isBlocked ? IP_UNBLOCK_SOURCE : IP_BLOCK_SOURCE, source: address)
                filters[member] = .exclude(sources.symmetricDifference([source]))
            }
        }

        /// Gives a member another filter, of the other mode as likely as of the same.
        private mutating func replace(_ member: SnoopedSegments.Member, _ segments: SnoopedSegments) throws {
            var sources = Set(Self.sources.filter { _ in Bool.random(using: &random) })
            let isExclude = Bool.random(using: &random)
            // INCLUDE of nothing would be a leave of its own kind.
            if sources.isEmpty, !isExclude { sources = [1] }
            try segments.replace(member, isExclude: isExclude, sources: sources.sorted().map { [192, 0, 2, $0] })
            filters[member] = isExclude ? .exclude(sources) : .include(sources)
        }
    }
#endif
