/// Called with a file descriptor before a read that would have to wait for bytes, of
/// a pipe, a terminal or a socket; and every few megabytes before one that would not:
/// of millions of bytes not one may be a frame's.
///
/// It may do what should not wait that long, and wait itself. When it returns
/// false, the input is taken to end here.
public typealias InputWait = (_ descriptor: Int32) -> Bool
