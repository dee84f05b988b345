package import KernelCounters

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What the kernel of this host has counted and knows of some of its interfaces: of
/// the ports of bridges their multicast counters, of others the groups that the
/// host is in there.
///
/// Reading needs no privilege, once or any number of times.
package final class KernelReader {
    /// What an interface is.
    package enum Role: Hashable, Sendable {
        case port(BridgePort)
        case host(OwnInterface)
    }

    /// What the kernel has on an interface.
    package enum Figures: Hashable, Sendable {
        case port(LinuxBridgeCounters)
        case host(MembershipTable.Interface, [SourceFilterTable.Entry])
        /// Nothing: the interface or its role is gone.
        case gone(KernelReadingError)
    }

    package let names: [String]
    /// What each of ``names`` was when the reader was made.
    package let roles: [Role]

    #if os(Linux)
        private var socket: RouteSocket
        private var ports = PortWatch()
        /// Nil where every interface is a port.
        private let tables: HostTables?
        /// Whether packets of all bridges of this network namespace go through iptables; nil
        /// where br_netfilter is not loaded.
        private let bridgeNetfilter: SystemFile?

        /// - Parameter names: of the interfaces.
        /// - Throws: when the kernel has nothing on one of them.
        package init(_ names: [String]) throws(KernelReadingError) {
            var socket = try RouteSocket()
            let bridgeNetfilter = try? SystemFile("/proc/sys/net/bridge/bridge-nf-call-iptables")
            let allCallIPTables = Self.isOn(bridgeNetfilter)
            var roles: [Role] = []
            for name in names {
                // The name lives as long as the call.
                let index = unsafe if_nametoindex(name)
                guard index != 0 else { throw KernelReadingError("\(name): no such interface") }
                roles.append(try Self.role(of: index, named: name, allCallIPTables, by: &socket))
            }
            let tables = roles.contains(where: \.isHost) ? try HostTables() : nil
            for case .gone(let error) in Self.figures(names, roles, &socket, tables) { throw error }
            self.names = names
            self.roles = roles
            self.socket = socket
            self.tables = tables
            self.bridgeNetfilter = bridgeNetfilter
        }

        /// Of each of ``names`` what port it is by now; nil for one that is none any more. Nothing
        /// is opened for that.
        package func currentPorts() -> [BridgePort?] {
            let allCallIPTables = Self.isOn(bridgeNetfilter)
            return zip(names, roles).map { name, role in
                guard case .port(let port) = role else { return nil }
                return try? BridgePort(index: port.index, named: name, allCallIPTables: allCallIPTables, by: &socket)
            }
        }

        /// Takes in what has become of the ports since the last time. To be called now and then:
        /// the kernel keeps no more than some hundred changes.
        package func follow() {
            ports.follow()
        }

        /// Of each of ``names`` whether it has ceased to be a port, even if it is one again by
        /// now; nil where more has changed than was told.
        package func departures() -> [Bool?] {
            follow()
            return roles.map { ports.departed.contains($0.index) ? true : ports.isIncomplete ? nil : false }
        }

        /// The figures of this moment, of each of ``names``, in the role that it had at first.
        package func read() -> [Figures] {
            Self.figures(names, roles, &socket, tables)
        }

        private static func figures(
            _ names: [String], _ roles: [Role], _ socket: inout RouteSocket, _ tables: borrowing HostTables?
        ) -> [Figures] {
            let hosts: Result<HostTables.Contents, KernelReadingError>
            switch tables {
            case .some(let tables): hosts = tables.contents
            case .none: hosts = .success(HostTables.Contents())
            }
            var figures: [Figures] = []
            for (name, role) in zip(names, roles) {
                switch role {
                case .host(let host):
                    switch hosts {
                    case .success(let contents): figures.append(contents.figures(of: host, named: name))
                    case .failure(let error): figures.append(.gone(error))
                    }
                case .port(let port):
                    do {
                        figures.append(.port(try PortCounters.read(port: port.index, named: name, by: &socket)))
                    } catch {
                        figures.append(.gone(error))
                    }
                }
            }
            return figures
        }

        private static func role(
            of index: UInt32, named name: String, _ allCallIPTables: Bool, by socket: inout RouteSocket
        ) throws(KernelReadingError) -> Role {
            if let port = try BridgePort(index: index, named: name, allCallIPTables: allCallIPTables, by: &socket) {
                return .port(port)
            }
            return .host(try OwnInterface(index: index, named: name, by: &socket))
        }

        private static func isOn(_ file: borrowing SystemFile?) -> Bool {
            switch file {
            case .some(let file): (try? file.read())?.first == UInt8(ascii: "1")
            case .none: false
            }
        }
    #else
        package init(_ names: [String]) throws(KernelReadingError) {
            throw KernelReadingError("this system's kernel is not Linux: nothing to compare with")
        }

        package func currentPorts() -> [BridgePort?] { [] }
        package func follow() {}
        package func departures() -> [Bool?] { [] }
        package func read() -> [Figures] { [] }
    #endif
}

extension KernelReader.Role {
    fileprivate var isHost: Bool {
        if case .host = self { return true }
        return false
    }

    fileprivate var index: UInt32 {
        switch self {
        case .port(let port): port.index
        case .host(let interface): interface.index
        }
    }
}
