// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that building hpltune never builds benchmarks.
let package = Package(
    name: "Benchmarks",
    dependencies: [
        .package(name: "hpltune", path: ".."),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        .executableTarget(
            name: "cholesky",
            dependencies: [
                .product(name: "GaussianProcesses", package: "hpltune"),
                .product(name: "CLAPACKE", package: "hpltune"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)]
        ),
        .executableTarget(
            name: "slurm-poll",
            dependencies: [
                .product(name: "Execution", package: "hpltune"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)]
        ),
        .executableTarget(
            name: "reader-throughput",
            dependencies: [.product(name: "HPL", package: "hpltune")],
            swiftSettings: [.treatAllWarnings(as: .error)]
        ),
    ]
)
