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
        // Four octets of at most three digits, and three points.
        let target = unsafe room(for: 15)
        var length = 0
        var shift: UInt32 = 32
        while shift > 0 {
            shift &-= 8
            let octet = UInt8(truncatingIfNeeded: address.rawValue >> shift)
            let tens = octet / 10
            let hundreds = tens / 10
            // At most three of the 15, and three for each octet before, with its point.
            if hundreds > 0 {
                unsafe target[length] = UInt8(ascii: "0") &+ hundreds
                length &+= 1
            }
            if tens > 0 {
                unsafe target[length] = UInt8(ascii: "0") &+ tens &- 10 &* hundreds
                length &+= 1
            }
            unsafe target[length] = UInt8(ascii: "0") &+ octet &- 10 &* tens
            length &+= 1
            if shift > 0 {
                unsafe target[length] = UInt8(ascii: ".")
                length &+= 1
            }
        }
        advance(by: length)
    }

    /// Adds six pairs of lower-case hexadecimal digits, with colons.
    package mutating func append(_ address: MACAddress) {
        // Six pairs of digits and five colons; no index passes 16.
        let target = unsafe room(for: 17)
        var index = 0
        while index < 17 {
            let octet = UInt8(truncatingIfNeeded: address.rawValue >> UInt64(40 &- index / 3 &* 8))
            unsafe target[index] = Self.hexadecimalDigit(octet >> 4)
            unsafe target[index &+ 1] = Self.hexadecimalDigit(octet & 15)
            if index < 15 { unsafe target[index &+ 2] = UInt8(ascii: ":") }
            index &+= 3
        }
        advance(by: 17)
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
