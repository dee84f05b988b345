import IGMPWire
import TestSupport
import Testing

@testable import IGMPReports

/// What `body` writes, as text and read back.
func json(_ body: (inout JSONWriter) -> Void) throws -> (text: String, value: JSONValue) {
    var writer = JSONWriter(ByteBuffer(capacity: 0))
    body(&writer)
    let text = String(decoding: writer.buffer.bytes(), as: UTF8.self)
    return (text, try JSONValue(text))
}

struct JSONWriterTests {
    @Test("Objects and arrays nest, compact and with their commas")
    func nesting() throws {
        let (text, _) = try json {
            $0.beginObject()
            $0.key("empty")
            $0.beginObject()
            $0.endObject()
            $0.member("number", 1)
            $0.key("list")
            $0.value([1, 2])
            $0.key("objects")
            $0.beginArray()
            for _ in 0..<2 {
                $0.beginObject()
                $0.member("a", true)
                $0.endObject()
            }
            $0.endArray()
            $0.key("none")
            $0.null()
            $0.endObject()
            $0.endLine()
        }
        #expect(text == #"{"empty":{},"number":1,"list":[1,2],"objects":[{"a":true},{"a":true}],"none":null}"# + "\n")
    }

    @Test("Members that are written out stand among others with their commas")
    func literalMembers() throws {
        let (text, _) = try json {
            $0.beginObject()
            $0.members(#""a":null,"b":[]"#)
            $0.members(#""c":1"#)
            $0.member("d", 2)
            $0.endObject()
        }
        #expect(text == #"{"a":null,"b":[],"c":1,"d":2}"#)
    }

    @Test("One document a line: the second begins without a comma")
    func lines() {
        var writer = JSONWriter(ByteBuffer())
        for _ in 0..<2 {
            writer.beginObject()
            writer.endObject()
            writer.endLine()
        }
        #expect(String(decoding: writer.buffer.bytes(), as: UTF8.self) == "{}\n{}\n")
    }

    @Test("Every kind of value is written as its JSON")
    func values() throws {
        var tags = VLANTags()
        #expect(tags.append(146) && tags.append(4095))
        let (text, _) = try json {
            $0.beginArray()
            $0.value(Int.min)
            $0.value(UInt64.max)
            $0.value(false)
            $0.value("literal" as StaticString)
            $0.value("text")
            $0.value(IPv4Address(239, 1, 1, 1))
            $0.value(MACAddress(rawValue: 0x0100_5E01_0101))
            $0.value(Timestamp(nanoseconds: 0))
            $0.value(Interval.tenths(5))
            $0.value(tags)
            $0.value(VLANTags())
            $0.value(nil as Int?)
            $0.value(7 as Int?)
            $0.value([] as [IPv4Address])
            $0.endArray()
        }
        #expect(
            text == """
                [-9223372036854775808,18446744073709551615,false,"literal","text","239.1.1.1","01:00:5e:01:01:01",\
                "1970-01-01T00:00:00.000000000Z",0.5,[146,4095],[],null,7,[]]
                """)
    }

    @Test("Any string comes back as it was")
    func strings() throws {
        for value in 0...0x2FFF {
            guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
            let string = "a\(scalar)\"b"
            let (_, back) = try json { $0.value(string) }
            #expect(back == .string(string))
        }
        let (_, back) = try json { $0.value("\u{10FFFF}\u{E0001}😀") }
        #expect(back == "\u{10FFFF}\u{E0001}😀")
    }

    @Test("Bytes that are no UTF-8 become U+FFFD")
    func invalidUTF8() throws {
        let (_, good) = try json { $0.string(decoding: Array("näme".utf8)) }
        #expect(good == "näme")
        let (_, back) = try json { $0.string(decoding: [0x65, 0xFF, 0x74, 0xC3, 0x22, 0x30]) }
        #expect(back == "e\u{FFFD}t\u{FFFD}\"0")
    }
}
