// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableExperimentalFeature("Lifetimes"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// Targets of which only Linux has any use.
func linux(_ names: String...) -> [Target.Dependency] {
    names.map { .target(name: $0, condition: .when(platforms: [.linux])) }
}

/// A target of this package with the settings that all of them share.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of one target; they mirror its sources file by file.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies,
        swiftSettings: settings)
}

let package = Package(
    name: "igmpscope",
    platforms: [.macOS(.v15)],
    products: [
        // What other programs may build on, each with what it needs of the others ("As a library" in the README);
        // the rest of the targets are the program's own.
        .library(name: "IGMPWire", targets: ["IGMPWire"]),
        .library(name: "CaptureFiles", targets: ["CaptureFiles"]),
        .library(name: "IGMPTracking", targets: ["IGMPTracking"]),
        .library(name: "KernelCounters", targets: ["KernelCounters"]),
        .library(name: "IGMPAnalysis", targets: ["IGMPAnalysis"]),
        .executable(name: "igmpscope", targets: ["igmpscope"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        .systemLibrary(name: "CLibpcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "CRtnetlink"),
        .systemLibrary(name: "CFork"),
        .target(name: "CIntrinsics"),
        module("IGMPWire"),
        module("CaptureFiles", ["IGMPWire", "CZlib", "CZstd"]),
        module("Netlink", linux("CRtnetlink")),
        module("LiveCapture", ["IGMPWire", "CLibpcap"] + linux("Netlink")),
        module("Confinement", ["CLinux"]),
        module("IGMPTracking", ["IGMPWire", "CIntrinsics"]),
        module("KernelCounters", ["IGMPWire", "IGMPTracking"]),
        module(
            "LinuxKernel", ["IGMPWire", "KernelCounters", "Netlink"] + linux("CRtnetlink")),
        module("IGMPAnalysis", ["IGMPWire", "IGMPTracking", "KernelCounters"]),
        module("IGMPReports", ["IGMPWire", "IGMPTracking", "KernelCounters", "LinuxKernel", "IGMPAnalysis"]),
        module(
            "IGMPScopeCommand",
            [
                "IGMPWire", "CaptureFiles", "LiveCapture", "Confinement", "IGMPTracking", "KernelCounters",
                "LinuxKernel",
                "IGMPAnalysis", "IGMPReports", "CIntrinsics", "CFork",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(
            name: "igmpscope", dependencies: ["IGMPScopeCommand"], swiftSettings: settings),
        .target(
            name: "TestSupport", dependencies: ["IGMPWire"], path: "Tests/TestSupport",
            swiftSettings: settings),
        .target(
            name: "PlainReading", dependencies: ["TestSupport"], path: "Tests/PlainReading", swiftSettings: settings),
        .target(
            name: "FuzzTargets",
            dependencies: [
                "IGMPWire", "CaptureFiles", "IGMPTracking", "KernelCounters", "IGMPAnalysis", "IGMPReports",
                "PlainReading", "TestSupport",
            ],
            path: "Tests/Fuzzers/Targets", swiftSettings: settings),
        tests("FuzzTargets"),
        tests("IGMPWire"),
        tests("CaptureFiles", ["IGMPWire"]),
        tests("LiveCapture", ["IGMPWire", "Confinement"]),
        tests("Confinement"),
        tests("IGMPTracking", ["IGMPWire"]),
        tests("KernelCounters", ["IGMPWire", "IGMPTracking"]),
        tests(
            "LinuxKernel", ["IGMPWire", "KernelCounters", "Netlink"] + linux("CRtnetlink")),
        tests("Netlink"),
        tests("IGMPAnalysis", ["IGMPWire", "IGMPTracking", "KernelCounters", "CaptureFiles"]),
        tests("IGMPReports", ["IGMPWire", "IGMPTracking", "KernelCounters", "LinuxKernel", "IGMPAnalysis"]),
        tests(
            "IGMPScopeCommand",
            [
                "FuzzTargets", "IGMPAnalysis", "IGMPReports", "IGMPWire", "LiveCapture", "PlainReading",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
    ]
)

// The fuzzer itself, only where it is asked for: it is nothing without libFuzzer
// (`make fuzz`). What it calls is built and run with the tests.
if Context.environment["IGMPSCOPE_FUZZER"] != nil {
    package.targets.append(
        .executableTarget(
            name: "Fuzzer", dependencies: ["FuzzTargets"], path: "Tests/Fuzzers/Program", swiftSettings: settings))
}
