// swift-tools-version: 6.2
import PackageDescription

// Arrows go one way: hpltune → Reporting → Tuning → (HPL → Search → GaussianProcesses) + Execution.
// `scripts/check-imports` holds every target to the table in docs/architecture.md.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error)
]

let package = Package(
    name: "hpltune",
    // For Benchmarks/, which is a package of its own.
    products: [
        .library(name: "HPL", targets: ["HPL"]),
        .library(name: "Execution", targets: ["Execution"]),
        .library(name: "Search", targets: ["Search"]),
        .library(name: "GaussianProcesses", targets: ["GaussianProcesses"]),
        .library(name: "CLAPACKE", targets: ["CLAPACKE"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        .systemLibrary(
            name: "CLAPACKE", pkgConfig: "lapacke", providers: [.apt(["liblapacke-dev", "libopenblas-dev"])]),
        .systemLibrary(name: "CStatfs"),
        .target(name: "GaussianProcesses", dependencies: ["CLAPACKE"], swiftSettings: strict),
        .target(
            name: "Search",
            dependencies: ["GaussianProcesses", "Yams"],
            exclude: ["Presets/README.md"],
            resources: [
                .embedInCode("Presets/bayes.yaml"),
                .embedInCode("Presets/grid.yaml"),
                .embedInCode("Presets/random.yaml"),
                .embedInCode("Presets/successive-halving.yaml"),
            ],
            swiftSettings: strict
        ),
        .target(name: "HPL", dependencies: ["Search"], swiftSettings: strict),
        .target(
            name: "Execution",
            dependencies: [
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Tuning",
            dependencies: [
                "CStatfs", "HPL", "Search", "Execution",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict
        ),
        .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
        .target(
            name: "Reporting", dependencies: ["CCairo", "Tuning", "HPL", "Search"], swiftSettings: strict),
        .executableTarget(
            name: "hpltune",
            dependencies: [
                "Reporting", "Tuning", "HPL", "Search", "Execution",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict
        ),
        // Not a test itself: what several test targets use.
        .target(
            name: "TestSupport", dependencies: ["Search", "Execution", "SlurmStandInPlan"],
            path: "Tests/TestSupport",
            swiftSettings: strict),
        // A scripted stand-in for SLURM's tools; tests run it, nothing links it.
        .target(name: "SlurmStandInPlan", path: "Tests/SlurmStandInPlan", swiftSettings: strict),
        .executableTarget(
            name: "SlurmStandIn", dependencies: ["SlurmStandInPlan"], path: "Tests/SlurmStandIn",
            swiftSettings: strict),
        .testTarget(
            name: "GaussianProcessesTests", dependencies: ["GaussianProcesses"], exclude: ["Generators"],
            swiftSettings: strict),
        .testTarget(
            name: "SearchTests", dependencies: ["Search", "TestSupport"], exclude: ["Generators"],
            swiftSettings: strict),
        .testTarget(
            name: "HPLTests", dependencies: ["HPL", "Search", "TestSupport"], resources: [.copy("Fixtures")],
            swiftSettings: strict),
        .testTarget(
            name: "ExecutionTests",
            dependencies: ["Execution", "TestSupport", "SlurmStandInPlan", "SlurmStandIn"],
            swiftSettings: strict),
        .testTarget(
            name: "TuningTests",
            dependencies: [
                "Tuning", "HPL", "Search", "Execution", "TestSupport", "SlurmStandInPlan", "SlurmStandIn",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: strict),
        .testTarget(
            name: "ReportingTests", dependencies: ["Reporting", "Tuning", "HPL", "Search", "CCairo"],
            swiftSettings: strict),
        .testTarget(
            name: "SlurmTests",
            dependencies: [
                "hpltune", "Execution", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CommandLineTests",
            dependencies: ["hpltune", "Execution", .product(name: "Logging", package: "swift-log")],
            swiftSettings: strict),
    ]
)
