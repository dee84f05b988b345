/// Why the kernel did not tell what it was asked for.
package struct KernelReadingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One line: what was asked for, and what is wrong.
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
