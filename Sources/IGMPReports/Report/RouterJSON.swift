import IGMPTracking
import IGMPWire

/// The routers of a link.
enum RouterJSON {
    static func write(_ tracker: borrowing LinkTracker, to json: inout JSONWriter) {
        let routers = tracker.routers
        let learned = routers.learned
        json.beginObject()
        json.member("version", tracker.routerVersion)
        json.member("querier", routers.elected)
        json.member("present", routers.elected != nil)
        json.member("expires_at", routers.elected == nil ? nil : routers.electedUntil)
        json.member("query_interval_s", learned.queryInterval)
        json.member("max_response_s", learned.maxResponse)
        json.member("robustness", learned.robustness)
        json.member("last_member_query_interval_s", learned.lastMemberQueryInterval)
        json.key("queriers")
        json.beginArray()
        for querier in routers.queriers {
            json.beginObject()
            json.member("address", querier.address)
            json.member("mac", querier.mac)
            json.member("version", querier.version)
            json.member("elected", querier.address == routers.elected)
            json.member("queries", querier.queryCount)
            json.member("first_at", querier.firstAt)
            json.member("last_at", querier.lastAt)
            json.member("advertised_interval_s", querier.advertisedInterval)
            json.key("measured_interval_s")
            write(querier.measuredInterval, to: &json)
            json.endObject()
        }
        json.endArray()
        json.key("other_routers")
        json.beginArray()
        for router in routers.otherRouters {
            json.beginObject()
            json.member("address", router.address)
            json.member("kind", router.kind.name)
            json.member("last_at", router.lastAt)
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }

    private static func write(_ spread: Spread, to json: inout JSONWriter) {
        let isEmpty = spread.count == 0
        json.beginObject()
        json.member("min", isEmpty ? nil : spread.minimum)
        json.member("mean", spread.mean)
        json.member("max", isEmpty ? nil : spread.maximum)
        json.endObject()
    }
}
