import IGMPWire

/// Groups by which programs announce themselves and look for others: many send to them,
/// and only now and then.
enum AnnouncementGroups {
    /// 224.0.0.0/24 and 224.0.1.0/24, of protocols that run a network (RFC 5771 sections 4
    /// and 5), and the uppermost groups of the site, 239.255.255.0/24, of discovery (RFC 2365 section 9).
    static func contain(_ group: IPv4Address) -> Bool {
        let network = group.rawValue >> 8
        return network == 0xE00000 || network == 0xE00001 || network == 0xEFFFFF
    }
}
