import IGMPWire
import TestSupport
import Testing

@Suite("IGMPMessage.kind")
struct IGMPMessageKindTests {
    private typealias Samples = IGMPMessageSamples

    private func kind(_ message: [UInt8]) throws(MessageError) -> MessageKind {
        try Samples.kind(message)
    }

    /// That `message` is rejected, for this reason.
    private func expect(
        _ message: [UInt8], rejectedAs rejection: Rejection, _ reason: WireError.Reason, at offset: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(throws: MessageError(rejection, reason, at: offset), sourceLocation: sourceLocation) {
            try Samples.kind(message)
        }
    }

    @Test("A query's version and scope are told by length, code, group and sources")
    func queries() throws {
        let group = Samples.group
        #expect(try kind(PacketBuilder.igmp(type: 0x11)) == .v1Query)
        #expect(try kind(PacketBuilder.igmp(type: 0x11, code: 1)) == .v2GeneralQuery)
        #expect(try kind(PacketBuilder.igmp(type: 0x11, code: 100)) == .v2GeneralQuery)
        #expect(try kind(PacketBuilder.igmp(type: 0x11, code: 10, group: group)) == .v2GroupQuery)
        #expect(try kind(PacketBuilder.queryV3()) == .v3GeneralQuery)
        #expect(try kind(PacketBuilder.queryV3(code: 0)) == .v3GeneralQuery)
        #expect(try kind(PacketBuilder.queryV3(group: group)) == .v3GroupQuery)
        #expect(try kind(PacketBuilder.queryV3(group: group, sources: Samples.sources)) == .v3GroupSourceQuery)
    }

    @Test("Reports and leaves are told by their type")
    func reports() throws {
        #expect(try kind(PacketBuilder.igmp(type: 0x12, group: Samples.group)) == .v1Report)
        #expect(try kind(PacketBuilder.igmp(type: 0x16, group: Samples.group)) == .v2Report)
        #expect(try kind(PacketBuilder.igmp(type: 0x17, group: Samples.group)) == .leave)
        #expect(try kind(PacketBuilder.reportV3([PacketBuilder.record(type: 4, group: Samples.group)])) == .v3Report)
        #expect(try kind(PacketBuilder.reportV3([])) == .v3Report)
    }

    @Test(
        "What is not group membership is told by its type",
        arguments: [
            (0x13, .dvmrp), (0x14, .pimV1), (0x15, .ciscoTrace), (0x1E, .mtraceResponse), (0x1F, .mtraceQuery),
            (0x30, .mrdAdvertisement), (0x31, .mrdSolicitation), (0x32, .mrdTermination), (0x40, .igap),
            (0x41, .igap), (0x42, .igap), (0xFC, .rgmp), (0xFD, .rgmp), (0xFE, .rgmp), (0xFF, .rgmp),
        ] as [(UInt8, MessageKind)])
    func rareTypes(type: UInt8, expected: MessageKind) throws {
        let rest = [UInt8](repeating: 0, count: 16)
        #expect(try kind(PacketBuilder.igmp(type: type, group: Samples.host, rest: rest)) == expected)
    }

    @Test("Every other type is other, whatever it holds")
    func otherTypes() throws {
        let known: Set<UInt8> = [
            0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x1E, 0x1F, 0x22, 0x30, 0x31, 0x32, 0x40, 0x41, 0x42, 0xFC,
            0xFD, 0xFE, 0xFF,
        ]
        for type in 0...255 as ClosedRange<UInt8> {
            let message = PacketBuilder.igmp(type: type, group: Samples.group, rest: Array(repeating: 0, count: 16))
            #expect(try (kind(message) == .other) == !known.contains(type), "type \(type)")
        }
        #expect(try kind(PacketBuilder.igmp(type: 0x20, group: Samples.host)) == .other)
    }

    @Test("7 bytes are too short, whatever the type", arguments: [0x11, 0x12, 0x16, 0x17, 0x22, 0x13, 0x30] as [UInt8])
    func tooShort(type: UInt8) throws {
        let message = PacketBuilder.igmp(type: type, code: 1, group: type == 0x22 ? .unspecified : Samples.group)
        _ = try kind(message)
        for length in 0...7 {
            expect(
                Array(message.prefix(length)), rejectedAs: .tooShort, .truncated(needed: 8, available: length), at: 0)
        }
        // Length goes before checksum.
        expect(Samples.resized(message, to: 7), rejectedAs: .tooShort, .truncated(needed: 8, available: 7), at: 0)
    }

    @Test("Any bit changed is a bad checksum, whatever the type then is")
    func checksum() throws {
        let message = PacketBuilder.igmp(type: 0x16, group: Samples.group)
        #expect(try kind(message) == .v2Report)
        for bit in 0..<64 {
            var changed = message
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            expect(changed, rejectedAs: .badChecksum, .badChecksum(sum: naiveInternetSum(changed)), at: 2)
        }
    }

