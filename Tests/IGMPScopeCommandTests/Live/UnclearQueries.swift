#if os(Linux)
    import TestSupport

    /// Queries by which a Linux bridge hides what it does to its timers.
    ///
    /// Where it asks for sources whose timers it has lowered and at once for others, it sets
    /// the S flag in both queries; RFC 9776 section 6.6.3.2 has it clear in the first case.
    /// Nobody else can know then, until all timers have run out or were set anew.
    struct UnclearQueries {
        private struct Query {
            let port: JSONValue?
            let group: JSONValue?
            let time: Double
        }

        private var queries: [Query] = []

        /// Finds them in a capture.
        init(_ file: String) throws {
            var previous: Query?
            for line in try ProgramRun("packets", "--json", "-r", file).text.split(separator: "\n") {
                let packet = try JSONValue(String(line))
                guard packet["type"] == "v3_group_source_query", packet["s_flag"] == true,
                    let time = GroupState.time(packet["ts"])
                else { continue }
                let query = Query(port: packet["interface"], group: packet["group"], time: time)
                if let previous, previous.port == query.port, previous.group == query.group, time - previous.time < 0.01
                {
                    queries.append(query)
                }
                previous = query
            }
        }

        /// Whether one for this group was sent so late before `time` that it may still matter.
        func contain(_ port: String, _ group: String, at time: Double) -> Bool {
            let span = Double(SnoopedSegments.membershipInterval) + 1
            return queries.contains {
                $0.port == .string(port) && $0.group == .string(group) && $0.time < time && time - $0.time < span
            }
        }
    }
#endif
