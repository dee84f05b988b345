/// Which format a capture file is in; compression around it does not count.
public enum CaptureFormat: String, Hashable, Sendable {
    /// The classic libpcap savefile, in any of its byte orders and variants.
    case pcap
    /// The block format with several interfaces.
    case pcapng
}
