import Testing

@Suite("The command line", .timeLimit(.minutes(1)))
struct CommandLineTests {
    private static let even = Repository.capture("even.pcap")

    @Test(
        "Bad usage ends with 2 and a message, and no result",
        arguments: [
            ([], "-i INTERFACE or -r FILE"),
            (["packets"], "-i INTERFACE or -r FILE"),
            (["-r", even, "--nonsense"], "Unknown option '--nonsense'"),
            (["packets", "-r", even, "-x"], "Unknown option '-x'"),
            (["-r", even, "-i", "lo"], "not both"),
            (["-r", "-", "-r", "-"], "only once"),
            (["-r", even, "-c", "0"], "--count"),
            (["-r", even, "--count=-1"], "'-1' is invalid"),
            (["-r", even, "-c", "18446744073709551616"], "18446744073709551616"),
            (["-r", even, "--until", "yesterday"], "'yesterday' is invalid"),
            (["-r", even, "--until", "2026-02-30T00:00:00Z"], "is invalid"),
            (["-r", even, "--duration", "0"], "--duration"),
            (["-r", even, "--duration", "nan"], "--duration"),
            (["-r", even, "--interval", "-1"], "--interval"),
            (["-r", even, "--membership-interval", "1000001"], "takes 0.001 to 1000000 seconds"),
            (["-r", even, "--membership-interval", "0"], "takes 0.001 to 1000000 seconds"),
            (["-r", even, "-s", "262145"], "--snapshot-length"),
            (["-r", even, "-B", "0"], "--buffer-size"),
            (["-r", even, "-Q", "up"], "'up' is invalid"),
            (["-r", even, "--detail", "most"], "'most' is invalid"),
            (["-r", even, "--json", "--events"], "not both"),
            (["-r", even, "--as-host", "10.0.0"], "'10.0.0' is no IPv4 address in dotted decimal"),
            (["-r", even, "--as-host", "10.0.0.7", "--member", "10.0.0.7=10.0.0.8"], "10.0.0.8 is no group"),
            (["-r", even, "--as-host", "10.0.0.7", "--member", "10.0.0.7"], "ADDR=GROUP"),
            (["-r", even, "--member", "10.0.0.7=239.1.1.1"], "--as-host 10.0.0.7"),
            (["-r", even, "--as-host", "10.0.0.8", "--member", "10.0.0.7=239.1.1.1"], "--as-host 10.0.0.7"),
            (["-r", even, "--mrouter"], "--as-host"),
            (["-r", even, "--pf", "off"], "--json"),
            (["-r", even, "--bridge-nf-call-iptables"], "--json"),
            (["counters", "-r", even, "--kernel", "linux"], "linux-bridge"),
            (["counters", "-r", even, "--pf", "off"], "--kernel openbsd"),
            (["counters", "-r", even, "--pf", "on", "--kernel", "freebsd"], "--kernel openbsd"),
            (["counters", "-r", even, "--pf", "on", "--json", "--kernel", "netbsd"], "--kernel openbsd"),
            (["counters", "-r", even, "--bridge-nf-call-iptables"], "--kernel linux-bridge"),
            (["counters", "-r", even, "-ss", "--json"], "-s -s"),
            (["counters", "-r", even, "-s", "-s", "--explain"], "-s -s"),
            (["counters", "-r", even, "--explain", "--json"], "'explanations'"),
            (["counters", "-i", "lo", "-ss", "--compare-kernel"], "-s -s"),
            (["counters", "-i", "lo", "--pf", "on", "--compare-kernel"], "--pf"),
            (["counters", "-i", "lo", "--bridge-nf-call-iptables", "--compare-kernel"], "finds out"),
            (["-r", even, "--limit", "groups"], "'groups' is invalid"),
            (["-r", even, "--limit", "group=5"], "'group=5' is invalid"),
            (["-r", even, "--limit", "groups=0"], "'groups=0' is invalid"),
            (["-r", even, "--limit", "groups=+5"], "'groups=+5' is invalid"),
            (["-r", even, "--limit", "groups=500000001"], "is invalid"),
            (["-r", even, "--limit", "sources-per-member=65536"], "is invalid"),
            (["-r", even, "not a filter"], "not a filter"),
            (["-r", even, "host", "300.1.1.1"], "300.1.1.1"),
            (["-r", even, "-F", even, "igmp"], "not both"),
            (["counters", "-r", even, "--compare-kernel"], "-r FILE"),
            (["counters", "-i", "any", "--compare-kernel"], "any"),
            (["counters", "-i", "lo", "-Q", "in", "--compare-kernel"], "-Q"),
            (["counters", "-i", "lo", "--until", "1", "--compare-kernel"], "--until"),
            (["counters", "-i", "lo", "--kernel", "netbsd", "--compare-kernel"], "--kernel"),
            (["counters", "-i", "lo", "--as-host", "10.0.0.1", "--compare-kernel"], "--as-host"),
            (["counters", "-r", even, "--kernel", "linux-bridge", "--as-host", "10.0.0.1"], "linux-bridge"),
        ])
    func badUsage(arguments: [String], message: String) throws {
        let run = try ProgramRun(arguments)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.error.contains(message), "\(run.error)")
    }

    @Test("The options that the cases of bad usage vary are good as they are")
    func goodUsage() throws {
        let run = try ProgramRun(
            "-r", Self.even, "-c", "1", "--until", "2026-02-28T00:00:00Z", "--duration", "0.5", "--interval", "1",
            "-s", "262144", "-B", "1", "-Q", "in", "--detail", "groups", "--json", "--as-host", "10.0.0.11",
            "--member", "10.0.0.11=239.1.1.1", "--limit", "groups=500000000", "--limit", "sources-per-member=65535",
            "--membership-interval", "1000000",
            "--limit", "groups=1", "host", "10.0.0.1")
        #expect(run.status == 0)
        #expect(run.error == "")
        #expect(!run.output.isEmpty)
    }

    @Test(
        "The version and help are results: on standard output, with 0",
        arguments: [
            (["--version"], "igmpscope "), (["--help"], "SUBCOMMANDS"), (["-h"], "SUBCOMMANDS"),
            (["help", "packets"], "--read-file"), (["packets", "--help"], "--read-file"),
            (["counters", "-h"], "--read-file"),
        ])
    func help(arguments: [String], text: String) throws {
        let run = try ProgramRun(arguments)
        #expect(run.status == 0)
        #expect(run.text.contains(text))
        #expect(run.error == "")
    }

    @Test(
        "The interfaces are listed, by the subcommand and by -D",
        arguments: [["interfaces"], ["-D"], ["packets", "-D"]])
    func interfaces(arguments: [String]) throws {
        let run = try ProgramRun(arguments)
        #expect(run.status == 0)
        #expect(run.text.split(separator: "\n").allSatisfy { $0.contains(#/^[0-9]+\./#) })
    }

    @Test("An interface that does not exist ends with 1, and one line that says which")
    func unknownInterface() throws {
        let run = try ProgramRun("-i", "nosuch0")
        #expect(run.status == 1)
        #expect(run.errorLines.count == 1)
        #expect(run.error.contains("nosuch0"))
    }

    @Test("What one kernel needs is taken where its counters are among what is shown")
    func kernelOptions() throws {
        for arguments in [
            ["--json", "--pf", "off"], ["--json", "--bridge-nf-call-iptables"], ["counters", "--json", "--pf", "off"],
            ["counters", "--explain", "--pf", "off"], ["counters", "--kernel", "openbsd", "--pf", "off"],
            ["counters", "--explain", "--kernel", "openbsd", "--pf", "off"],
            ["counters", "--kernel", "linux-bridge", "--bridge-nf-call-iptables"],
            ["counters", "--as-host", "10.0.0.11", "--mrouter"],
        ] {
            #expect(try ProgramRun(arguments + ["-r", Self.even]).status == 0, "\(arguments)")
        }
    }

    @Test("The counters as JSON are the report without its groups")
    func countersJSON() throws {
        let counters = try ProgramRun("counters", "-r", Self.even, "--json")
        let report = try ProgramRun("-r", Self.even, "--json", "--detail", "summary")
        #expect(counters.status == 0)
        #expect(counters.output == report.output)
        #expect(!counters.output.isEmpty)
    }
}
