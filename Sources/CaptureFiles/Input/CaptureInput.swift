/// The bytes of a capture file, uncompressed, seen through a window that moves forward.
///
/// It is asked once per window, never per record, so that its being a class
/// behind a protocol costs nothing.
protocol CaptureInput: AnyObject {
    /// Drops the first `consumed` bytes of the window and returns what follows:
    /// at least `needed` bytes, fewer only where the input ends before.
    ///
    /// The memory of earlier windows must not be used afterwards.
    func window(
        droppingFirst consumed: Int, needed: Int
    ) throws(CaptureFileError.Reason) -> UnsafeRawBufferPointer

    /// How many bytes of the file itself, as it lies on the disk, have been read.
    var position: Int { get }
    /// How many there are in all, where that is known.
    var size: Int? { get }
}

/// Bytes that come one after another: read from a descriptor, or decompressed.
protocol ByteStream: AnyObject {
    /// Fills `buffer`, which is not empty, from its start with what there is; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CaptureFileError.Reason) -> Int
    /// How many bytes of the file itself have been read.
    var position: Int { get }
}
