import IGMPWire
import TestSupport

/// Fragments and how to add them.
enum FragmentSamples {
    /// Bytes that differ from one another and from zero.
    static func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8($0 * 7 % 251 + 1) }
    }

    static func filled(_ count: Int, _ value: UInt8) -> [UInt8] {
        [UInt8](repeating: value, count: count)
    }

    static func fragment(
        at offset: Int, more: Bool, source: IPv4Address = IPv4Address(10, 0, 0, 1),
        destination: IPv4Address = .igmpV3Routers, identification: UInt16 = 7, protocol: UInt8 = 2,
        typeOfService: UInt8 = 0xC0, link: Int = 0
    ) -> FragmentReassembler.Fragment {
        FragmentReassembler.Fragment(
            source: source, destination: destination, identification: identification, protocol: `protocol`,
            typeOfService: typeOfService, fragmentField: UInt16(offset / 8) | (more ? 0x2000 : 0), link: link)
    }

    static func add(
        _ payload: ArraySlice<UInt8>, _ fragment: FragmentReassembler.Fragment, options: [UInt8] = [],
        time: Timestamp = Timestamp(nanoseconds: 0), to reassembler: inout FragmentReassembler
    ) -> FragmentReassembler.Outcome {
        let header = PacketBuilder.ipv4(
            source: IPv4Address(10, 0, 0, 1), destination: .igmpV3Routers, payload: [], options: options)
        return lend(header) { header in
            lend(Array(payload)) { payload in
                reassembler.add(fragment, header: header, payload: payload, at: time)
            }
        }
    }

    static func add(
        _ payload: ArraySlice<UInt8>, at offset: Int, more: Bool, options: [UInt8] = [],
        time: Timestamp = Timestamp(nanoseconds: 0), to reassembler: inout FragmentReassembler
    ) -> FragmentReassembler.Outcome {
        add(payload, fragment(at: offset, more: more), options: options, time: time, to: &reassembler)
    }
}
