import CaptureFiles
import IGMPAnalysis
import IGMPWire

/// Which of the analyzer's interfaces each interface of each file is.
///
/// Files are read as one run: an interface of the same name and link type is the
/// same in all of them, and in every section of a file. Of several that are alike
/// in one section, the first is the first of the next, and so on.
struct InterfaceNumbers {
    private struct Identity: Hashable {
        let name: String?
        let linkType: LinkType
        /// How many that are alike come before it in its section.
        let position: Int
    }

    /// What is alike in one section of one file.
    private struct Kind: Hashable {
        let file: Int
        let section: Int
        let name: String?
        let linkType: LinkType
    }

    private var known: [Identity: Int] = [:]
    /// How many of a kind there were so far.
    private var counts: [Kind: Int] = [:]
    /// For each file the analyzer's number of each of its interfaces.
    private(set) var numbers: [[Int]]

    init(fileCount: Int) {
        numbers = Array(repeating: [], count: fileCount)
    }

    /// Adds the interfaces that a file has described since the last time.
    mutating func add(
        _ interfaces: [CaptureInterface], of file: Int, named path: String, to session: inout Session
    ) throws(CommandFailure) {
        for interface in interfaces.dropFirst(numbers[file].count) {
            let kind = Kind(
                file: file, section: interface.section, name: interface.name, linkType: interface.linkType)
            let position = counts[kind, default: 0]
            counts[kind] = position + 1
            let identity = Identity(name: interface.name, linkType: interface.linkType, position: position)
            let number =
                known[identity]
                ?? session.addInterface(
                    AnalyzedInterface(name: interface.name, source: path, linkType: interface.linkType),
                    snapLength: interface.snapLength)
            known[identity] = number
            numbers[file].append(number)
            if let since = interface.capturedSince { try session.watch(interface: number, since: since) }
        }
    }
}
