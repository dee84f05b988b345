#if os(Linux)
    import Foundation
    import TestSupport
    import Testing

    @Suite(
        "Linux hosts on a bridge", .timeLimit(.minutes(3)),
        .enabled(if: BridgeNetwork.isPossible, "needs root, network namespaces and bridges"))
    struct LinuxHostsTests {
        /// What the report has of each host, by its own port, at a moment of the capture.
        private func tables(in file: String, at time: Double) throws -> [Int: MembershipTable] {
            let hosts = LinuxHostsRun.hosts.flatMap { ["--as-host", "10.9.0.\($0)"] }
            let until = String(format: "%.6f", time)
            let run = try ProgramRun(["-r", file, "--json", "--until", until] + hosts)
            let entries = try #require(try JSONValue(bytes: run.output)["as_host"]?.elements)
            var tables: [Int: MembershipTable] = [:]
            for host in LinuxHostsRun.hosts {
                let entry = entries.first {
                    $0["address"] == .string("10.9.0.\(host)") && $0["interface"] == .string("p\(host)")
                }
                tables[host] = MembershipTable(linuxHost: entry?["linux_host"])
            }
            return tables
        }

        @Test("Querier, groups and reporters of every host are those of its /proc/net/igmp, after every step")
        func membershipTables() throws {
            let run = try LinuxHostsRun()
            let scratch = try ScratchFolder()
            let file = try scratch.file("run.pcapng", run.written).path
            for step in LinuxHostsRun.Step.allCases {
                let snapshots = try #require(run.snapshots[step])
                #expect(snapshots.map(\.host) == LinuxHostsRun.hosts)
                for snapshot in snapshots {
                    /// The table, without the group of which nobody can know.
                    func known(_ table: MembershipTable?) -> MembershipTable? {
                        let isUnknown = snapshot.host == 3 && ![.joined, .answered].contains(step)
                        return isUnknown ? table?.without(LinuxHostsRun.silentlyLeft) : table
                    }
                    // A timer may have run out while it was taken: then it is as before or as after.
                    let before = try known(tables(in: file, at: snapshot.begin)[snapshot.host])
                    let after = try known(tables(in: file, at: snapshot.end)[snapshot.host])
                    let table = known(snapshot.table)
                    #expect(
                        table == before || table == after,
                        "\(step), host \(snapshot.host): \(snapshot.table), not \(after?.description ?? "nothing")")
                }
            }
            try expectVariety(run)
        }

        /// That all was met with which the hosts are told apart by.
        private func expectVariety(_ run: LinuxHostsRun) throws {
            func tables(_ step: LinuxHostsRun.Step) throws -> [MembershipTable] {
                try #require(run.snapshots[step]).map(\.table)
            }
            #expect(try tables(.joined).map(\.querier) == ["V3", "V2", "V1", "V3"])
            #expect(try tables(.v2GroupQuery).map(\.querier) == ["V2", "V2", "V1", "V2"])
            #expect(try tables(.v1Query).map(\.querier) == ["V1", "V1", "V1", "V1"])
            #expect(try tables(.joined)[0].groups["232.1.1.1"] == false)
            #expect(try tables(.left)[0].groups["232.1.1.1"] == nil)
            #expect(try tables(.left)[3].groups["232.1.1.1"] == false)
            #expect(try tables(.v3SourceQuery)[3].groups["232.1.1.1"] == true)
            #expect(try tables(.v2ReportHeard)[0].groups["239.1.1.1"] == false)
            #expect(try tables(.v2Joins)[0].groups["239.1.1.5"] == true)
            #expect(try tables(.v2Leave)[0].groups["239.1.1.5"] == nil)
            #expect(try tables(.v1Query)[0].groups["239.1.1.7"] == true)
        }

        @Test("/proc/net/igmp is read by interface, and its numbers in the machine's order")
        func procNetIGMP() throws {
            // A little-endian machine's.
            guard UInt32(1).littleEndian == 1 else { return }
            let text = """
                Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter
                1\tlo        :     1      V3
                \t\t\t\t010000E0     1 0:00000000\t\t0
                2\tveth0     :     2      V2
                \t\t\t\t010101EF     1 1:0000002D\t\t1
                \t\t\t\t010000E0     1 0:00000000\t\t0

                """
            let table = try #require(MembershipTable(procNetIGMP: text, interface: "veth0"))
            #expect(table.description == "V2 224.0.0.1 239.1.1.1*")
            #expect(MembershipTable(procNetIGMP: text, interface: "lo")?.description == "V3 224.0.0.1")
            #expect(MembershipTable(procNetIGMP: text, interface: "eth0") == nil)
        }
    }
#endif
