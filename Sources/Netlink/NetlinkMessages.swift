#if os(Linux)
    import CRtnetlink

    /// A netlink message (netlink(7)), from the kernel or to it.
    ///
    ///     |                          length (4)                           |
    ///     |            type (2)           |           flags (2)           |
    ///     |                         sequence (4)                          |
    ///     |                           port (4)                            |
    package enum NetlinkMessages {
        package struct Message: Hashable {
            package let type: UInt16
            package let sequence: UInt32
            /// What follows the header.
            package let body: ArraySlice<UInt8>

            /// The `errno` of a message that says what went wrong.
            package var errorCode: Int32 {
                guard let code = NetlinkAttributes(body).uint32 else { return 0 }
                return 0 &- Int32(bitPattern: code)
            }
        }

        private static let headerLength = 16

        /// The messages in what was received. One whose length cannot be ends them.
        package static func split(_ bytes: [UInt8]) -> [Message] {
            var messages: [Message] = []
            var rest = bytes[...]
            while true {
                let header = NetlinkAttributes(rest)
                guard let length = header.uint32.map(Int.init), length >= headerLength, length <= rest.count,
                    let type = header.integer(at: 4, as: UInt16.self),
                    let sequence = header.integer(at: 8, as: UInt32.self)
                else { return messages }
                messages.append(
                    Message(type: type, sequence: sequence, body: rest.prefix(length).dropFirst(headerLength)))
                rest = rest.dropFirst((length + 3) & ~3)
            }
        }

        /// A request for one thing.
        ///
        /// - Parameter flags: beside that it is a request.
        package static func request(
            type: UInt16, flags: Int32 = 0, sequence: UInt32, body: [UInt8]
        ) -> [UInt8] {
            native(UInt32(headerLength + body.count)) + native(type) + native(UInt16(NLM_F_REQUEST | flags))
                + native(sequence) + native(UInt32(0)) + body
        }

        /// A number in the order of the machine.
        package static func native<Value: FixedWidthInteger & UnsignedInteger>(_ value: Value) -> [UInt8] {
            // Lowest byte first; where memory is big-endian the value has been turned round.
            let lowestFirst = value.littleEndian
            return (0..<MemoryLayout<Value>.size).map { UInt8(truncatingIfNeeded: lowestFirst >> Value(8 * $0)) }
        }
    }
#endif
