extension ByteBuffer {
    /// Adds the key of a JSON member in quotes, a comma before it where one is needed, and a colon.
    @inline(__always)
    mutating func append(key: StaticString, afterComma needsComma: Bool) {
        guard key.hasPointerRepresentation else { return append(singleKey: key, afterComma: needsComma) }
        let length = key.utf8CodeUnitCount
        let start = needsComma ? 1 : 0
        // The key, two quotes, a colon, and the comma or nothing.
        let target = unsafe UnsafeMutableRawPointer(room(for: length &+ 4))
        unsafe target.storeBytes(of: UInt8(ascii: ","), as: UInt8.self)
        unsafe target.storeBytes(of: UInt8(ascii: "\""), toByteOffset: start, as: UInt8.self)
        // The literal's bytes live as long as the program.
        unsafe (target + start + 1).copyMemory(from: key.utf8Start, byteCount: length)
        unsafe target.storeBytes(of: UInt8(ascii: "\""), toByteOffset: start &+ 1 &+ length, as: UInt8.self)
        unsafe target.storeBytes(of: UInt8(ascii: ":"), toByteOffset: start &+ 2 &+ length, as: UInt8.self)
        advance(by: length &+ 3 &+ start)
    }

    /// Adds a literal in quotes.
    @inline(__always)
    mutating func append(quoted literal: StaticString) {
        guard literal.hasPointerRepresentation else {
            append(byte: UInt8(ascii: "\""))
            append(literal)
            return append(byte: UInt8(ascii: "\""))
        }
        let length = literal.utf8CodeUnitCount
        // The literal and two quotes.
        let target = unsafe UnsafeMutableRawPointer(room(for: length &+ 2))
        unsafe target.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
        // The literal's bytes live as long as the program.
        unsafe (target + 1).copyMemory(from: literal.utf8Start, byteCount: length)
        unsafe target.storeBytes(of: UInt8(ascii: "\""), toByteOffset: length &+ 1, as: UInt8.self)
        advance(by: length &+ 2)
    }

    /// A literal of one character may have no bytes in memory.
    private mutating func append(singleKey key: StaticString, afterComma needsComma: Bool) {
        if needsComma { append(byte: UInt8(ascii: ",")) }
        append(byte: UInt8(ascii: "\""))
        append(key)
        append("\":")
    }
}
