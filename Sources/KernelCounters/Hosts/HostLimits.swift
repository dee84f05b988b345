/// How much is kept of one host of interest.
public struct HostLimits: Hashable, Sendable {
    /// Groups; the one that was reported longest ago makes room for another.
    public var groups = 16_384
    /// Sources of one group; those beyond are not known of.
    public var sourcesPerGroup = 1024

    public init() {}
}
