/// Bytes that come one after another: read from a descriptor, or decompressed.
protocol ByteStream: AnyObject {
    /// Fills `buffer`, which is not empty, from its start with what there is; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CaptureFileError.Reason) -> Int
    /// How many bytes of the file itself have been read.
    var position: Int { get }
}
