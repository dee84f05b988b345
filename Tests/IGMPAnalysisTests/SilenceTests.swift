import IGMPWire
import Testing

@testable import IGMPAnalysis

@Suite("Interfaces that carry nothing")
struct SilenceTests {
    private static let start = Timestamp(nanoseconds: 1_700_000_000_000_000_000)

    private static func after(_ seconds: Int) -> Timestamp { start.advanced(by: .seconds(seconds)) }

    /// An analysis that watches so many interfaces from the start on.
    private static func analyzer(_ count: Int, links: Int = 4096) -> Analyzer {
        var options = AnalysisOptions()
        options.watchesSilence = true
        options.linkLimit = links
        var analyzer = Analyzer(options: options)
        for number in 0..<count {
            let name = "eth\(number)"
            let interface = analyzer.addInterface(AnalyzedInterface(name: name, source: name, linkType: .ethernet))
            analyzer.watch(interface: interface, since: start)
        }
        return analyzer
    }

    @Test("A silence is told when it has lasted, once, and none where it is over or nobody listened any more")
    func due() {
        var silence = Silence()
        silence.begin(3, at: Self.start, noticedAt: Timestamp(nanoseconds: .min))
        silence.begin(4, at: Self.after(10), noticedAt: Self.after(300))
        #expect(silence.nextDeadline == Self.after(255))
        #expect(silence.advance(to: Self.after(254)) == [])
        #expect(silence.advance(to: Self.after(255)) == [3])
        silence.end(ofInterface: 3)
        // What became known later is told later.
        #expect(silence.nextDeadline == Self.after(300))
        silence.endsAt = Self.after(299)
        #expect(silence.advance(to: Self.after(1000)) == [])
        silence.endsAt = Timestamp(nanoseconds: .max)
        #expect(silence.advance(to: Self.after(1000)) == [4])
        // One that is due when time stands there already is told too.
        silence.end(ofInterface: 4)
        silence.begin(5, at: Self.start, noticedAt: Self.after(1000))
        #expect(silence.advance(to: Self.after(1000)) == [5])
    }

    @Test("Told again that it is watched, an interface has been silent since it was told first")
    func toldAgain() {
        for (again, isDue) in [(0, true), (1, false)] {
            var analyzer = Self.analyzer(1)
            analyzer.watch(interface: 0, since: Self.after(again))
            analyzer.advance(to: Self.after(255))
            #expect(analyzer.links.count == (isDue ? 1 : 0))
        }
    }

    @Test("No more interfaces are watched than there is room for, and none has a link beyond the limit")
    func limits() {
        var many = Self.analyzer(Silence.limit + 10)
        many.advance(to: Self.after(254))
        #expect(many.links.isEmpty && many.silentInterfaces().count == Silence.limit)
        many.advance(to: Self.after(255))
        #expect(many.links.count == Silence.limit && many.silentInterfaces().isEmpty)
        var few = Self.analyzer(5, links: 2)
        few.advance(to: Self.after(600))
        #expect(few.links.count == 2 && few.silentInterfaces().isEmpty)
    }

    @Test("An interface in the place of another that was silent begins anew")
    func replaced() {
        var analyzer = Self.analyzer(3)
        analyzer.advance(to: Self.after(300))
        #expect(analyzer.links.count == 3)
        analyzer.forgetLinks(ofInterface: 0)
        #expect(analyzer.links.map(\.identity.interface).sorted() == [1, 2])
        analyzer.watch(interface: 0, since: Self.after(300))
        analyzer.advance(to: Self.after(554))
        #expect(analyzer.links.count == 2)
        analyzer.advance(to: Self.after(555))
        #expect(analyzer.links.count == 3)
    }

    @Test(
        "Whatever time is said to have begun, nothing comes before it or goes on for ever", arguments: [Int64(0), .max])
    func anyTime(nanoseconds: Int64) {
        var options = AnalysisOptions()
        options.watchesSilence = true
        var analyzer = Analyzer(options: options)
        _ = analyzer.addInterface(AnalyzedInterface(name: "eth0", source: "a", linkType: .ethernet))
        analyzer.watch(interface: 0, since: Timestamp(nanoseconds: nanoseconds))
        analyzer.advance(to: Self.start)
        #expect(analyzer.links.count == (nanoseconds == 0 ? 1 : 0))
        analyzer.advance(to: Timestamp(nanoseconds: .max))
        #expect(analyzer.links.count == 1)
    }
}
