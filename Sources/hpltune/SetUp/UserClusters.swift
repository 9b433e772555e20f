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

    /// A mistake in a cluster's profile that shows only where it is used, at its place in the file.
    ///
    /// - Parameter keys: where it is said, from the profile inwards: `["scheduler_environment", "SLURM_CONF"]`. Where it is
    ///   not said, the profile's name is shown.
    static func mistake(
        _ complaint: String, at keys: [String], of cluster: ClusterProfile,
        status: CommandFailure.Status = .failed
    ) -> CommandFailure {
        do {
            if let place = try read().place(of: keys, in: cluster.name) {
                return CommandFailure("\(place.error(complaint))", status: status)
            }
        } catch {
            // The file does not say it any more: the study has its profile from an older one.
        }
        return CommandFailure(
            "hpltune: the profile of cluster `\(cluster.name)`: \(complaint)", status: status)
    }

    static func parse(_ text: String, file: String) throws -> ClustersFile {
        try ClustersFile(text: text, file: file) { path, node throws(FileError) in
            let full = path.beside(file).absolutePath
            guard let text = try TextFile.readIfPresent(full) else {
                throw node.error(
                    "there is no file `\(full.normalizedPath)`; "
                        + "paths are meant from the folder of \(file)")
            }
            return text
        }
    }
}
