package import IGMPWire

extension ByteBuffer {
    /// Adds `value` in decimal, with a minus sign where it is negative; at most 64 bits wide.
    @inline(__always)
    package mutating func append<Integer: FixedWidthInteger>(decimal value: Integer) {
        if Integer.isSigned, value < 0 { append(byte: UInt8(ascii: "-")) }
        append(digitsOf: UInt64(value.magnitude))
    }

    /// Adds the lowest `digits` hexadecimal digits of `value`, in lower case, 1 to 16.
    package mutating func append(hexadecimal value: UInt64, digits: Int) {
        precondition(1...16 ~= digits)
        for shift in stride(from: 4 * (digits - 1), through: 0, by: -4) {
            append(byte: Self.hexadecimalDigit(UInt8(truncatingIfNeeded: value >> UInt64(shift)) & 15))
        }
    }

    /// Adds dotted decimal.
    package mutating func append(_ address: IPv4Address) {
        let octets = address.rawValue
        append(octet: octets >> 24)
        append(byte: UInt8(ascii: "."))
        append(octet: octets >> 16 & 255)
        append(byte: UInt8(ascii: "."))
        append(octet: octets >> 8 & 255)
        append(byte: UInt8(ascii: "."))
        append(octet: octets & 255)
    }

    /// Adds six pairs of lower-case hexadecimal digits, with colons.
    package mutating func append(_ address: MACAddress) {
        for shift in stride(from: 40, through: 0, by: -8) {
            if shift != 40 { append(byte: UInt8(ascii: ":")) }
            append(hexadecimal: address.rawValue >> UInt64(shift), digits: 2)
        }
    }

    /// Adds `interval` in seconds, with as many decimals as it needs, 0 to 9: `0.1`, `10`, `-1.000000001`.
    package mutating func append(seconds interval: Interval) {
        if interval.nanoseconds < 0 { append(byte: UInt8(ascii: "-")) }
        let (whole, fraction) = interval.nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        append(digitsOf: whole)
        guard fraction != 0 else { return }
        append(byte: UInt8(ascii: "."))
        var left = fraction
        var digits = 9
        while left % 10 == 0 {
            left /= 10
            digits -= 1
        }
        append(left, paddedTo: digits)
    }

    /// Adds `value` in decimal, with zeros before it up to `width` digits, 1 to 20;
    /// of a longer number the last `width` digits.
    @inline(__always)
    mutating func append(_ value: UInt64, paddedTo width: Int) {
        // Every index is below `width`, for which there is room.
        let target = unsafe room(for: width)
        var left = value
        var index = width
        while index > 0 {
            index &-= 1
            unsafe target[index] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: left % 10)
            left /= 10
        }
        advance(by: width)
    }

    @inline(__always)
    private mutating func append(digitsOf value: UInt64) {
        append(value, paddedTo: Self.digitCount(value))
    }

    @inline(__always)
    private mutating func append(octet: UInt32) {
        append(UInt64(octet), paddedTo: octet < 10 ? 1 : octet < 100 ? 2 : 3)
    }

    private static func digitCount(_ value: UInt64) -> Int {
        if value < 10 { return 1 }
        if value < 100 { return 2 }
        if value < 1000 { return 3 }
        var count = 3
        var left = value / 1000
        while left > 0 {
            left /= 10
            count &+= 1
        }
        return count
    }

    /// The digit of `value`, 0 to 15, in lower case.
    @inline(__always)
    static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") &+ value : UInt8(ascii: "a") &- 10 &+ value
    }
}
