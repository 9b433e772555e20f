import Foundation

/// Outputs and inputs recorded from real runs: HPL 2.0 (from HPC Challenge 1.5.0) with Open MPI 4.1 and MPICH 4.0.
enum Recorded {
    private static func url(_ path: String) -> URL {
        Bundle.module.bundleURL.appending(path: "Fixtures/\(path)")
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: url(path)))
    }

    /// What a recorded run printed; a stream on which it printed nothing was not recorded.
    static func run(_ name: String) throws -> (stdout: [UInt8], stderr: [UInt8]) {
        func stream(_ kind: String) throws -> [UInt8] {
            let path = "outputs/\(name).\(kind)"
            return FileManager.default.fileExists(atPath: url(path).path) ? try bytes(path) : []
        }
        return (try stream("out"), try stream("err"))
    }

    static func outputNames() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: url("outputs").path).sorted()
    }
}
