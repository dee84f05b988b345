import KernelCounters

/// A comparison as one JSON object (Schemas/comparison.schema.json).
package enum ComparisonJSON {
    private static let schemaVersion = 1

    package static func write(_ comparison: KernelComparison, programVersion: String, to json: inout JSONWriter) {
        json.beginObject()
        json.member("schema_version", schemaVersion)
        json.key("generator")
        json.beginObject()
        json.member("name", "igmpscope" as StaticString)
        json.member("version", programVersion)
        json.endObject()
        json.member("started_at", comparison.startedAt)
        json.member("ended_at", comparison.endedAt)
        json.member("differs", comparison.differs)
        json.key("ports")
        json.beginArray()
        for port in comparison.ports { write(port, to: &json) }
        json.endArray()
        json.endObject()
        json.endLine()
    }

    private static func write(_ port: PortComparison, to json: inout JSONWriter) {
        json.beginObject()
        json.member("name", port.name)
        json.member("bridge", port.bridge)
        json.member("differs", port.differs)
        json.key("igmpscope")
        CountersJSON.write(linuxBridge: port.ours, to: &json)
        json.key("kernel")
        CountersJSON.write(linuxBridge: port.kernel, to: &json)
        json.key("difference")
        CountersJSON.write(linuxBridge: port.difference, to: &json)
        write(port.reasons, to: &json)
        json.endObject()
    }

    private static func write(_ reasons: [DifferenceReason], to json: inout JSONWriter) {
        json.key("reasons")
        json.beginArray()
        for reason in reasons {
            json.beginObject()
            json.member("code", reason.code.rawValue)
            json.member("message", reason.message)
            json.endObject()
        }
        json.endArray()
    }
}
