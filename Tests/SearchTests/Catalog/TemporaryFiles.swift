import Foundation
import Testing

/// A path in the temporary folder that nothing else uses. To be given to `remove` in the end.
func temporaryPath() -> String {
    FileManager.default.temporaryDirectory.path + "/search-\(UUID().uuidString)"
}

func remove(_ path: String) {
    do { try FileManager.default.removeItem(atPath: path) } catch { Issue.record(error) }
}
