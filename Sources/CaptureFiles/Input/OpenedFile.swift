/// A capture file that is open, and of which nothing has been looked at.
///
/// Between opening files and reading them, a program can give up its right to open any.
public struct OpenedFile {
    /// As it was named to be opened; `-` for standard input.
    public let path: String
    private let outcome: Result<FileDescriptor, CaptureFileError.Reason>

    /// Opens `path`, `-` being standard input. What prevents that is told when it is read.
    public init(path: String) {
        self.path = path
        do throws(CaptureFileError.Reason) {
            outcome = .success(try FileDescriptor.reading(path))
        } catch {
            outcome = .failure(error)
        }
    }

    func descriptor() throws(CaptureFileError.Reason) -> FileDescriptor { try outcome.get() }
}
