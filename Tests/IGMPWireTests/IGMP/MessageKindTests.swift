import IGMPWire
import Testing

@Suite("MessageKind")
struct MessageKindTests {
    /// The keys of `messages` in a report, in their order.
    private static let names = [
        "v1_query", "v2_general_query", "v2_group_query", "v3_general_query", "v3_group_query",
        "v3_group_source_query", "v1_report", "v2_report", "v3_report", "leave", "dvmrp", "pim_v1", "cisco_trace",
        "mtrace_query", "mtrace_response", "mrd_advertisement", "mrd_solicitation", "mrd_termination", "rgmp", "igap",
        "other",
    ]

    @Test("Every kind has its name in reports")
    func names() {
        #expect(Set(MessageKind.allCases.map(\.name.description)) == Set(Self.names))
        #expect(MessageKind.allCases.count == Self.names.count)
    }

    @Test("A name begins with the version that it belongs to, but a leave is of version 2")
    func versions() {
        for kind in MessageKind.allCases {
            let name = kind.name.description
            let expected = kind == .leave ? 2 : (1...3).first { name.hasPrefix("v\($0)_") }
            #expect(kind.version == expected, "\(name)")
        }
    }

    @Test("Six kinds are queries of group membership")
    func queries() {
        let queries = MessageKind.allCases.filter(\.isQuery)
        #expect(
            Set(queries) == [
                .v1Query, .v2GeneralQuery, .v2GroupQuery, .v3GeneralQuery, .v3GroupQuery, .v3GroupSourceQuery,
            ])
    }
}
