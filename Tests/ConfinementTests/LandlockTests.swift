#if os(Linux)
    import Testing

    @testable import Confinement

    @Suite("Landlock")
    struct LandlockTests {
        @Test("A kernel is asked for each right that its version knows, and for no other")
        func versions() {
            #expect(Landlock.rights(ofVersion: 1) == [0x1FFF])
            #expect(Landlock.rights(ofVersion: 2) == [0x3FFF])
            #expect(Landlock.rights(ofVersion: 3) == [0x7FFF])
            #expect(Landlock.rights(ofVersion: 4) == [0x7FFF, 3])
            #expect(Landlock.rights(ofVersion: 5) == [0xFFFF, 3])
            for version in [6, 7, 100] { #expect(Landlock.rights(ofVersion: version) == [0xFFFF, 3, 3]) }
        }
    }
#endif
