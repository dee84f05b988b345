import IGMPAnalysis
import IGMPWire

extension UInt64 {
    /// The number and what it counts: `1 packet`, `2 packets`.
    package func of(_ singular: String, _ plural: String? = nil) -> String {
        "\(self) \(self == 1 ? singular : plural ?? singular + "s")"
    }
}

extension StaticString {
    /// A name of the JSON report in words: `v2_report` is `v2 report`.
    var words: String { String(description.map { $0 == "_" ? " " : $0 }) }
}

extension Interval {
    /// In seconds, to the millisecond below 10 s and to the tenth above: `0.35 s`, `124.8 s`.
    var secondsText: String {
        let magnitude = nanoseconds.magnitude
        let unit: UInt64 = magnitude < 10_000_000_000 ? 1_000_000 : 100_000_000
        let rounded = magnitude / unit + (magnitude % unit >= unit / 2 ? 1 : 0)
        let perSecond = 1_000_000_000 / unit
        var text = "\(nanoseconds < 0 ? "-" : "")\(rounded / perSecond)"
        if rounded % perSecond != 0 {
            var fraction = Int(rounded % perSecond).padded(perSecond == 1000 ? 3 : 1)
            while fraction.last == "0" { fraction.removeLast() }
            text += "." + fraction
        }
        return text + " s"
    }

    /// In the two largest units: `3 d 4 h`, `9 min 14 s`, `2.5 s`; nothing is negative.
    var spanText: String {
        guard nanoseconds >= 60_000_000_000 else { return Interval(nanoseconds: max(nanoseconds, 0)).secondsText }
        let seconds = nanoseconds / 1_000_000_000
        let (first, second) =
            switch seconds {
            case 86_400...: ("\(seconds / 86_400) d", (seconds % 86_400 / 3600, "h"))
            case 3600...: ("\(seconds / 3600) h", (seconds % 3600 / 60, "min"))
            default: ("\(seconds / 60) min", (seconds % 60, "s"))
            }
        return second.0 == 0 ? first : "\(first) \(second.0) \(second.1)"
    }

    /// As routers show an uptime, in at most 9 columns: `00:04:19`, from a day on `1d02h`.
    var uptimeText: String {
        let seconds = Int(max(nanoseconds, 0) / 1_000_000_000)
        guard seconds < 86_400 else { return "\(seconds / 86_400)d\((seconds % 86_400 / 3600).padded(2))h" }
        return "\((seconds / 3600).padded(2)):\((seconds / 60 % 60).padded(2)):\((seconds % 60).padded(2))"
    }
}

extension VLANTags {
    /// ` vlan 146`, ` vlan 10.146` with the outermost first; nothing for untagged.
    package var suffix: String {
        isEmpty ? "" : " vlan " + (0..<count).map { String(self[$0]) }.joined(separator: ".")
    }
}

extension LinkIdentity {
    /// What to call the link: the interface's `label`, its index where the frames
    /// carry one, and the VLAN stack.
    package func name(_ label: String) -> String {
        portName(label) + vlanTags.suffix
    }

    /// The same without the VLAN stack: that of the port that all tagged and untagged frames pass.
    package func portName(_ label: String) -> String {
        label + (interfaceIndex.map { " ifindex \($0)" } ?? "")
    }
}
