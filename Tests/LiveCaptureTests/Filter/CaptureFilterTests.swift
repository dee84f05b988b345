import IGMPWire
import Testing

@testable import LiveCapture

@Suite("A capture filter expression")
struct CaptureFilterTests {
    static let untagged = Frames.ethernet([0x08, 0x00], Frames.ipv4())
    static let tagged = Frames.ethernet(Frames.tag(0x8100, 5) + [0x08, 0x00], Frames.ipv4())

    func matches(_ filter: inout CaptureFilter, _ bytes: [UInt8], _ linkType: LinkType = .ethernet) throws -> Bool {
        // The array outlives the call.
        try unsafe bytes.withUnsafeBytes { buffer in
            let view = unsafe Bytes(buffer)
            let frame = CapturedFrame(
                bytes: view, originalLength: bytes.count, timestamp: Timestamp(nanoseconds: 0), linkType: linkType)
            return try filter.matches(frame)
        }
    }

    @Test("It is matched against the frame as delivered, tags in place")
    func tags() throws {
        var igmp = CaptureFilter("igmp")
        #expect(try matches(&igmp, Self.untagged))
        #expect(try !matches(&igmp, Self.tagged))
        var vlan = CaptureFilter("vlan 5 and igmp")
        #expect(try !matches(&vlan, Self.untagged))
        #expect(try matches(&vlan, Self.tagged))
    }

    @Test("One expression serves frames of several link types")
    func linkTypes() throws {
        var filter = CaptureFilter("src host 10.0.0.1")
        for _ in 0..<2 {
            #expect(try matches(&filter, Self.untagged))
            #expect(try matches(&filter, Frames.ipv4(), .raw))
            #expect(try !matches(&filter, Frames.ipv4(), .ethernet))
        }
    }

    @Test("The length is that on the wire")
    func originalLength() throws {
        var filter = CaptureFilter("greater 60")
        #expect(try matches(&filter, Self.untagged))
        var longer = CaptureFilter("greater 61")
        #expect(try !matches(&longer, Self.untagged))
    }

    @Test("A bad expression is an error in libpcap's words")
    func badExpression() throws {
        try CaptureFilter("igmp").validate()
        let error = try #require(throws: CaptureFilterError.self) { try CaptureFilter("igmp and and").validate() }
        #expect(error.description == "bad capture filter `igmp and and`: \(error.message)")
        #expect(error.message.contains("syntax error"))
    }

    @Test("An expression that has a meaning for other link types only is valid")
    func validForOthers() throws {
        try CaptureFilter("wlan type mgt").validate()
        var filter = CaptureFilter("wlan type mgt")
        #expect(throws: CaptureFilterError.self) { try matches(&filter, Frames.ipv4(), .raw) }
    }

    @Test("Frames shorter than what an expression looks at do not match")
    func truncation() throws {
        var filter = CaptureFilter("igmp[0] = 0x11")
        #expect(try matches(&filter, Self.untagged))
        for length in 0..<38 {
            #expect(try !matches(&filter, Array(Self.untagged.prefix(length))))
        }
    }
}
