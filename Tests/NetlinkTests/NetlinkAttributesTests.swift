import Testing

@testable import Netlink

@Suite("Netlink attributes")
struct NetlinkAttributesTests {
    /// Of type 7 the bytes 1, 2, 3; of type 9, nested, of type 5 the number 0x01020304.
    private static let bytes: [UInt8] =
        native(UInt16(7)) + native(UInt16(7)) + [1, 2, 3, 0] + native(UInt16(12)) + native(UInt16(9 | 0x8000))
        + native(UInt16(8)) + native(UInt16(5)) + native(UInt32(0x0102_0304))

    /// A number as it lies in the memory of this machine.
    private static func native<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        unsafe withUnsafeBytes(of: value) { unsafe Array($0) }
    }

    @Test("A value is found by its type, in its length without the padding, and within others")
    func found() {
        let attributes = NetlinkAttributes(Self.bytes[...])
        #expect(attributes[7].map { Array($0.bytes) } == [1, 2, 3])
        #expect(attributes[9]?[5]?.uint32 == 0x0102_0304)
        #expect(attributes[5] == nil)
        #expect(attributes[7]?[7] == nil)
    }

    @Test("Numbers are in the order of the machine, and not read where bytes lack")
    func numbers() {
        let value = NetlinkAttributes((Self.native(UInt32(0x0506_0708)) + Self.native(UInt64(1) << 40))[...])
        #expect(value.uint32 == 0x0506_0708)
        #expect(value.integer(at: 4, as: UInt64.self) == 1 << 40)
        #expect(value.integer(at: 5, as: UInt64.self) == nil)
        #expect(value.integer(at: -1, as: UInt8.self) == nil)
        #expect(value.integer(at: 11, as: UInt8.self) != nil)
        #expect(value.integer(at: 12, as: UInt8.self) == nil)
        #expect(NetlinkAttributes([]).uint8 == nil)
    }

    @Test("A text ends with its zero byte, or its length")
    func texts() {
        #expect(NetlinkAttributes([98, 114, 48, 0, 99]).string == "br0")
        #expect(NetlinkAttributes([98, 114]).string == "br")
    }

    @Test("Whatever is cut off or changed, nothing outside is read", arguments: 0..<20)
    func hostile(place: Int) {
        let whole = Array(NetlinkAttributes(Self.bytes[...])[9]?.bytes ?? [])
        #expect(whole.count == 8)
        for value in UInt8.min...UInt8.max {
            var bytes = Self.bytes
            bytes[place] = value
            for type in [5, 7, 9] {
                let found = NetlinkAttributes(bytes[...])[type]
                #expect(found.map { $0.bytes.endIndex <= bytes.endIndex } ?? true)
                _ = found?[5]?.uint32
            }
        }
        let cut = NetlinkAttributes(Self.bytes.prefix(place))
        #expect((cut[7] != nil) == (place >= 7))
        #expect(cut[9] == nil)
    }
}
