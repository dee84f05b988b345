import ArgumentParser

/// What stands behind `-s`: bytes kept of each packet or, in `counters`, a second
/// `-s`, which asks for what it asks of netstat. As two options or as `-ss`.
enum SnapshotLengthArgument: ExpressibleByArgument {
    /// 0 for all.
    case bytes(Int)
    /// Leave out the counters that are 0.
    case again

    /// The largest length that tcpdump takes.
    static let maximum = 262_144

    init?(argument: String) {
        if argument == "-s" || argument == "s" {
            self = .again
        } else if let bytes = Int(argument) {
            self = .bytes(bytes)
        } else {
            return nil
        }
    }
}

extension [SnapshotLengthArgument] {
    /// The length given last; 0 without any.
    var bytes: Int {
        reversed().lazy.compactMap { if case .bytes(let bytes) = $0 { bytes } else { nil } }.first ?? 0
    }

    /// Whether `-s -s` is among them.
    var suppressesZeros: Bool {
        contains { if case .again = $0 { true } else { false } }
    }
}
