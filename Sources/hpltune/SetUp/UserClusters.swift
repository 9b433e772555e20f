import Search
import Tuning

/// The user's `clusters.yaml`, beside the preferences.
enum UserClusters {
    static var path: String {
        get throws {
            guard let folder = UserFolders.configuration() else {
                throw CommandFailure("hpltune: no home folder is known; set HOME")
            }
            return folder + "/clusters.yaml"
        }
    }

    /// No profiles when there is no such file.
    static func read() throws -> ClustersFile {
        let path = try path
        return try parse(try TextFile.readIfPresent(path) ?? "", file: path)
    }

    static func parse(_ text: String, file: String) throws -> ClustersFile {
        try ClustersFile(text: text, file: file) { path, node throws(FileError) in
            guard let text = try TextFile.readIfPresent(path.beside(file).absolutePath) else {
                throw node.error("there is no file `\(path)`; paths are meant from the folder of \(file)")
            }
            return text
        }
    }
}
