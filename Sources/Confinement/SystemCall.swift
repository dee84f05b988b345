#if os(Linux)
    import CLinux

    /// Makes a system call; -1, with `errno` set, when it fails.
    func call(_ number: Int32, _ first: Int = 0, _ second: Int = 0, _ third: Int = 0, _ fourth: Int = 0) -> Int {
        system_call(Int(number), first, second, third, fourth, 0)
    }
#endif
