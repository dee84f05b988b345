#if os(Linux)
    import Testing

    @testable import Netlink

    @Suite("The socket that tells of interfaces")
    struct LinkSocketTests {
        @Test("All interfaces are told of when asked for, the loopback among them, again and again")
        func all() throws {
            var socket = LinkSocket()
            for _ in 0..<3 {
                let news = socket.askForAll()
                guard case .all(let present)? = news.last else {
                    Issue.record("no end: \(news)")
                    return
                }
                let loopback = news.lazy.compactMap { news -> LinkReport? in
                    if case .present(let report) = news, report.index == 1 { report } else { nil }
                }.first
                #expect(loopback?.name == "lo")
                #expect(loopback?.isLoopback == true)
                #expect(loopback?.drops != nil)
                #expect(present.contains(1))
            }
        }
    }
#endif
