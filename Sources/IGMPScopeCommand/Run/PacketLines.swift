import IGMPReports
import IGMPWire

/// What is written for every packet as it comes, if anything.
enum PacketLineFormat {
    case none
    case text(PacketText)
    case json
}
