package import IGMPAnalysis

/// The closing lines of a capture.
package enum TotalsText {
    package static func text(_ analyzer: borrowing Analyzer, _ facts: CaptureFacts) -> String {
        "\(analyzer.packets) packets captured"
    }
}
