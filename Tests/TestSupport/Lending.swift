package import IGMPWire

/// Lends an array's bytes to `body`, `shift` bytes behind an aligned address (0 to 63).
package func lend<Result: ~Copyable, Failure: Error>(
    _ bytes: [UInt8], shiftedBy shift: Int = 0, _ body: (borrowing Bytes) throws(Failure) -> Result
) throws(Failure) -> Result {
    // Filled with something other than zero, so that a read outside shows.
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: shift + bytes.count + 8, alignment: 64)
    // Allocated above, freed after the loan, and written within its size.
    unsafe buffer.initializeMemory(as: UInt8.self, repeating: 0xA5)
    defer { unsafe buffer.deallocate() }
    for (index, byte) in bytes.enumerated() { unsafe buffer[shift + index] = byte }
    let lent = unsafe UnsafeRawBufferPointer(rebasing: buffer[shift..<shift + bytes.count])
    return try unsafe body(Bytes(lent))
}

/// A copy of the bytes.
package func copied(_ bytes: borrowing Bytes) -> [UInt8] {
    var copy: [UInt8] = []
    for offset in 0..<bytes.count { copy.append(bytes.uint8(at: offset)) }
    return copy
}