    @Test("A checksum of 0xFFFF is right where 0x0000 would be, and nothing else is")
    func negativeZero() throws {
        var message = PacketBuilder.igmp(type: 0x16, group: IPv4Address(225, 1, 8, 254))
        #expect(Array(message[2..<4]) == [0, 0])
        #expect(try kind(message) == .v2Report)
        message.replaceSubrange(2..<4, with: [0xFF, 0xFF])
        #expect(try kind(message) == .v2Report)
        message.replaceSubrange(2..<4, with: [0xFF, 0xFE])
        expect(message, rejectedAs: .badChecksum, .badChecksum(sum: 0xFFFE), at: 2)
    }

    @Test("Bytes behind the fields are covered by the checksum and otherwise ignored")
    func trailingBytes() throws {
        let message = PacketBuilder.igmp(type: 0x16, group: Samples.group, rest: [1, 2, 3])
        #expect(try kind(message) == .v2Report)
        var changed = message
        changed[10] ^= 0xFF
        expect(changed, rejectedAs: .badChecksum, .badChecksum(sum: naiveInternetSum(changed)), at: 2)
        let query = PacketBuilder.queryV3(group: Samples.group, sources: Samples.sources)
        #expect(try kind(Samples.resized(query, to: 29)) == .v3GroupSourceQuery)
    }

