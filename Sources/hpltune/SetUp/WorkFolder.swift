import Execution
import Glibc
import Tuning

/// Whether a study's run directories can be made where they are to be; looked at before the study is.
struct WorkFolder {
    let path: String
    /// Its jobs go through sbatch.
    var isSlurm = true

    /// Without a trace: the nearest folder that is there must take others.
    // Never inlined: a typed throw inlined into async code crashes the optimizer of Swift 6.3.1.
    @inline(never)
    func look() throws(WorkFolderError) {
        if let complaint = ClusterProfile.directoryComplaint(path, isSlurm: isSlurm) {
            throw WorkFolderError(complaint)
        }
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
        switch error {
        case .file(_, let reason): reason.prefix { $0 != ";" }.description
        case .unwritable(_, let fault): fault.reason
        default: "\(error)"
        }
    }
}

/// What is wrong with the folder; what to do depends on who named it.
struct WorkFolderError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
