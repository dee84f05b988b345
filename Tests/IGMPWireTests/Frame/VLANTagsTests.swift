import IGMPWire
import Testing

@Suite("VLANTags")
struct VLANTagsTests {
    @Test("As many tags as the capacity are kept in order, one more is refused")
    func capacity() {
        var tags = VLANTags()
        #expect(tags.isEmpty)
        for index in 0..<VLANTags.capacity {
            let added = tags.append(UInt16(0xFFF - index))
            #expect(added)
            #expect(tags.count == index + 1)
        }
        let full = tags
        let added = tags.append(1)
        #expect(!added)
        #expect(tags == full)
        for index in 0..<VLANTags.capacity { #expect(tags[index] == UInt16(0xFFF - index)) }
    }

    @Test("Priority bits are left out")
    func priority() {
        var tags = VLANTags()
        _ = tags.append(0xF123)
        #expect(tags[0] == 0x123)
    }

    @Test("No tag, the tag 0, and two of them are three different stacks")
    func priorityTags() {
        let none = VLANTags()
        var one = none
        _ = one.append(0)
        var two = one
        _ = two.append(0)
        #expect(Set([none, one, two]).count == 3)
        #expect(!one.isEmpty)
    }

    @Test("The order of the tags counts")
    func order() {
        var left = VLANTags()
        _ = left.append(1)
        _ = left.append(2)
        var right = VLANTags()
        _ = right.append(2)
        _ = right.append(1)
        #expect(left != right)
    }

    @Test("An index outside the stack traps")
    func outside() async {
        await #expect(processExitsWith: .failure) {
            var tags = VLANTags()
            _ = tags.append(1)
            _ = tags[1]
        }
    }
}
