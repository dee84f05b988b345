#if os(Linux)
    import CRtnetlink
    import Testing

    @testable import Netlink

    @Suite("The socket that tells of interfaces")
    struct LinkSocketTests {
        @Test("A bridge's word that a port has gone is told of its number, whatever else it says is not")
        func leftBridge() {
            func news(_ type: Int, family: UInt8, length: Int = 16) -> LinkSocket.News? {
                // struct ifinfomsg: family, padding, type, index, flags, mask of flags.
                let body: [UInt8] =
                    [family, 0, 0, 0] + NetlinkMessages.native(UInt32(7)) + [UInt8](repeating: 0, count: 8)
                let message =
                    NetlinkMessages.native(UInt32(16 + length)) + NetlinkMessages.native(UInt16(type))
                    + [UInt8](repeating: 0, count: 10) + body.prefix(length)
                return NetlinkMessages.split(message).first.flatMap(LinkSocket.news)
            }
            let bridge: UInt8 = 7
            #expect(news(Int(RTM_DELLINK), family: bridge) == .leftBridge(7))
            #expect(news(Int(RTM_NEWLINK), family: bridge) == nil)
            // Without a name it is about no interface.
            #expect(news(Int(RTM_DELLINK), family: 0) == nil)
            #expect(news(Int(RTM_DELLINK), family: bridge, length: 7) == nil)
            #expect(news(Int(RTM_DELLINK), family: bridge, length: 0) == nil)
        }

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
