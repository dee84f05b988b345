#if os(Linux)
    import TestSupport

    /// What one interface has in `/proc/net/igmp`: its querier, and whether its host is
    /// the reporter of each group.
    struct MembershipTable: Equatable, CustomStringConvertible {
        let querier: String
        private(set) var groups: [String: Bool] = [:]

        /// Reads the interface's part of the file; nil if there is none.
        ///
        /// A line for each interface begins with its index, one for each of its groups
        /// with tabs; a group is a number in the order of the machine.
        init?(procNetIGMP text: String, interface: String) {
            var querier: String?
            var groups: [String: Bool] = [:]
            for line in text.split(separator: "\n").dropFirst() {
                let fields = line.split(whereSeparator: \.isWhitespace)
                if !line.hasPrefix("\t") {
                    if querier != nil { break }
                    if fields.count > 4, fields[1] == interface { querier = String(fields[4]) }
                } else if querier != nil, fields.count == 4, let number = UInt32(fields[0], radix: 16) {
                    let address = number.bigEndian
                    let octets = [24, 16, 8, 0].map { "\(address >> UInt32($0) & 255)" }
                    groups[octets.joined(separator: ".")] = fields[3] == "1"
                }
            }
            guard let querier else { return nil }
            self.querier = querier
            self.groups = groups
        }

        /// Takes what the report says of a host; nil unless it has all of it.
        init?(linuxHost json: JSONValue?) {
            guard case .string(let querier)? = json?["querier"], let elements = json?["groups"]?.elements
            else { return nil }
            self.querier = querier
            for element in elements {
                guard case .string(let group)? = element["group"] else { return nil }
                groups[group] = element["reporter"] == true
            }
        }

        /// The same without a group.
        func without(_ group: String) -> MembershipTable {
            var table = self
            table.groups[group] = nil
            return table
        }

        var description: String {
            ([querier] + groups.sorted { $0.key < $1.key }.map { "\($0)\($1 ? "*" : "")" }).joined(separator: " ")
        }
    }
#endif
