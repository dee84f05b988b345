/// Writes counters as `netstat -s -p igmp` of the BSDs does, byte for byte.
///
/// A header line, then a line for each counter: a tab, the value, a space and the
/// label. What depends on the value is plural for every value but 1, 0 included.
package enum NetstatText {
    /// How the part of a label that depends on the value is written.
    package enum Plural: Hashable, Sendable {
        /// "message", "messages".
        case s
        /// "query", "queries".
        case ies

        func ending(for value: UInt64) -> StaticString {
            switch self {
            case .s: value == 1 ? "" : "s"
            case .ies: value == 1 ? "y" : "ies"
            }
        }
    }

    /// What stands behind a counter's value: `stem`, an ending by the value, `rest`.
    package struct Label: Sendable {
        let stem: StaticString
        let plural: Plural
        let rest: StaticString

        package init(_ stem: StaticString, _ plural: Plural, _ rest: StaticString) {
            self.stem = stem
            self.plural = plural
            self.rest = rest
        }
    }

    /// Adds the header and the lines, in the order given.
    ///
    /// - Parameters:
    ///   - suppressesZeros: leaves out the lines of counters that are 0, as `netstat -ss` does.
    package static func write(
        _ lines: some Sequence<(label: Label, value: UInt64)>, suppressesZeros: Bool = false,
        to buffer: inout ByteBuffer
    ) {
        buffer.append("igmp:\n")
        for (label, value) in lines where !suppressesZeros || value != 0 {
            write(label, value, to: &buffer)
            buffer.append(byte: UInt8(ascii: "\n"))
        }
    }

    /// Adds one line but for its end.
    static func write(_ label: Label, _ value: UInt64, to buffer: inout ByteBuffer) {
        buffer.append(byte: UInt8(ascii: "\t"))
        buffer.append(decimal: value)
        buffer.append(byte: UInt8(ascii: " "))
        buffer.append(label.stem)
        buffer.append(label.plural.ending(for: value))
        buffer.append(label.rest)
    }

    /// The nine lines of NetBSD and OpenBSD, in the order of `struct igmpstat`: total, too
    /// short, bad sum, queries, bad queries, reports, bad reports, our reports, sent.
    package static let netBSDLabels = [
        Label("message", .s, " received"),
        Label("message", .s, " received with too few bytes"),
        Label("message", .s, " received with bad checksum"),
        Label("membership quer", .ies, " received"),
        Label("membership quer", .ies, " received with invalid field(s)"),
        Label("membership report", .s, " received"),
        Label("membership report", .s, " received with invalid field(s)"),
        Label("membership report", .s, " received for groups to which we belong"),
        Label("membership report", .s, " sent"),
    ]

    /// The sixteen lines of FreeBSD, in the order of printing: total, too short, bad TTL, bad
    /// sum, version 1 and 2 queries, version 3 queries, bad queries, general, group and
    /// group-source queries, dropped ones of these, reports, bad reports, our reports, reports
    /// without Router Alert, sent.
    package static let freeBSDLabels = [
        Label("message", .s, " received"),
        Label("message", .s, " received with too few bytes"),
        Label("message", .s, " received with wrong TTL"),
        Label("message", .s, " received with bad checksum"),
        Label("V1/V2 membership quer", .ies, " received"),
        Label("V3 membership quer", .ies, " received"),
        Label("membership quer", .ies, " received with invalid field(s)"),
        Label("general quer", .ies, " received"),
        Label("group quer", .ies, " received"),
        Label("group-source quer", .ies, " received"),
        Label("group-source quer", .ies, " dropped"),
        Label("membership report", .s, " received"),
        Label("membership report", .s, " received with invalid field(s)"),
        Label("membership report", .s, " received for groups to which we belong"),
        Label("V3 report", .s, " received without Router Alert"),
        Label("membership report", .s, " sent"),
    ]
}
