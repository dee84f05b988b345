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
        json.member("started_at", ShownTime(comparison.startedAt))
        json.member("ended_at", ShownTime(comparison.endedAt))
        json.member("differs", comparison.differs)
        json.key("ports")
        json.beginArray()
        for port in comparison.ports { write(port, to: &json) }
        json.endArray()
        json.key("hosts")
        json.beginArray()
        for host in comparison.hosts { write(host, to: &json) }
        json.endArray()
        json.endObject()
        json.endLine()
    }

    private static func write(_ host: HostComparison, to json: inout JSONWriter) {
        json.beginObject()
        json.member("name", host.name)
        json.key("addresses")
        json.value(host.addresses)
        json.member("differs", host.differs)
        json.key("querier_version")
        json.beginObject()
        json.member("igmpscope", host.ourQuerierVersion)
        json.member("kernel", host.kernelQuerierVersion)
        json.endObject()
        json.key("groups")
        json.beginArray()
        for row in host.rows {
            json.beginObject()
            json.member("group", row.group)
            json.member("differs", row.differs)
            json.key("igmpscope")
            write(isReporter: row.ours, to: &json)
            json.key("kernel")
            write(isReporter: row.kernel, to: &json)
            json.endObject()
        }
        json.endArray()
        write(host.reasons, to: &json)
        json.endObject()
    }

    /// - Parameter isReporter: nil where the host is not a member.
    private static func write(isReporter: Bool?, to json: inout JSONWriter) {
        guard let isReporter else { return json.null() }
        json.beginObject()
        json.member("reporter", isReporter)
        json.endObject()
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
