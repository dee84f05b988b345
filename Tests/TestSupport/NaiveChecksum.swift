/// The one's-complement sum of RFC 1071 in its plainest form: one 16-bit word after
/// the other, a missing last byte taken as zero, each carry added back at once.
package func naiveInternetSum(_ bytes: [UInt8]) -> UInt16 {
    var sum: UInt32 = 0
    for index in stride(from: 0, to: bytes.count, by: 2) {
        let low = index + 1 < bytes.count ? bytes[index + 1] : 0
        sum += UInt32(bytes[index]) << 8 | UInt32(low)
        if sum > 0xFFFF { sum -= 0xFFFF }
    }
    return UInt16(sum)
}
