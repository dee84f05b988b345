#if os(Linux)
    import Glibc
    import IGMPWire
    import Testing

    @testable import LiveCapture

    /// A frame as it was delivered.
    struct Delivered: Equatable {
        var bytes: [UInt8]
        var direction: FrameDirection
        var interface: String
    }

    extension LiveCapture {
        /// Reads until `count` frames have come and nothing more for a while, or two seconds have passed.
        mutating func read(_ count: Int, from first: UInt64 = 1) throws -> [Delivered] {
            var delivered: [Delivered] = []
            var last = Timestamp(nanoseconds: .min)
            let end = CaptureClock.monotonic + 2_000_000_000
            var quiet = 0
            while CaptureClock.monotonic < end, delivered.count < count || quiet < 3 {
                _ = wait(milliseconds: 50)
                let names = interfaces
                quiet += 1
                while let frame = try next() {
                    quiet = 0
                    #expect(frame.timestamp >= last, "time runs backwards")
                    last = frame.timestamp
                    #expect(frame.originalLength == frame.bytes.count)
                    #expect(frame.number == first + UInt64(delivered.count))
                    delivered.append(
                        Delivered(
                            bytes: (0..<frame.bytes.count).map { frame.bytes.uint8(at: $0) },
                            direction: frame.direction, interface: names[frame.interface]))
                }
            }
            return delivered
        }

        /// The notices up to one that is wanted, waiting so long for it at most; frames are passed over.
        mutating func notices(
            within seconds: Int64 = 5, until isWanted: (CaptureNotice) -> Bool
        ) throws -> [CaptureNotice] {
            var notices: [CaptureNotice] = []
            let end = CaptureClock.monotonic + seconds * 1_000_000_000
            while CaptureClock.monotonic < end, !notices.contains(where: isWanted) {
                _ = wait(milliseconds: 50)
                while try next() != nil {}
                notices += takeNotices()
            }
            return notices
        }

        /// The notices of the next second.
        mutating func noticesForASecond() throws -> [CaptureNotice] {
            try notices(within: 1) { _ in false }
        }
    }
#endif
