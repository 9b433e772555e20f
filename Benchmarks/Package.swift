// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that building hpltune never builds benchmarks.
let package = Package(
    name: "Benchmarks",
    dependencies: [
        .package(name: "hpltune", path: "..")
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
            name: "reader-throughput",
            dependencies: [.product(name: "HPL", package: "hpltune")],
            swiftSettings: [.treatAllWarnings(as: .error)]
        ),
    ]
)
