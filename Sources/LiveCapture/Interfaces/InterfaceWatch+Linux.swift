#if os(Linux)
    import Netlink

    /// Follows the interfaces of this host by what the kernel tells of every change.
    struct InterfaceWatch: ~Copyable {
        private(set) var table = InterfaceTable()
        private var socket: LinkSocket

        init() {
            socket = LinkSocket()
            refresh()
            _ = table.takeChanges()
        }

        /// Readable when something may have changed.
        var descriptor: Int32 { socket.descriptor }

        /// The changes since the last time, in their order.
        mutating func takeChanges() -> [InterfaceTable.Change] {
            if let news = socket.takeNews() { take(news) } else { refresh() }
            return table.takeChanges()
        }

        /// Asks for all interfaces as they are now, their counters too.
        mutating func refresh() {
            take(socket.askForAll())
        }

        private mutating func take(_ news: [LinkSocket.News]) {
            for new in news {
                switch new {
                case .present(let report): table.note(InterfaceState(report))
                case .gone(let index): table.remove(index)
                case .all(let present): table.removeAll(but: present)
                case .leftBridge: break
                }
            }
        }
    }

    extension InterfaceState {
        init(_ report: LinkReport) {
            self.init(
                index: report.index, name: report.name, isUp: report.isUp, isRunning: report.isRunning,
                isLoopback: report.isLoopback, hardwareType: report.hardwareType, drops: report.drops)
        }
    }
#endif
