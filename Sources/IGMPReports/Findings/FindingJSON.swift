import IGMPAnalysis
import IGMPWire

/// Findings as JSON, in reports and as events.
enum FindingJSON {
    /// The findings of a link, the most severe first.
    static func write(_ findings: [Finding], to json: inout JSONWriter) {
        json.beginArray()
        for finding in findings {
            json.beginObject()
            writeWhat(finding, to: &json)
            json.member("count", finding.count)
            json.member("first_at", finding.firstAt)
            json.member("last_at", finding.lastAt)
            writeWho(finding, to: &json)
            json.endObject()
        }
        json.endArray()
    }

    static func writeWhat(_ finding: Finding, to json: inout JSONWriter) {
        json.member("code", finding.code.name)
        json.member("severity", finding.severity.name)
    }

    static func writeWho(_ finding: Finding, to json: inout JSONWriter) {
        json.member("host", finding.host)
        json.member("mac", finding.mac)
        json.member("group", finding.group)
        let clock = json.buffer.clock
        json.member("message", finding.message { clock.shown($0).utcText })
        json.member("reference", finding.reference)
    }
}

extension Timestamp {
    /// RFC 3339 in UTC, to the second: `2009-02-24T10:21:47Z`.
    fileprivate var utcText: String {
        let time = CivilTime(self)
        return "\(time.date)T\(time.hour.padded(2)):\(time.minute.padded(2)):\(time.second.padded(2))Z"
    }
}
