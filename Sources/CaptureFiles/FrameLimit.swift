import IGMPWire

/// How long a frame, and what a file keeps with it, may be. A length beyond is
/// damage, so that a flipped bit cannot ask for gigabytes. The figures are those
/// that Wireshark and libpcap accept.
enum FrameLimit {
    /// For every link type but the two kinds below, in bytes.
    static let standard = 262_144
    /// For D-Bus and USB, whose messages can be that long, in bytes.
    static let large = 128 << 20
    /// For a pcapng block that carries a frame: the frame, and generous room for options.
    static let frameBlock = large + 1 << 20
    /// For a pcapng block that describes something and is read as a whole.
    static let descriptionBlock = 16 << 20

    /// The longest frame of `linkType`, in bytes.
    static func longest(of linkType: LinkType) -> Int {
        switch linkType.rawValue {
        // USB_LINUX, USB_LINUX_MMAPPED, DBUS, USBPCAP
        case 189, 220, 231, 249: large
        default: standard
        }
    }
}
