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
        // As much as is asked for below.
        let target = unsafe UnsafeMutableRawPointer(room(for: Self.addressRoom))
        advance(by: unsafe Self.write(address, to: target))
    }

    /// Adds dotted decimal in quotes.
    package mutating func append(quoted address: IPv4Address) {
        // A quote before what is asked for below, and one behind it.
        let target = unsafe UnsafeMutableRawPointer(room(for: Self.addressRoom &+ 2))
        unsafe target.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
        let length = unsafe Self.write(address, to: target + 1)
        unsafe target.storeBytes(of: UInt8(ascii: "\""), toByteOffset: length &+ 1, as: UInt8.self)
        advance(by: length &+ 2)
    }

    /// Four octets of at most three digits, three points, and a byte of which nothing stays.
    private static var addressRoom: Int { 16 }

    /// Writes dotted decimal to `target`, where there must be ``addressRoom``. Returns its length.
    @unsafe @inline(__always)
    private static func write(_ address: IPv4Address, to target: UnsafeMutableRawPointer) -> Int {
        var length = 0
        var shift: UInt32 = 32
        while shift > 0 {
            shift &-= 8
            let digits = Digits.decimal(UInt8(truncatingIfNeeded: address.rawValue >> shift))
            // Four bytes behind at most three octets with their points, which are 12.
            unsafe target.storeBytes(of: digits, toByteOffset: length, as: UInt32.self)
            length &+= Digits.count(digits)
            guard shift > 0 else { break }
            // In the fourth of these bytes or before.
            unsafe target.storeBytes(of: UInt8(ascii: "."), toByteOffset: length, as: UInt8.self)
            length &+= 1
        }
        return length
    }

    /// Adds six pairs of lower-case hexadecimal digits, with colons.
    package mutating func append(_ address: MACAddress) {
        // Six pairs of digits and five colons; no store reaches beyond 17 bytes.
        let target = unsafe UnsafeMutableRawPointer(room(for: 17))
        var index = 0
        var octets = address.rawValue.byteSwapped >> 16
        while index < 17 {
            let pair = Digits.hexadecimal(UInt8(truncatingIfNeeded: octets))
            unsafe target.storeBytes(of: pair, toByteOffset: index, as: UInt16.self)
            if index < 15 {
                unsafe target.storeBytes(of: UInt8(ascii: ":"), toByteOffset: index &+ 2, as: UInt8.self)
            }
            index &+= 3
            octets >>= 8
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
    mutating func append(_ value: UInt64, paddedTo width: Int) {
        // Every index is below `width`, for which there is room.
        let target = unsafe UnsafeMutableRawPointer(room(for: width))
        var left = value
        var index = width
        while index >= 2 {
            index &-= 2
            let pair = Digits.pair(UInt32(truncatingIfNeeded: left % 100))
            unsafe target.storeBytes(of: pair, toByteOffset: index, as: UInt16.self)
            left /= 100
        }
        if index > 0 {
            let digit = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: left % 10)
            unsafe target.storeBytes(of: digit, as: UInt8.self)
        }
        advance(by: width)
    }

    @inline(__always)
    private mutating func append(digitsOf value: UInt64) {
        guard value < 256 else { return append(value, paddedTo: Self.digitCount(value)) }
        let digits = Digits.decimal(UInt8(truncatingIfNeeded: value))
        // Four bytes, as many as are stored.
        unsafe UnsafeMutableRawPointer(room(for: 4)).storeBytes(of: digits, as: UInt32.self)
        advance(by: Digits.count(digits))
    }

    private static func digitCount(_ value: UInt64) -> Int {
        var count = 1
        var left = value
        while left >= 10000 {
            left /= 10000
            count &+= 4
        }
        return count &+ (left >= 10 ? 1 : 0) &+ (left >= 100 ? 1 : 0) &+ (left >= 1000 ? 1 : 0)
    }

    /// The digit of `value`, 0 to 15, in lower case.
    @inline(__always)
    static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") &+ value : UInt8(ascii: "a") &- 10 &+ value
    }
}
