package import IGMPWire

/// What ``JSONWriter`` takes as one value: numbers as numbers, addresses and times
/// as strings, durations in seconds, nil as `null`.
package protocol JSONWritable {
    /// Adds the value, with its quotes where it is a string.
    func writeJSON(to buffer: inout ByteBuffer)
}

extension FixedWidthInteger where Self: JSONWritable {
    @inline(__always)
    package func writeJSON(to buffer: inout ByteBuffer) {
        buffer.append(decimal: self)
    }
}

extension Int: JSONWritable {}
extension Int32: JSONWritable {}
extension Int64: JSONWritable {}
extension UInt8: JSONWritable {}
extension UInt16: JSONWritable {}
extension UInt32: JSONWritable {}
extension UInt64: JSONWritable {}

extension Bool: JSONWritable {
    @inline(__always)
    package func writeJSON(to buffer: inout ByteBuffer) {
        if self { buffer.append("true") } else { buffer.append("false") }
    }
}

extension StaticString: JSONWritable {
    /// A literal in which nothing needs an escape.
    @inline(__always)
    package func writeJSON(to buffer: inout ByteBuffer) {
        buffer.append(quoted: self)
    }
}

extension String: JSONWritable {
    package func writeJSON(to buffer: inout ByteBuffer) {
        buffer.append(byte: UInt8(ascii: "\""))
        buffer.append(escapedForJSON: self)
        buffer.append(byte: UInt8(ascii: "\""))
    }
}

extension IPv4Address: JSONWritable {
    @inline(__always)
    package func writeJSON(to buffer: inout ByteBuffer) {
        buffer.append(quoted: self)
    }
}

extension MACAddress: JSONWritable {
    package func writeJSON(to buffer: inout ByteBuffer) {
        buffer.append(byte: UInt8(ascii: "\""))
        buffer.append(self)
        buffer.append(byte: UInt8(ascii: "\""))
    }
}

extension Timestamp: JSONWritable {
    /// What the clock showed then, as RFC 3339 has it, in UTC with nine digits.
    package func writeJSON(to buffer: inout ByteBuffer) {
        ShownTime(buffer.clock.shown(self)).writeJSON(to: &buffer)
    }
}

/// A time that is what the clock showed already: of a packet, not of the state.
struct ShownTime: JSONWritable {
    private let time: Timestamp

    init(_ time: Timestamp) {
        self.time = time
    }

    package func writeJSON(to buffer: inout ByteBuffer) {
        buffer.append(byte: UInt8(ascii: "\""))
        buffer.append(rfc3339: time)
        buffer.append(byte: UInt8(ascii: "\""))
    }
}

extension Interval: JSONWritable {
    /// Seconds.
    package func writeJSON(to buffer: inout ByteBuffer) {
        buffer.append(seconds: self)
    }
}

extension VLANTags: JSONWritable {
    /// An array of identifiers, the outermost first.
    package func writeJSON(to buffer: inout ByteBuffer) {
        buffer.append(byte: UInt8(ascii: "["))
        for index in 0..<count {
            if index > 0 { buffer.append(byte: UInt8(ascii: ",")) }
            buffer.append(decimal: self[index])
        }
        buffer.append(byte: UInt8(ascii: "]"))
    }
}

extension Optional: JSONWritable where Wrapped: JSONWritable {
    @inline(__always)
    package func writeJSON(to buffer: inout ByteBuffer) {
        if let self { self.writeJSON(to: &buffer) } else { buffer.append("null") }
    }
}
