import IGMPWire

/// pcap: a file header, then records.
extension CaptureFileReader {
    mutating func readPCAPHeader(_ variant: PCAPFileHeader.Variant) throws(CaptureFileError.Reason) {
        format = .pcap
        isSwapped = variant.isSwapped
        try require(PCAPFileHeader.length)
        let header = try PCAPFileHeader(bytes(PCAPFileHeader.length), variant: variant)
        pcapHeader = header
        fractionUnit = variant.fractionUnit
        linkType = header.linkType
        interfaces = [CaptureInterface(linkType: header.linkType, snapLength: header.snapLength)]
        let isPlain = !isSwapped && variant.recordHeaderLength == 16 && header.lengthOrder == .capturedFirst
        layout = isPlain ? .plainPCAP : .general
        // The header was required.
        unsafe cursor += PCAPFileHeader.length
    }

    /// Reads the next record; false if the file ends here.
    mutating func nextRecord() throws(CaptureFileError.Reason) -> Bool {
        guard let file = pcapHeader else { return false }
        let headerLength = file.variant.recordHeaderLength
        beginRecord()
        if try available(headerLength) == 0 { return false }
        try require(headerLength)
        let record = PCAPRecordHeader(bytes(headerLength), lengthOrder: file.lengthOrder)
        let limit = FrameLimit.longest(of: file.linkType)
        guard record.capturedLength <= limit else {
            throw .frameTooLong(length: record.capturedLength, limit: limit)
        }
        try require(headerLength + record.capturedLength)
        // 32 bits of seconds and of fraction cannot overflow 64 bits of nanoseconds.
        let time = Timestamp(
            nanoseconds: Int64(record.seconds) * 1_000_000_000 + Int64(record.fraction) * fractionUnit)
        deliver(
            from: headerLength, captured: record.capturedLength, original: record.originalLength, at: time,
            leaving: headerLength + record.capturedLength)
        return true
    }
}
