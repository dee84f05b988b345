import IGMPTracking
import IGMPWire

/// The delays of a link, its hosts and its groups.
enum TimingJSON {
    static func write(
        _ tracker: borrowing LinkTracker, _ timing: TimingSnapshot, detail: ReportDetail, to json: inout JSONWriter
    ) {
        json.beginObject()
        json.key("report_delay_s")
        DelaysJSON.write(timing.answers.delays, to: &json)
        json.key("answers")
        write(timing.answers, to: &json)
        json.key("answers_by_query")
        json.beginObject()
        for scope in QueryScope.allCases {
            let answers = timing.answers(to: scope)
            json.key(scope.name)
            json.beginObject()
            writeCounts(answers, to: &json)
            json.key("report_delay_s")
            DelaysJSON.write(answers.delays, to: &json)
            json.endObject()
        }
        json.endObject()
        write(timing.leaves, to: &json)
        json.key("last_member_queries")
        write(timing.querySeries, to: &json)
        json.key("state_changes")
        json.beginObject()
        writeCounts(timing.stateChanges, to: &json)
        json.key("repeat_interval_s")
        DelaysJSON.write(timing.repeatInterval, to: &json)
        json.endObject()
        json.member("unsolicited_reports", timing.stateChanges.unsolicited)
        json.key("former_groups")
        write(formerGroupsOf: tracker, timing, detail: detail, to: &json)
        json.key("histogram_bounds_s")
        json.value(DelayDistribution.bounds)
        json.endObject()
    }

    /// Null where the report carries no members.
    static func write(
        hostsOf tracker: borrowing LinkTracker, _ timing: TimingSnapshot, detail: ReportDetail,
        to json: inout JSONWriter
    ) {
        guard detail == .members else { return json.null() }
        json.beginArray()
        tracker.forEachHost(timing) { host in
            json.beginObject()
            json.member("host", host.address)
            json.member("mac", host.mac)
            json.member("version", host.version)
            json.member("groups", host.groupCount)
            json.key("report_delay_s")
            DelaysJSON.write(host.answers.delays, to: &json)
            json.key("answers")
            write(host.answers, to: &json)
            json.key("state_changes")
            json.beginObject()
            writeCounts(host.stateChanges, to: &json)
            json.endObject()
            json.member("unsolicited_reports", host.stateChanges.unsolicited)
            json.endObject()
        }
        json.endArray()
    }

    static func write(_ group: GroupTimingSnapshot, to json: inout JSONWriter) {
        json.beginObject()
        writeMembers(of: group, to: &json)
        json.endObject()
    }

    /// Null where the report carries no groups.
    private static func write(
        formerGroupsOf tracker: borrowing LinkTracker, _ timing: TimingSnapshot, detail: ReportDetail,
        to json: inout JSONWriter
    ) {
        guard detail != .summary else { return json.null() }
        json.beginArray()
        tracker.forEachFormerGroup(timing) { group in
            json.beginObject()
            json.member("group", group.group)
            writeMembers(of: group, to: &json)
            json.endObject()
        }
        json.endArray()
    }

    private static func writeMembers(of group: GroupTimingSnapshot, to json: inout JSONWriter) {
        json.key("report_delay_s")
        DelaysJSON.write(group.answers.delays, to: &json)
        json.key("answers")
        write(group.answers, to: &json)
        write(group.leaves, to: &json)
    }

    private static func write(_ leaves: LeaveSnapshot, to json: inout JSONWriter) {
        json.key("leaves")
        json.beginObject()
        json.member("count", leaves.count)
        json.member("without_query", leaves.unasked)
        json.endObject()
        json.key("leave_to_query_s")
        DelaysJSON.write(leaves.toQuery, to: &json)
        json.key("leave_latency_s")
        DelaysJSON.write(leaves.latency, to: &json)
    }

    private static func write(_ series: QuerySeriesSnapshot, to json: inout JSONWriter) {
        json.beginObject()
        json.member("series", series.countByLength.reduce(0, &+))
        json.member("series_without_leave", series.unprovoked)
        json.key("series_by_length")
        json.value(series.countByLength)
        json.key("interval_s")
        DelaysJSON.write(series.spacing, to: &json)
        json.endObject()
    }

    private static func write(_ answers: AnswerSnapshot, to json: inout JSONWriter) {
        json.beginObject()
        writeCounts(answers, to: &json)
        json.endObject()
    }

    private static func writeCounts(_ answers: AnswerSnapshot, to json: inout JSONWriter) {
        json.member("in_time", answers.inTime)
        json.member("late", answers.late)
        json.member("missing", answers.missing)
    }

    private static func writeCounts(_ counts: StateChangeCounts, to json: inout JSONWriter) {
        json.member("count", counts.changes)
        json.member("repeats", counts.repeats)
        json.member("below_robustness", counts.belowRobustness)
        json.member("above_robustness", counts.aboveRobustness)
    }
}
