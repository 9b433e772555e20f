import Execution
import Glibc
import Tuning

/// Whether a study's run directories can be made where they are to be; looked at before the study is.
struct WorkFolder {
    let path: String

    /// Without a trace: the nearest folder that is there must take others.
    func look() throws(WorkFolderError) {
        if let complaint = ClusterProfile.directoryComplaint(path) { throw WorkFolderError(complaint) }
        var folder = path
        var status = stat()
        while stat(folder, &status) != 0 {
            let code = errno
            guard code == ENOENT, folder != "/", folder != "." else { throw failure(code, at: folder) }
            folder = folder.parentFolder
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw WorkFolderError("\(path) cannot be made: \(folder) is no folder")
        }
        guard access(folder, W_OK | X_OK) == 0 else { throw failure(errno, at: folder) }
    }

    /// By making it, and a file in it: what permissions do not tell (a full disk, a quota), this does.
    func make(through transport: LocalTransport) async throws {
        try look()
        let probe = "\(path)/.hpltune-test-\(getpid())"
        do {
            try await transport.createDirectory(probe)
            try await transport.upload([FileContent(path: "file", text: "a file\n")], to: probe)
            try await transport.remove(probe)
        } catch let error as TransportError {
            throw WorkFolderError("\(path) cannot be written: \(Self.words(error))")
        }
    }

    private func failure(_ code: Int32, at folder: String) -> WorkFolderError {
        let reason = String(cString: strerror(code))
        return WorkFolderError(
            "\(path) cannot be \(folder == path ? "written" : "made in \(folder)"): \(reason)")
    }

    private static func words(_ error: TransportError) -> String {
        // Without its advice, which is about a path that somebody has typed.
        if case .file(_, let reason) = error { return reason.prefix { $0 != ";" }.description }
        return "\(error)"
    }
}

/// What is wrong with the folder; what to do depends on who named it.
struct WorkFolderError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension StudyAssembly {
    /// - Parameter isDry: leave no trace.
    func checkFolder(through transport: LocalTransport, isDry: Bool = false) async throws {
        let folder = WorkFolder(path: resultsDirectory)
        do {
            if isDry { try folder.look() } else { try await folder.make(through: transport) }
        } catch let error as WorkFolderError {
            if let node = file.resources.resultsNode {
                throw node.error("\(error); name a folder that can be written")
            }
            guard site.cluster.workDirectory != nil else {
                throw CommandFailure(
                    "hpltune: \(error); make it writable, or name another folder with `results:` in a study file"
                        + (site.cluster == .local ? "" : " or `work_directory:` in clusters.yaml"))
            }
            throw UserClusters.mistake(
                "\(error); name a folder that can be written", at: ["work_directory"], of: site.cluster)
        }
    }

    /// What the partition allows of what is asked.
    func checkTime() throws {
        guard let partition = site.facts?.partition, let longest = partition.maxSeconds else { return }
        let allowed = NumberText.duration(longest)
        if longest < 300 {
            let complaint =
                "partition `\(partition.name)` allows jobs of \(allowed), and hpltune asks for 5 minutes at least; "
                + "name another partition"
            throw file.resources.jobKeys["partition"]?.error(complaint)
                ?? UserClusters.mistake(complaint, at: ["partition"], of: site.cluster)
        }
        guard let asked = site.cluster.timeSeconds, asked > longest else { return }
        let complaint =
            "jobs may take \(NumberText.duration(asked)) by this, and partition `\(partition.name)` allows \(allowed); "
            + "write `time: \(Int(longest / 60))` or less, or `time: auto`"
        throw file.resources.jobKeys["time"]?.error(complaint)
            ?? UserClusters.mistake(complaint, at: ["time"], of: site.cluster)
    }
}
