import FuzzTargets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Which parser gets the inputs: FUZZ_TARGET in the environment, `chain` without it.
private let target: FuzzTarget = {
    // The environment does not change while it is read: nothing else runs yet.
    guard let name = unsafe getenv("FUZZ_TARGET") else { return .chain }
    let text = unsafe String(cString: name)
    guard let target = FuzzTarget(rawValue: text) else { fatalError("no fuzz target is called \(text)") }
    return target
}()

/// What libFuzzer calls with every input that it makes up. What it finds, it
/// finds by the trap, the address sanitizer, or its own limits of time and memory.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // `count` bytes from `start` on are the fuzzer's, and are copied before it goes on.
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    if let complaint = target.complaint(about: input) { fatalError(complaint) }
    return 0
}
