import IGMPWire

/// What says which link something belongs to.
enum LinkJSON {
    /// VLAN identifiers, the outermost first; an empty array for untagged.
    static func write(_ tags: VLANTags, to json: inout JSONWriter) {
        json.beginArray()
        for index in 0..<tags.count { json.value(tags[index]) }
        json.endArray()
    }
}
