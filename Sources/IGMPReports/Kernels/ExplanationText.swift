package import IGMPAnalysis
import KernelCounters

/// Tells kernel by kernel which packets of a link were counted otherwise than RFC
/// 9776 would have it, how many, how, and why.
package struct ExplanationText {
    /// Nil for every kernel.
    let kernel: KernelName?

    package init(kernel: KernelName?) {
        self.kernel = kernel
    }

    /// Writes a block for each kernel, with a line before each of several links.
    package func write(_ analyzer: borrowing Analyzer, to buffer: inout ByteBuffer) {
        let places = analyzer.linksInOrder()
        for place in places {
            if places.count > 1 {
                buffer.append(escapedForTerminal: analyzer.name(of: analyzer.links[place]))
                buffer.append(":\n")
            }
            write(analyzer.links[place].differences, to: &buffer)
        }
        // A link without any packet has counted everything right.
        if places.isEmpty { write(CountingDifferences(), to: &buffer) }
    }

    private func write(_ differences: CountingDifferences, to buffer: inout ByteBuffer) {
        for name in kernel.map({ [$0] }) ?? KernelName.allCases {
            buffer.append(unescaped: name.rawValue)
            buffer.append(":\n")
            let differences = differences.differences(of: name.kernel)
            if differences.isEmpty { buffer.append("\teverything counted as RFC 9776 has it\n") }
            for difference in differences { write(difference, to: &buffer) }
        }
    }

    private func write(_ difference: CountingDifferences.Difference, to buffer: inout ByteBuffer) {
        NetstatText.write(difference.oddity.label, difference.count, to: &buffer)
        buffer.append(", counted ")
        buffer.append(difference.countedAs.how)
        buffer.append(": ")
        buffer.append(difference.countedAs.why)
        buffer.append(" (")
        buffer.append(difference.oddity.reference)
        buffer.append(")\n")
    }
}

extension KernelName {
    /// The kernel of that name.
    var kernel: CountingKernel {
        switch self {
        case .netbsd: .netBSD
        case .freebsd: .freeBSD
        case .openbsd: .openBSD
        case .linuxBridge: .linuxBridge
        }
    }
}
