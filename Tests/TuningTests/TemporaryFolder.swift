import Foundation

/// A folder of its own for a test, removed afterwards.
struct TemporaryFolder {
    let path: String

    static func with<Value>(_ body: (TemporaryFolder) async throws -> Value) async throws -> Value {
        let path = NSTemporaryDirectory() + "hpltune-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let folder = TemporaryFolder(path: path)
        do {
            let value = try await body(folder)
            try FileManager.default.removeItem(atPath: path)
            return value
        } catch {
            try FileManager.default.removeItem(atPath: path)
            throw error
        }
    }

    func write(_ text: String, to name: String, executable: Bool = false) throws -> String {
        let file = path + "/" + name
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        if executable {
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
        }
        return file
    }
}
