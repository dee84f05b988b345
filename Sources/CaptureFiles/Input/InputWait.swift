/// Called with a file descriptor before a read that would have to wait for bytes: of
/// a pipe, a terminal or a socket, never of a regular file.
///
/// It may do what should not wait that long, and wait itself. When it returns
/// false, the input is taken to end here.
public typealias InputWait = (_ descriptor: Int32) -> Bool
