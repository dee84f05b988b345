import IGMPReports

/// What is written for every packet as it comes, if anything.
enum PacketLineFormat {
    case none
    case text(PacketText)
    case json
}

/// What is written for every change as it happens, if anything.
enum ChangeLineFormat {
    case none
    case text(PlainProgress)
    case json
}
