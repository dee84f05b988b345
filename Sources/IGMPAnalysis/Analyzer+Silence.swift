import IGMPTracking
public import IGMPWire

/// Interfaces that carry nothing: where nobody speaks there is no packet to make a link of.
extension Analyzer {
    /// Tells since when packets of an interface would have been seen; with nil that none can come for
    /// now. Of one that has carried something it tells nothing new.
    ///
    /// Its untagged link begins there. It is in ``links`` though it has carried nothing once nobody has
    /// queried for as long as is a finding, and as long as nothing comes behind a VLAN tag.
    public mutating func watch(interface: Int, since: Timestamp?) {
        guard options.watchesSilence else { return }
        if let known = silence.watch(ofInterface: interface) {
            // Told again, it goes on.
            guard known.link == nil, since.map({ $0 > known.since }) ?? true else { return }
            silence.end(ofInterface: interface)
        }
        guard let since, !silence.isFull, !links.contains(where: { $0.identity.interface == interface }) else { return }
        // Where that is known only now, others have gone on: what is told of them comes first.
        let reached = links.reduce(Timestamp(nanoseconds: .min)) { max($0, $1.state.tracker.now) }
        silence.begin(interface, at: since, noticedAt: reached)
    }

    /// Up to when packets would have been seen: timers go on after that, and silence tells nothing.
    public mutating func endSilence(at time: Timestamp) { silence.endsAt = time }

    /// The interfaces that have carried nothing, but not for long enough to tell that nobody queries, and
    /// for how long, at the time that ``advance(to:)`` has reached.
    public func silentInterfaces() -> [(interface: Int, silence: Interval)] {
        silence.watches.filter { $0.link == nil }.map {
            ($0.interface, max(silence.now.since($0.since), Interval(nanoseconds: 0)))
        }.sorted { $0.interface < $1.interface }
    }

    /// For how long nobody may query before that is a finding.
    public static var patienceWithSilence: Interval { NoQuerierRule.patience }

    /// Whether any of the links has carried something.
    var hasHeardLink: Bool { links.contains { $0.state.findings.firstHeardAt != nil } }

    /// Makes the links of interfaces that have been silent for long enough.
    mutating func makeSilentLinks(upTo time: Timestamp) {
        for interface in silence.advance(to: time) { makeSilentLink(ofInterface: interface) }
    }

    private mutating func makeSilentLink(ofInterface number: Int) {
        guard let watch = silence.watch(ofInterface: number), links.count < options.linkLimit else {
            return silence.end(ofInterface: number)
        }
        let identity = LinkIdentity(interface: number, interfaceIndex: nil, vlanTags: VLANTags())
        let link = link(identity, isFirst: false, at: watch.since, silentUntil: watch.dueAt)
        silence.set(link, ofInterface: number)
        links.append(link)
    }

    /// The first packet of a new link is about to be observed: its interface is silent no more.
    ///
    /// - Returns: the place of the link where it was watched before; nil where it is to be made. What is
    ///   known of a silent interface goes where all that it carries is tagged.
    mutating func endSilence(of identity: LinkIdentity, at time: Timestamp) -> Int? {
        guard let watch = silence.watch(ofInterface: identity.interface) else { return nil }
        // One that becomes a link now is one from the beginning, due or not.
        if watch.link == nil, identity.isUntagged || watch.dueAt <= min(time, silence.endsAt) {
            makeSilentLink(ofInterface: identity.interface)
        }
        let silent = silence.watch(ofInterface: identity.interface)?.link
        let isFirst = !hasHeardLink
        silence.end(ofInterface: identity.interface)
        guard let place = links.firstIndex(where: { $0 === silent }) else { return nil }
        guard identity.isUntagged else {
            links[place].advance(to: time)
            if options.recordsChanges {
                forgottenLinks.append(links[place])
                hasMadeRoom = true
            }
            vacate(place)
            return nil
        }
        links[place].state.endSilence(at: time, isFirst: isFirst)
        return place
    }
}
