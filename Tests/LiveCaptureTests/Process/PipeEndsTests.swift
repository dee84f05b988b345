import Testing

@testable import LiveCapture

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite("Pipes")
struct PipeEndsTests {
    @Test("What is written to one end is read from the other, and programs that are started get neither")
    func ends() throws {
        let ends = try PipeEnds()
        for end in [ends.read, ends.write] { #expect(fcntl(end, F_GETFD) & FD_CLOEXEC != 0) }
        var byte: UInt8 = 7
        // The calls take and fill the one byte.
        #expect(unsafe write(ends.write, &byte, 1) == 1)
        byte = 0
        #expect(unsafe read(ends.read, &byte, 1) == 1)
        #expect(byte == 7)
        ends.close()
        #expect(fcntl(-1, F_GETFD) == -1)
        #expect(SystemError.last == SystemError(number: EBADF))
        #expect(SystemError(number: ENOENT).text == "No such file or directory")
    }
}