    @Test("A checksum that is known already is not taken again")
    func knownChecksum() throws {
        let message = PacketBuilder.igmp(type: 0x16, group: Samples.group)
        let right = lend(message) { InternetChecksum($0) }
        var changed = message
        changed[7] ^= 1
        let kind = try lend(changed) { try IGMPMessage($0.dropFirst(0)).kind(checksum: right) }
        #expect(kind == .v2Report)
        #expect(throws: MessageError(.badChecksum, .badChecksum(sum: 0), at: 2)) {
            try lend(message) { try IGMPMessage($0.dropFirst(0)).kind(checksum: InternetChecksum()) }
        }
    }

    @Test("A query of 9 to 11 bytes is bad, 8 and 12 are not", arguments: 8...12)
    func queryLength(length: Int) throws {
        let message = Samples.resized(PacketBuilder.queryV3(group: Samples.group), to: length)
        switch length {
        case 8: #expect(try kind(message) == .v2GroupQuery)
        case 12: #expect(try kind(message) == .v3GroupQuery)
        default: expect(message, rejectedAs: .badQuery, .queryLength(length), at: 0)
        }
    }

    @Test("All the sources that a query announces are there", arguments: 12...20)
    func querySources(length: Int) throws {
        let query = PacketBuilder.queryV3(group: Samples.group, sources: Samples.sources)
        #expect(query.count == 20)
        let message = Samples.resized(query, to: length)
        if length == 20 {
            #expect(try kind(message) == .v3GroupSourceQuery)
        } else {
            expect(message, rejectedAs: .badQuery, .truncated(needed: 8, available: length - 12), at: 12)
        }
    }

    @Test("65535 sources announced are no more than their bytes allow")
    func manySources() throws {
        let query = PacketBuilder.queryV3(group: Samples.group)
        #expect(try kind(query) == .v3GroupQuery)
        let announced = PacketBuilder.checksummed(query.prefix(10) + [0xFF, 0xFF], at: 2)
        expect(announced, rejectedAs: .badQuery, .truncated(needed: 262_140, available: 0), at: 12)
    }

    @Test("A general query that lists sources is bad")
    func sourcesInGeneralQuery() throws {
        #expect(try kind(PacketBuilder.queryV3()) == .v3GeneralQuery)
        expect(
            PacketBuilder.queryV3(sources: Samples.sources), rejectedAs: .badQuery, .sourcesInGeneralQuery(count: 2),
            at: 10)
    }

    @Test(
        "A group is an address from 224.0.0.0 to 239.255.255.255",
        arguments: [
            (IPv4Address(223, 255, 255, 255), false), (IPv4Address(224, 0, 0, 0), true),
            (IPv4Address(239, 255, 255, 255), true), (IPv4Address(240, 0, 0, 0), false), (.broadcast, false),
        ])
    func groups(group: IPv4Address, isGroup: Bool) throws {
        let messages: [(message: [UInt8], kind: MessageKind, rejection: Rejection)] = [
            (PacketBuilder.igmp(type: 0x11, code: 100, group: group), .v2GroupQuery, .badQuery),
            (PacketBuilder.queryV3(group: group), .v3GroupQuery, .badQuery),
            (PacketBuilder.queryV3(group: group, code: 0), .v3GroupQuery, .badQuery),
            (PacketBuilder.queryV3(group: group, sources: Samples.sources), .v3GroupSourceQuery, .badQuery),
            (PacketBuilder.igmp(type: 0x12, group: group), .v1Report, .badReport),
            (PacketBuilder.igmp(type: 0x16, group: group), .v2Report, .badReport),
            (PacketBuilder.igmp(type: 0x17, group: group), .leave, .badReport),
        ]
        for (message, kind, rejection) in messages {
            if isGroup {
                #expect(try self.kind(message) == kind)
            } else {
                expect(message, rejectedAs: rejection, .notAGroup(group), at: 4)
            }
        }
    }

    @Test("0.0.0.0 is a group in no report", arguments: [0x12, 0x16, 0x17] as [UInt8])
    func unspecifiedGroup(type: UInt8) throws {
        _ = try kind(PacketBuilder.igmp(type: type, group: Samples.group))
        expect(PacketBuilder.igmp(type: type), rejectedAs: .badReport, .notAGroup(.unspecified), at: 4)
    }

    @Test("The group of a version 1 query is not looked at")
    func v1QueryGroup() throws {
        for group in [.unspecified, Samples.group, Samples.host, .broadcast] as [IPv4Address] {
            #expect(try kind(PacketBuilder.igmp(type: 0x11, group: group)) == .v1Query)
        }
        // With a code it is of version 2, where it is looked at.
        expect(
            PacketBuilder.igmp(type: 0x11, code: 1, group: Samples.host), rejectedAs: .badQuery,
            .notAGroup(Samples.host), at: 4)
    }

    @Test("MRD solicitations and terminations have 4 bytes or more", arguments: [0x31, 0x32] as [UInt8])
    func shortMRD(type: UInt8) throws {
        let expected: MessageKind = type == 0x31 ? .mrdSolicitation : .mrdTermination
        let message = PacketBuilder.checksummed([type, 0, 0, 0], at: 2)
        #expect(try kind(message) == expected)
        #expect(try kind(Samples.resized(message, to: 7)) == expected)
        #expect(try kind(Samples.resized(message, to: 8)) == expected)
        expect(Array(message.prefix(3)), rejectedAs: .tooShort, .truncated(needed: 8, available: 3), at: 0)
        var changed = message
        changed[1] = 1
        expect(changed, rejectedAs: .badChecksum, .badChecksum(sum: naiveInternetSum(changed)), at: 2)
    }

    @Test("A short MRD message uses the checksum that is known already")
    func shortMRDKnownChecksum() throws {
        let right = lend(PacketBuilder.checksummed([0x31, 0, 0, 0], at: 2)) { InternetChecksum($0) }
        let kind = try lend([0x31, 0, 0, 0]) { try IGMPMessage($0.dropFirst(0)).kind(checksum: right) }
        #expect(kind == .mrdSolicitation)
    }

    @Test("An mtrace message has 24 bytes", arguments: [0x1E, 0x1F] as [UInt8])
    func mtraceLength(type: UInt8) throws {
        let message = PacketBuilder.igmp(type: type, rest: Array(repeating: 0, count: 16))
        #expect(try kind(message) == (type == 0x1E ? .mtraceResponse : .mtraceQuery))
        expect(
            Samples.resized(message, to: 23), rejectedAs: .malformed, .truncated(needed: 24, available: 23), at: 0)
        expect(Samples.resized(message, to: 8), rejectedAs: .malformed, .truncated(needed: 24, available: 8), at: 0)
    }

    @Test("An IGAP message has 16 bytes", arguments: [0x40, 0x41, 0x42] as [UInt8])
    func igapLength(type: UInt8) throws {
        let message = PacketBuilder.igmp(type: type, group: Samples.group, rest: Array(repeating: 0, count: 8))
        #expect(try kind(message) == .igap)
        expect(
            Samples.resized(message, to: 15), rejectedAs: .malformed, .truncated(needed: 16, available: 15), at: 0)
    }

    @Test("No bytes trap, and what is taken has a right checksum")
    func anyBytes() {
        var generator = SeededGenerator(seed: 11)
        var taken: Set<MessageKind> = []
        var rejected: Set<Rejection> = []
        for _ in 0..<4000 {
            var message = generator.bytes(Int.random(in: 0...40, using: &generator))
            if !message.isEmpty, Bool.random(using: &generator) {
                message[0] =
                    [0x11, 0x12, 0x16, 0x17, 0x22, 0x1F, 0x30, 0x31, 0x40, 0xFC].randomElement(using: &generator) ?? 0
            }
            if message.count >= 8, Bool.random(using: &generator) {
                message.replaceSubrange(4..<8, with: [0, 0, 0, 0])
                message[1] &= 1
            }
            if message.count >= 4, Int.random(in: 0..<8, using: &generator) > 0 {
                message = PacketBuilder.checksummed(message, at: 2)
            }
            do {
                taken.insert(try kind(message))
                #expect(naiveInternetSum(message) == 0xFFFF)
            } catch {
                rejected.insert(error.rejection)
                #expect((error.rejection == .tooShort) == (message.count < 8 && error.cause.offset == 0))
            }
        }
        #expect(
            taken.isSuperset(of: [
                .v1Query, .v2GeneralQuery, .v3Report, .mtraceQuery, .mrdSolicitation, .igap, .rgmp, .other,
            ]))
        #expect(rejected == Set(Rejection.allCases).subtracting([.badIPHeader]))
    }
}
