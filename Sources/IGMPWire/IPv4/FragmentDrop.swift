/// Why a fragment was dropped instead of being kept for its datagram.
public enum FragmentDrop: UInt8, CaseIterable, Hashable, Sendable {
    /// More fragments follow, but its payload is not a multiple of 8 bytes, or is empty.
    case length
    /// It would reach beyond the 65,535 bytes that a datagram can have.
    case tooLong
    /// Its type of service is not that of the fragments before it.
    case typeOfService
    /// Its bytes were all there already.
    case duplicate
    /// Its datagram has as many fragments as are kept.
    case tooMany
}
