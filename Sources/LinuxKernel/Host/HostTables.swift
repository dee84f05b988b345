#if os(Linux)
    /// The files in which the kernel shows the groups that this host is in.
    struct HostTables: ~Copyable {
        private let memberships: SystemFile
        private let filters: SystemFile

        init() throws(KernelReadingError) {
            let memberships = try SystemFile("/proc/net/igmp")
            let filters = try SystemFile("/proc/net/mcfilter")
            self.memberships = memberships
            self.filters = filters
        }

        /// What they hold at one moment, by interface index.
        struct Contents {
            var memberships: [UInt32: MembershipTable.Interface] = [:]
            var sources: [UInt32: [SourceFilterTable.Entry]] = [:]

            func figures(of host: OwnInterface, named name: String) -> KernelReader.Figures {
                guard let its = memberships[host.index] else {
                    return .gone(
                        KernelReadingError(
                            "\(name): neither a port of a bridge nor an interface with IPv4: nothing to compare with"))
                }
                return .host(its, sources[host.index] ?? [])
            }
        }

        /// Read now, or why that failed.
        var contents: Result<Contents, KernelReadingError> {
            do throws(KernelReadingError) {
                return .success(
                    Contents(
                        memberships: MembershipTable.read(try memberships.read()),
                        sources: SourceFilterTable.read(try filters.read())))
            } catch {
                return .failure(error)
            }
        }
    }
#endif
