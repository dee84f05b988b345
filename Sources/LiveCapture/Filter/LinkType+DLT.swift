import CLibpcap
import IGMPWire

/// libpcap numbers link types twice: DLT_ in programs, different from system to
/// system for a few old ones, and LINKTYPE_ in files, the same everywhere.
/// Only those few are named here; the other numbers are the same in both.
extension LinkType {
    private static let differing: [(dlt: Int32, linkType: UInt16)] = [
        (DLT_ATM_RFC1483, 100),
        (DLT_RAW, 101),
        (DLT_SLIP_BSDOS, 102),
        (DLT_PPP_BSDOS, 103),
        (DLT_ATM_CLIP, 106),
    ]

    /// The link type that libpcap calls `dlt`; nil when the number is none.
    init?(dlt: Int32) {
        if let known = Self.differing.first(where: { $0.dlt == dlt }) {
            self.init(rawValue: known.linkType)
        } else if let number = UInt16(exactly: dlt) {
            self.init(rawValue: number)
        } else {
            return nil
        }
    }

    /// The number by which libpcap knows it on this system.
    var dlt: Int32 {
        switch self {
        case .rawDLT12, .rawDLT14: DLT_RAW
        default: Self.differing.first { $0.linkType == rawValue }?.dlt ?? Int32(rawValue)
        }
    }
}
