/// Writes JSON (RFC 8259), compact, straight into a buffer: nothing is built first.
///
///     json.beginObject()
///     json.member("ttl", packet.ip.timeToLive)
///     json.key("sources")
///     json.beginArray()
///     json.value(address)
///     json.endArray()
///     json.endObject()
///     json.endLine()
///
/// It puts the commas; that begins and ends match, and that every key has one
/// value, is the caller's part.
package struct JSONWriter: ~Copyable {
    /// Where it writes; to be flushed or taken from between values.
    package var buffer: ByteBuffer
    /// Whether something stands before, in the same object or array.
    private var needsComma = false

    package init(_ buffer: consuming ByteBuffer) {
        self.buffer = buffer
    }

    @inline(__always)
    package mutating func beginObject() { open(UInt8(ascii: "{")) }
    @inline(__always)
    package mutating func endObject() { close(UInt8(ascii: "}")) }
    @inline(__always)
    package mutating func beginArray() { open(UInt8(ascii: "[")) }
    @inline(__always)
    package mutating func endArray() { close(UInt8(ascii: "]")) }

    /// Ends a document with a newline; the next one may follow.
    package mutating func endLine() {
        buffer.append(byte: UInt8(ascii: "\n"))
        needsComma = false
    }

    /// The key of the member whose value comes next; nothing in it may need an escape.
    @inline(__always)
    package mutating func key(_ key: StaticString) {
        buffer.append(key: key, afterComma: needsComma)
        needsComma = false
    }

    /// A value: of an array, after a key, or alone.
    @inline(__always)
    package mutating func value<Value: JSONWritable>(_ value: Value) {
        beginValue()
        value.writeJSON(to: &buffer)
    }

    /// A key and its value.
    @inline(__always)
    package mutating func member<Value: JSONWritable>(_ key: StaticString, _ value: Value) {
        self.key(key)
        self.value(value)
    }

    /// Members that are written out: their keys and their values, with commas between them.
    @inline(__always)
    package mutating func members(_ literal: StaticString) {
        beginValue()
        buffer.append(literal)
    }

    /// An array of `values`.
    package mutating func value<Value: JSONWritable>(_ values: some Sequence<Value>) {
        beginArray()
        for value in values { self.value(value) }
        endArray()
    }

    /// `null`.
    @inline(__always)
    package mutating func null() {
        beginValue()
        buffer.append("null")
    }

    /// A string from bytes that should be UTF-8; what is not becomes U+FFFD.
    package mutating func string(decoding bytes: some Collection<UInt8>) {
        value(String(decoding: bytes, as: UTF8.self))
    }

    /// Begins a string that is put together in ``buffer``, of nothing that needs an escape.
    package mutating func beginString() {
        beginValue()
        buffer.append(byte: UInt8(ascii: "\""))
    }

    /// Ends a string begun by ``beginString()``.
    package mutating func endString() {
        buffer.append(byte: UInt8(ascii: "\""))
    }

    @inline(__always)
    private mutating func beginValue() {
        if needsComma { buffer.append(byte: UInt8(ascii: ",")) }
        needsComma = true
    }

    @inline(__always)
    private mutating func open(_ bracket: UInt8) {
        beginValue()
        buffer.append(byte: bracket)
        needsComma = false
    }

    @inline(__always)
    private mutating func close(_ bracket: UInt8) {
        buffer.append(byte: bracket)
        needsComma = true
    }
}
