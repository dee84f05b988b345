import IGMPTracking
import IGMPWire

/// The routers of a link.
enum RouterJSON {
    static func write(_ tracker: borrowing LinkTracker, to json: inout JSONWriter) {
        let routers = tracker.routers
        let learned = routers.learned
        json.beginObject()
        json.member("version", tracker.routerVersion)
        json.key("version_changes")
        write(tracker.versionChanges, to: &json)
        json.member("querier", routers.elected)
        json.member("present", routers.elected != nil)
        json.member("expires_at", routers.elected == nil ? nil : routers.electedUntil)
        json.member("query_interval_s", learned.queryInterval)
        json.member("max_response_s", learned.maxResponse)
        json.member("robustness", learned.robustness)
        json.member("last_member_query_interval_s", learned.lastMemberQueryInterval)
        json.member("vantage", tracker.vantage.name)
        json.member("reports_of_other_ports", tracker.otherPortReports)
        json.key("in_force")
        writeInForce(tracker, to: &json)
        json.key("election")
        write(electionOf: routers, to: &json)
        json.key("queriers")
        json.beginArray()
        for querier in routers.queriers { write(querier, routers, at: tracker.now, to: &json) }
        json.endArray()
        json.key("other_routers")
        json.beginArray()
        for router in routers.otherRouters {
            json.beginObject()
            json.member("address", router.address)
            json.member("mac", router.mac)
            json.member("kind", router.kind.name)
            json.member("messages", router.messageCount)
            json.member("first_at", router.firstAt)
            json.member("last_at", router.lastAt)
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }

    /// The values that timers run by, and which of them are learned and not defaults.
    private static func writeInForce(_ tracker: borrowing LinkTracker, to json: inout JSONWriter) {
        let learned = tracker.routers.learned
        json.beginObject()
        json.member("query_interval_s", learned.queryIntervalInUse)
        json.member("max_response_s", learned.queryResponseInterval)
        json.member("robustness", learned.robustnessInUse)
        json.member("last_member_query_interval_s", learned.lastMemberQueryIntervalInUse)
        json.member("last_member_query_time_s", learned.lastMemberQueryTime)
        json.member("group_membership_interval_s", tracker.membershipInterval ?? learned.groupMembershipInterval)
        json.member("other_querier_present_interval_s", learned.otherQuerierPresentInterval)
        json.member("older_host_present_interval_s", learned.olderHostPresentInterval)
        json.key("learned")
        json.beginObject()
        json.member("query_interval", learned.queryInterval != nil)
        json.member("max_response", learned.maxResponse != nil)
        json.member("robustness", learned.robustness != nil)
        json.member("last_member_query_interval", learned.lastMemberQueryInterval != nil)
        json.endObject()
        json.endObject()
    }

    private static func write(electionOf routers: RouterTable, to json: inout JSONWriter) {
        let history = routers.history
        json.beginObject()
        json.member("speaker", routers.lastSpeaker)
        json.member("changes", history.changeCount)
        json.member("losses", history.lossCount)
        json.member("steps", history.total)
        json.key("recent")
        json.beginArray()
        for entry in history.recent {
            json.beginObject()
            json.member("at", entry.at)
            json.member("kind", entry.kind.name)
            json.member("querier", entry.querier)
            json.member("previous_querier", entry.previous)
            json.member("gap_s", entry.gap)
            json.member("other_querier_present_interval_s", entry.otherQuerierPresentInterval)
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }

    private static func write(
        _ querier: Querier, _ routers: RouterTable, at now: Timestamp, to json: inout JSONWriter
    ) {
        json.beginObject()
        json.member("address", querier.address)
        json.member("mac", querier.mac)
        json.member("version", querier.version)
        json.key("version_changes")
        write(querier.versionChanges, to: &json)
        json.member("elected", querier.address == routers.elected)
        json.member("present", querier.presentUntil > now)
        json.member("expires_at", querier.presentUntil > now ? querier.presentUntil : nil)
        json.member("queries", querier.queryCount)
        json.member("general_queries", querier.generalCount)
        json.member("out_of_turn_queries", querier.outOfTurnCount)
        json.member("last_out_of_turn_at", querier.lastOutOfTurnAt)
        json.member("first_at", querier.firstAt)
        json.member("last_at", querier.lastAt)
        json.member("last_general_at", querier.lastGeneralAt)
        json.member("advertised_interval_s", querier.advertisedInterval)
        json.member("robustness", querier.advertisedRobustness)
        json.member("max_response_s", querier.values.maxResponse)
        json.member("last_member_query_interval_s", querier.values.lastMemberQueryInterval)
        json.key("measured_interval_s")
        write(querier.measuredInterval, to: &json)
        json.endObject()
    }

    private static func write(_ changes: VersionChanges, to json: inout JSONWriter) {
        json.beginObject()
        json.member("count", changes.count)
        json.member("last_at", changes.lastAt)
        json.member("previous", changes.previous)
        json.endObject()
    }

    private static func write(_ spread: Spread, to json: inout JSONWriter) {
        let isEmpty = spread.count == 0
        json.beginObject()
        json.member("count", spread.count)
        json.member("min", isEmpty ? nil : spread.minimum)
        json.member("mean", spread.mean)
        json.member("max", isEmpty ? nil : spread.maximum)
        json.member("jitter", spread.jitter)
        json.endObject()
    }
}
