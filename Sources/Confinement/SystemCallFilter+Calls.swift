#if os(Linux)
    import CLinux
    import Glibc

    extension SystemCallFilter {
        /// What is left to do when everything is open: to read and wait, to ask for
        /// memory and the time, to write to `writable`, and to end.
        ///
        /// - Parameter opensInterfaces: whether packet sockets may still be opened.
        init(writable: [Int32], opensInterfaces: Bool) {
            // A packet socket that is written to sends: only what is named may be.
            let descriptors = writable.map { UInt32(bitPattern: $0) }
            allow(SYS_write, argument: 0, isOneOf: descriptors)
            allow(SYS_writev, argument: 0, isOneOf: descriptors)
            allow(
                SYS_ppoll, SYS_read, SYS_readv, SYS_pread64, SYS_recvmsg, SYS_recvfrom, SYS_close, SYS_lseek, SYS_fstat)
            // fstat() of some C libraries, which names no path.
            allow(SYS_newfstatat, argument: 3, isOneOf: [0x1000])
            allow(SYS_clock_gettime, SYS_gettimeofday, SYS_clock_nanosleep, SYS_nanosleep, SYS_getrandom)
            // Memory, but none that could be run.
            allow(SYS_mmap, argument: 2, hasNoneOf: UInt32(PROT_EXEC))
            allow(SYS_mprotect, argument: 2, hasNoneOf: UInt32(PROT_EXEC))
            allow(SYS_munmap, SYS_mremap, SYS_madvise, SYS_brk)
            allow(SYS_futex, SYS_sched_yield, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_sigaltstack)
            allow(SYS_restart_syscall, SYS_getpid, SYS_gettid, SYS_exit, SYS_exit_group)
            // Only to itself: what abort() does.
            allow(SYS_tgkill, argument: 0, isOneOf: [UInt32(bitPattern: getpid())])
            // Sockets that are open: their counters, their filters, their interfaces.
            allow(SYS_getsockopt, SYS_setsockopt, SYS_getsockname, SYS_bind)
            #if arch(x86_64)
                // Calls that younger machines never had.
                allow(SYS_poll, SYS_time)
            #endif
            // The terminal's kind and size, and whether an interface is up.
            var questions = [TCGETS, TIOCGWINSZ, SIOCGIFFLAGS]
            if opensInterfaces {
                // What libpcap asks of an interface.
                questions += [SIOCGIFINDEX, SIOCGIFNAME, SIOCGIFHWADDR, SIOCETHTOOL]
                allow(SYS_socket, argument: 0, isOneOf: [UInt32(AF_PACKET), UInt32(AF_NETLINK)])
                allow(SYS_eventfd2, SYS_fcntl, SYS_uname)
            }
            // Questions to the kernel of its interfaces have an address of this length (netlink(7));
            // what is sent through a packet socket has one of 20 bytes or none.
            allow(SYS_sendto, argument: 5, isOneOf: [12])
            allow(SYS_ioctl, argument: 1, isOneOf: questions.map { UInt32($0) })
        }
    }
#endif
