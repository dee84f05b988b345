import KernelCounters

/// Why a kernel's counters are not those that RFC 9776 would give.
enum ExplanationsJSON {
    /// - Parameter kernel: of which alone; nil for all.
    static func write(_ differences: CountingDifferences, kernel name: KernelName?, to json: inout JSONWriter) {
        json.beginArray()
        for kernel in name.map({ [$0.kernel] }) ?? CountingKernel.allCases {
            for difference in differences.differences(of: kernel) {
                json.beginObject()
                json.member("kernel", kernel.key)
                json.member("code", difference.oddity.name)
                json.member("count", difference.count)
                json.member("counted_as", difference.countedAs.how)
                json.member("reason", difference.countedAs.why)
                json.member("reference", difference.oddity.reference)
                json.endObject()
            }
        }
        json.endArray()
    }
}

extension CountingKernel {
    /// Its key under `counters`.
    var key: StaticString {
        switch self {
        case .netBSD: "netbsd"
        case .freeBSD: "freebsd"
        case .openBSD: "openbsd"
        case .linuxBridge: "linux_bridge"
        }
    }
}
