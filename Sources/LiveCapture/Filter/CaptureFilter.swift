package import IGMPWire

/// A capture filter expression that libpcap does not take.
package struct CaptureFilterError: Error, Hashable, Sendable, CustomStringConvertible {
    package let expression: String
    /// libpcap's own words.
    package let message: String

    package var description: String {
        "bad capture filter `\(expression)`: \(message)"
    }
}

/// A capture filter expression (pcap-filter(7)), for frames of any link type.
///
/// It is matched against the frame as it is delivered, VLAN tags in place, for
/// files and live captures alike, so that both take the same frames.
package struct CaptureFilter: ~Copyable {
    package let expression: String
    /// Compiled on first use, one for each link type seen.
    private var compiled: [(linkType: LinkType, expression: CompiledExpression)] = []

    /// Takes an expression as it is; ``validate()`` says whether it is one.
    package init(_ expression: String) {
        self.expression = expression
    }

    /// Checks the expression before there are frames: it must hold for some link type.
    ///
    /// - Throws: what libpcap says of it for Ethernet.
    package func validate() throws(CaptureFilterError) {
        do {
            _ = try CompiledExpression(expression, linkType: .ethernet)
        } catch {
            let others: [LinkType] = [.linuxSLL2, .raw, .ieee80211Radiotap, .pppEthernet]
            if !others.contains(where: { (try? CompiledExpression(expression, linkType: $0)) != nil }) { throw error }
        }
    }

    /// Compiles the expression for every link type that is read, while names in it can still be
    /// looked up. Where it has no meaning, ``matches(_:)`` will say so.
    package mutating func prepare() {
        for linkType in LinkType.readable { _ = try? program(for: linkType) }
    }

    /// Whether the expression holds for `frame`.
    ///
    /// - Throws: when it cannot hold for frames of that link type at all.
    package mutating func matches(_ frame: borrowing CapturedFrame) throws(CaptureFilterError) -> Bool {
        let program = try program(for: frame.linkType)
        let originalLength = frame.originalLength
        // Lent for the call only.
        return unsafe frame.bytes.withUnsafeBytes { unsafe program.matches($0, originalLength: originalLength) }
    }

    /// The expression compiled for `linkType`.
    mutating func program(for linkType: LinkType) throws(CaptureFilterError) -> CompiledExpression {
        if let known = compiled.first(where: { $0.linkType == linkType }) { return known.expression }
        let program = try CompiledExpression(expression, linkType: linkType)
        compiled.append((linkType, program))
        return program
    }
}
