import IGMPWire

extension RouterFilter {
    /// Whether packets of `source` are forwarded (RFC 9776 section 6.3): in INCLUDE mode
    /// those of the sources whose timers run, in EXCLUDE mode all but those of sources
    /// whose timers have run out. And when its timer runs out, if it does.
    ///
    /// A timer that has run out may still be kept: the group is woken only by its last one.
    func forwards(_ source: IPv4Address, at now: Timestamp) -> (isForwarded: Bool, until: Timestamp) {
        var low = 0
        var high = timers.count
        while low < high {
            let middle = (low + high) / 2
            if timers[middle].source < source { low = middle + 1 } else { high = middle }
        }
        guard low < timers.count, timers[low].source == source else {
            return (mode == .exclude, Timestamp(nanoseconds: .max))
        }
        let deadline = timers[low].deadline
        return deadline > now ? (true, deadline) : (false, Timestamp(nanoseconds: .max))
    }
}
