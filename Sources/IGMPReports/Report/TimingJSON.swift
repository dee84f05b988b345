import IGMPTracking
import IGMPWire

/// The delays of a link, its hosts and its groups.
enum TimingJSON {
    static func write(_ timing: TimingSnapshot, to json: inout JSONWriter) {
        json.beginObject()
        json.key("report_delay_s")
        write(timing.answers.delays, to: &json)
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
            write(answers.delays, to: &json)
            json.endObject()
        }
        json.endObject()
        for key: StaticString in ["leave_to_query_s", "leave_latency_s"] {
            json.key(key)
            writeNone(to: &json)
        }
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
            write(host.answers.delays, to: &json)
            json.key("answers")
            write(host.answers, to: &json)
            json.endObject()
        }
        json.endArray()
    }

    static func write(_ group: GroupTimingSnapshot, to json: inout JSONWriter) {
        json.beginObject()
        json.key("report_delay_s")
        write(group.answers.delays, to: &json)
        json.key("answers")
        write(group.answers, to: &json)
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

    private static func write(_ delays: DelayDistribution, to json: inout JSONWriter) {
        guard delays.summary.count > 0 else { return writeNone(to: &json) }
        json.beginObject()
        json.member("count", delays.summary.count)
        json.member("min", delays.summary.minimum)
        json.member("mean", delays.summary.mean)
        json.member("p50", delays.median)
        json.member("p90", delays.percentile90)
        json.member("p99", delays.percentile99)
        json.member("max", delays.summary.maximum)
        json.member("kept", delays.keptCount)
        json.key("histogram")
        json.value(delays.histogram)
        json.endObject()
    }

    private static func writeNone(to json: inout JSONWriter) {
        json.beginObject()
        json.member("count", 0)
        for key: StaticString in ["min", "mean", "p50", "p90", "p99", "max"] {
            json.key(key)
            json.null()
        }
        json.member("kept", 0)
        json.key("histogram")
        json.null()
        json.endObject()
    }
}
