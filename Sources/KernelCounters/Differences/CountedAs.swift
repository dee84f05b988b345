/// What a kernel makes of packets that RFC 9776 would have counted otherwise.
public struct CountedAs: Sendable {
    /// Where they are counted, if anywhere.
    public let how: StaticString
    /// Why the kernel does so.
    public let why: StaticString

    init(_ how: StaticString, _ why: StaticString) {
        self.how = how
        self.why = why
    }
}
