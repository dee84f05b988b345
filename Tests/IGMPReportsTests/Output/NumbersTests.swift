import IGMPWire
import Testing

@testable import IGMPReports

struct NumbersTests {
    @Test("Integers are written as String writes them, extremes included")
    func decimal() {
        for value in [0, 1, 9, 10, 99, 100, 999, 1000, 65_535, 1_000_000, .max - 1, .max, -1, -10, .min] as [Int] {
            #expect(written { $0.append(decimal: value) } == String(value))
        }
        var power: UInt64 = 1
        while true {
            for value in [power - 1, power, power + 1] {
                #expect(written { $0.append(decimal: value) } == String(value))
            }
            let (next, overflow) = power.multipliedReportingOverflow(by: 10)
            if overflow { break }
            power = next
        }
        #expect(written { $0.append(decimal: UInt64.max) } == String(UInt64.max))
        #expect(written { $0.append(decimal: Int8.min) } == "-128")
        for octet in UInt8.min...UInt8.max {
            #expect(written { $0.append(decimal: octet) } == String(octet))
        }
    }

    @Test("Hexadecimal has the digits asked for, zeros first, in lower case")
    func hexadecimal() {
        #expect(written { $0.append(hexadecimal: 0xC0, digits: 2) } == "c0")
        #expect(written { $0.append(hexadecimal: 0x00, digits: 2) } == "00")
        #expect(written { $0.append(hexadecimal: 0xABCDE, digits: 4) } == "bcde")
        #expect(written { $0.append(hexadecimal: .max, digits: 16) } == "ffffffffffffffff")
    }

    @Test("Addresses are written as their descriptions are")
    func addresses() {
        for octet in UInt8.min...UInt8.max {
            let address = IPv4Address(octet, 0, 255 - octet, octet / 2)
            #expect(written { $0.append(address) } == address.description)
            #expect(written { $0.append(quoted: address) } == "\"\(address)\"")
            let hardware = MACAddress(rawValue: UInt64(octet) &* 0x0100_0100_0101)
            #expect(written { $0.append(hardware) } == hardware.description)
        }
        #expect(written { $0.append(IPv4Address(255, 255, 255, 255)) } == "255.255.255.255")
        for raw: UInt64 in [0, 0x0100_5E00_0016, 0xFFFF_FFFF_FFFF, 0x0A0B_0C0D_0E0F] {
            let address = MACAddress(rawValue: raw)
            #expect(written { $0.append(address) } == address.description)
        }
    }

    @Test(
        "Seconds have the decimals that they need",
        arguments: [
            (0, "0"), (1, "0.000000001"), (100_000_000, "0.1"), (10_000_000_000, "10"), (1_500_000_000, "1.5"),
            (-1, "-0.000000001"), (-2_000_000_000, "-2"), (123_456_789_012, "123.456789012"),
            (.max, "9223372036.854775807"), (.min, "-9223372036.854775808"),
        ] as [(Int64, String)])
    func seconds(nanoseconds: Int64, text: String) {
        #expect(written { $0.append(seconds: Interval(nanoseconds: nanoseconds)) } == text)
    }
}
