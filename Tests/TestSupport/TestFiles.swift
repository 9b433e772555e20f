import Foundation

/// Files that several test targets look at.
public enum TestFiles {
    public typealias File = (name: String, bytes: [UInt8])

    private static let package = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Recorded from real runs of HPL: `outputs/passed.out`.
    public static func recorded(_ name: String) throws -> File {
        (name, try bytes(package.appending(path: "Tests/HPLTests/Fixtures/\(name)")))
    }

    /// The real outputs, inputs and tables that lie beside the project; none where they are absent.
    ///
    /// - Parameters:
    ///   - ending: of the file's name.
    ///   - limit: larger files are cut in the middle: their beginnings and ends are what readers look at.
    public static func shared(_ folder: String, ending: [String], limit: Int) throws -> [File] {
        let path = package.deletingLastPathComponent().appending(path: "shared/\(folder)")
        guard FileManager.default.fileExists(atPath: path.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: path.path).sorted()
            .filter { name in ending.contains { name.hasSuffix($0) } }
            .map { name in
                let bytes = try bytes(path.appending(path: name))
                guard bytes.count > limit else { return (name, bytes) }
                return (name, Array(bytes.prefix(limit / 2) + bytes.suffix(limit / 2)))
            }
    }

    private static func bytes(_ url: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: url)) }
}
