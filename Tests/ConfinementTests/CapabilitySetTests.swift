#if os(Linux)
    import Glibc
    import Testing

    @testable import Confinement

    /// Each in a process of its own: there is no way back.
    @Suite("Capabilities", .enabled(if: geteuid() == 0, "needs root"))
    struct CapabilitySetTests {
        @Test("Their numbers are the kernel's")
        func numbers() {
            // linux/capability.h
            #expect(CapabilitySet.setGroups.rawValue == 1 << 6)
            #expect(CapabilitySet.setUser.rawValue == 1 << 7)
            #expect(CapabilitySet.setCapabilities.rawValue == 1 << 8)
            #expect(CapabilitySet.netRaw.rawValue == 1 << 13)
        }

        @Test("What is kept is in force, and all else is gone")
        func keepOnly() async {
            await #expect(processExitsWith: .success) {
                try #require(CapabilitySet.held.effective.isSuperset(of: [.netRaw, .setUser]))
                #expect(CapabilitySet.keepOnly(.netRaw))
                #expect(CapabilitySet.held == .init(effective: .netRaw, permitted: .netRaw))
                #expect(!CapabilitySet.keepOnly(.setUser), "what is gone cannot be had back")
                #expect(CapabilitySet.keepOnly([]))
                #expect(CapabilitySet.held == .init(effective: [], permitted: []))
            }
        }

        @Test("A capability that is permitted can be put in force; one that is not, not")
        func raise() async {
            await #expect(processExitsWith: .success) {
                #expect(CapabilitySet.keepOnly(.netRaw))
                #expect(CapabilitySet.set(.init(effective: [], permitted: .netRaw)))
                try #require(CapabilitySet.held == .init(effective: [], permitted: .netRaw))
                CapabilitySet.raise(.setUser)
                #expect(CapabilitySet.held == .init(effective: [], permitted: .netRaw))
                CapabilitySet.raise(.netRaw)
                #expect(CapabilitySet.held == .init(effective: .netRaw, permitted: .netRaw))
            }
        }
    }
#endif
