import IGMPWire
import Testing

@testable import IGMPReports

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What `body` adds to an empty buffer.
func written(_ body: (inout ByteBuffer) -> Void) -> String {
    var buffer = ByteBuffer(capacity: 0)
    body(&buffer)
    return String(decoding: buffer.bytes(), as: UTF8.self)
}

struct ByteBufferTests {
    @Test("Literals, text and bytes are added as they are, in order")
    func append() {
        let text = written {
            $0.append("literal ")
            $0.append(unescaped: "tëxt\u{1B}")
            $0.append(byte: 0x21)
            $0.append("")
        }
        #expect(text == "literal tëxt\u{1B}!")
    }

    @Test("Without a file descriptor it grows, and keeps every byte")
    func growth() {
        var buffer = ByteBuffer(capacity: 0)
        var expected = ""
        for number in 0..<10_000 {
            buffer.append(decimal: number)
            expected += "\(number)"
        }
        #expect(buffer.count == expected.utf8.count)
        #expect(String(decoding: buffer.bytes(), as: UTF8.self) == expected)
        buffer.removeAll()
        #expect(buffer.count == 0)
        buffer.append("x")
        #expect(buffer.bytes() == [0x78])
    }

    @Test("With a file descriptor it writes itself out when full, and keeps its size")
    func flushWhenFull() throws {
        var ends: [Int32] = [0, 0]
        // Two numbers are what pipe() fills in.
        try #require(unsafe pipe(&ends) == 0)
        var buffer = ByteBuffer(capacity: 64, fileDescriptor: ends[1])
        var expected = ""
        for number in 0..<1000 {
            buffer.append(decimal: number)
            expected += "\(number)"
            #expect(buffer.count <= 64)
        }
        buffer.append(unescaped: String(repeating: "x", count: 500))
        expected += String(repeating: "x", count: 500)
        buffer.flush()
        #expect(buffer.count == 0)
        #expect(buffer.writeError == nil)
        close(ends[1])
        var received = [UInt8](repeating: 0, count: 8192)
        // read() fills no more than the array has.
        let count = unsafe read(ends[0], &received, received.count)
        close(ends[0])
        #expect(String(decoding: received.prefix(max(count, 0)), as: UTF8.self) == expected)
    }

    @Test("Where it does not wait, it keeps what its reader does not take, in order and without an end")
    func withoutWaiting() throws {
        var ends: [Int32] = [0, 0]
        // Two numbers are what pipe() fills in.
        try #require(unsafe pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        var buffer = ByteBuffer(capacity: 4096, fileDescriptor: ends[1])
        buffer.waits = false
        var expected: [UInt8] = []
        var received: [UInt8] = []
        func add(_ numbers: Range<Int>) {
            for number in numbers {
                buffer.append(decimal: number)
                expected += Array("\(number)".utf8)
            }
        }
        func receive(_ size: Int) {
            var bytes = [UInt8](repeating: 0, count: size)
            // It fills no more than the array has.
            let count = unsafe read(ends[0], &bytes, size)
            received += bytes.prefix(max(count, 0))
        }
        // More than any pipe holds: whoever waited for it would wait for ever.
        add(0..<400_000)
        buffer.flush()
        let waiting = buffer.backlog
        #expect(waiting > 1 << 20)
        #expect(waiting < expected.count)
        receive(30_000)
        add(400_000..<400_100)
        buffer.flush()
        #expect(buffer.backlog < waiting)
        while received.count < expected.count {
            receive(65_536)
            buffer.flush()
        }
        // A difference of this size is not to be worked out.
        let isSame = received == expected
        #expect(isSame)
        #expect(buffer.isEmpty && buffer.backlog == 0)
        buffer.append("x")
        buffer.waits = true
        buffer.flush()
        receive(2)
        #expect(received.last == 0x78)
        #expect(buffer.writeError == nil)
    }

    @Test("An error of writing is kept, and what follows is discarded")
    func writeError() {
        var buffer = ByteBuffer(capacity: 64, fileDescriptor: -1)
        buffer.append("lost")
        #expect(buffer.writeError == nil)
        buffer.flush()
        #expect(buffer.writeError == EBADF)
        #expect(buffer.count == 0)
        for _ in 0..<1000 { buffer.append("more than it holds") }
        #expect(buffer.count <= 64)
        #expect(buffer.writeError == EBADF)
    }

    @Test("A buffer without a file descriptor keeps its bytes when flushed")
    func flushWithoutDescriptor() {
        var buffer = ByteBuffer()
        buffer.append("kept")
        buffer.flush()
        #expect(buffer.bytes() == Array("kept".utf8))
    }
}
