import IGMPTracking
import IGMPWire

/// How delays of one kind are distributed.
enum DelaysJSON {
    static func write(_ delays: DelayDistribution, to json: inout JSONWriter) {
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
        if delays.keptCount > 0 { json.value(delays.histogram) } else { json.null() }
        json.endObject()
    }
}
