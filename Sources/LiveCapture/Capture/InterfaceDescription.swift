package import IGMPWire

/// An interface that can be captured from, as a listing shows it.
package struct InterfaceDescription: Hashable, Sendable {
    package let name: String
    /// What the system says it is; nil where it says nothing.
    package let description: String?
    package let isUp: Bool
    package let isRunning: Bool
    package let isLoopback: Bool
    /// Its IPv4 addresses.
    package let addresses: [IPv4Address]
}

extension LiveCapture {
    /// Every interface that a capture may name, in libpcap's order.
    package static func availableInterfaces() throws(LiveCaptureError) -> [InterfaceDescription] {
        try InterfaceDescription.fromLibpcap()
    }
}
