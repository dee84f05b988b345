/// A way into the program for bytes of strangers.
///
/// Each takes any input, and returns what the program did wrong with it; what is
/// wrong with the input is no complaint. The fuzzer makes inputs up; the tests run
/// those that are kept in Fixtures/corpus, and random ones.
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// A frame of any link type: the dissector, and the lines about the packet.
    case packets
    /// A pcap file.
    case pcap
    /// A pcapng file.
    case pcapng
    /// A file compressed by gzip or zstd.
    case compressed
    /// Frames in a row: the trackers and kernels of their links, and the reports.
    case chain

    /// What the program did wrong with `input`; nil when there is nothing to complain about.
    package func complaint(about input: [UInt8]) -> String? {
        switch self {
        case .packets: PacketTarget.complaint(about: input)
        case .pcap, .pcapng: CaptureFileTarget.complaint(aboutPlain: input)
        case .compressed: CaptureFileTarget.complaint(aboutCompressed: input)
        case .chain: ChainTarget.complaint(about: input)
        }
    }
}
