public import IGMPWire

/// How an interface of a pcapng file counts time, and what it means in
/// nanoseconds (if_tsresol and if_tsoffset, draft-ietf-opsawg-pcapng section 4.2).
///
/// A time outside of what ``Timestamp`` holds becomes its nearest end.
@usableFromInline
struct InterfaceClock {
    /// Units of a second: ten or two to the minus this.
    @usableFromInline
    enum Resolution: Hashable, Sendable {
        case powerOfTen(UInt8)
        case powerOfTwo(UInt8)

        /// What holds where a file does not say.
        static let microseconds = Resolution.powerOfTen(6)

        /// From the octet of if_tsresol, whose top bit chooses the base.
        init(octet: UInt8) {
            self = octet & 0x80 == 0 ? .powerOfTen(octet) : .powerOfTwo(octet & 0x7f)
        }
    }

    @usableFromInline let linkType: LinkType
    /// Nanoseconds in a unit, where that is a whole number; else 0.
    @usableFromInline let multiplier: UInt64
    /// The largest count of units for which multiplying and adding is all there is to do.
    @usableFromInline let largestPlain: UInt64
    /// What is added to every time, in nanoseconds.
    @usableFromInline let offset: Int64
    @usableFromInline let resolution: Resolution

    /// - Parameter offsetSeconds: if_tsoffset.
    init(linkType: LinkType, resolution: Resolution = .microseconds, offsetSeconds: Int64 = 0) {
        self.linkType = linkType
        self.resolution = resolution
        let (nanoseconds, overflow) = offsetSeconds.multipliedReportingOverflow(by: 1_000_000_000)
        offset = overflow ? (offsetSeconds < 0 ? .min : .max) : nanoseconds
        if case .powerOfTen(let exponent) = resolution, exponent <= 9 {
            multiplier = Self.power(ofTen: Int(9 - exponent))
            largestPlain = UInt64(Int64.max - max(offset, 0)) / multiplier
        } else {
            multiplier = 0
            largestPlain = 0
        }
    }

    /// The moment that a count of units stands for.
    func timestamp(_ units: UInt64) -> Timestamp {
        let nanoseconds: Int64
        switch resolution {
        case .powerOfTen(let exponent) where exponent <= 9:
            nanoseconds = Self.clamped(units.multipliedFullWidth(by: multiplier))
        case .powerOfTen(let exponent):
            // Ten to the nineteenth is the largest power in 64 bits.
            let excess = Int(exponent) - 9
            nanoseconds = excess > 19 ? 0 : Int64(clamping: units / Self.power(ofTen: excess))
        case .powerOfTwo(let exponent):
            let (high, low) = units.multipliedFullWidth(by: 1_000_000_000)
            nanoseconds = Self.clamped(Self.shifted(high, low, by: Int(exponent)))
        }
        return Timestamp(nanoseconds: nanoseconds).advanced(by: Interval(nanoseconds: offset))
    }

    private static func shifted(_ high: UInt64, _ low: UInt64, by count: Int) -> (UInt64, UInt64) {
        switch count {
        case 0: (high, low)
        case 1..<64: (high >> count, low >> count | high << (64 - count))
        default: (0, high >> (count - 64))
        }
    }

    private static func clamped(_ product: (high: UInt64, low: UInt64)) -> Int64 {
        product.high == 0 ? Int64(clamping: product.low) : .max
    }

    private static func power(ofTen exponent: Int) -> UInt64 {
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }
}
