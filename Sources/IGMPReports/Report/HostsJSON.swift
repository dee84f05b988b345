import IGMPAnalysis
import IGMPTracking
import IGMPWire
import KernelCounters

/// The hosts whose kernels were run along.
enum HostsJSON {
    /// - Parameter kernel: whose counters alone; nil for all.
    static func write(_ analyzer: borrowing Analyzer, kernel: KernelName?, to json: inout JSONWriter) {
        json.beginArray()
        if analyzer.links.isEmpty { writeUnheard(analyzer.options, kernel, to: &json) }
        for (place, index) in analyzer.hostsInOrder() {
            let link = analyzer.links[place]
            write(
                link.hosts[index], link.hostKernels[index], kernel,
                interface: analyzer.interfaces[link.identity.interface].name, vlanTags: link.identity.vlanTags,
                to: &json)
        }
        json.endArray()
    }

    /// Where no link carried IGMP, nothing has reached any host.
    private static func writeUnheard(_ options: AnalysisOptions, _ kernel: KernelName?, to json: inout JSONWriter) {
        let areRouters = options.hostsAreMulticastRouters
        for address in options.hosts.sorted() {
            let known = options.knownMembers.filter { $0.host == address }.map(\.group)
            write(
                NetBSDHost(address: address, known: known, isMulticastRouter: areRouters),
                HostKernels(address: address, known: known, isMulticastRouter: areRouters), kernel, interface: nil,
                vlanTags: VLANTags(), to: &json)
        }
    }

    private static func write(
        _ host: NetBSDHost, _ others: HostKernels, _ kernel: KernelName?, interface: String?, vlanTags: VLANTags,
        to json: inout JSONWriter
    ) {
        json.beginObject()
        json.member("address", host.address)
        json.member("interface", interface)
        json.key("vlan_tags")
        LinkJSON.write(vlanTags, to: &json)
        json.member("multicast_router", host.isMulticastRouter)
        json.member("router_version", host.routerVersion)
        json.key("counters")
        CountersJSON.write(host, others, kernel: kernel, to: &json)
        json.key("groups")
        json.beginArray()
        // Groups of 224.0.0.0/24 are never timed: they have no state to tell of.
        for membership in host.groups where !membership.group.isLocalGroup {
            json.beginObject()
            json.member("group", membership.group)
            json.member("state", membership.state.name)
            json.endObject()
        }
        json.endArray()
        json.key("linux_host")
        write(others.linux, to: &json)
        json.member("group_overflow", max(host.groupOverflow, others.linux.groupOverflow))
        json.endObject()
    }

    /// What the host's `/proc/net/igmp` would show.
    private static func write(_ host: LinuxHost, to json: inout JSONWriter) {
        json.beginObject()
        json.member("querier", "V\(host.querierVersion)")
        json.key("groups")
        json.beginArray()
        for membership in host.groups {
            json.beginObject()
            json.member("group", membership.group)
            json.member("reporter", membership.isReporter)
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }
}
