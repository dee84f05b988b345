#if os(Linux)
    import Testing

    @testable import Netlink

    @Suite("Netlink messages")
    struct NetlinkMessagesTests {
        @Test("A request is read as it was written, one after another")
        func split() {
            let bytes =
                NetlinkMessages.request(type: 18, sequence: 7, body: [1, 2, 3, 4])
                + NetlinkMessages.request(type: 94, sequence: 8, body: [5])
            let messages = NetlinkMessages.split(bytes)
            #expect(messages.map(\.type) == [18, 94])
            #expect(messages.map(\.sequence) == [7, 8])
            #expect(messages.map { Array($0.body) } == [[1, 2, 3, 4], [5]])
        }

        @Test("A message that says it is longer than what there is, or shorter than its header, is none")
        func lengths() {
            let bytes = NetlinkMessages.request(type: 18, sequence: 7, body: [1, 2, 3, 4])
            #expect(NetlinkMessages.split(bytes).count == 1)
            for length in 0...30 {
                let changed = NetlinkMessages.native(UInt32(length)) + bytes.dropFirst(4)
                #expect(NetlinkMessages.split(changed).isEmpty == !(16...20).contains(length), "\(length)")
            }
            for count in 0..<bytes.count { #expect(NetlinkMessages.split(Array(bytes.prefix(count))).isEmpty) }
        }

        @Test("An error has its number, and none where the message ends before it")
        func errors() {
            let denied = NetlinkMessages.request(
                type: 2, sequence: 1, body: NetlinkMessages.native(UInt32(bitPattern: -13)))
            #expect(NetlinkMessages.split(denied).first?.errorCode == 13)
            let least = NetlinkMessages.request(
                type: 2, sequence: 1, body: NetlinkMessages.native(UInt32(bitPattern: .min)))
            #expect(NetlinkMessages.split(least).first?.errorCode == .min)
            let empty = NetlinkMessages.request(type: 2, sequence: 1, body: [0, 0])
            #expect(NetlinkMessages.split(empty).first?.errorCode == 0)
        }
    }
#endif
