import Glibc
import Tuning

/// Finds programs as a shell would.
enum ProgramFinder {
    /// The absolute path of a program: a path is made absolute, a bare name is looked for along PATH; `nil` when there
    /// is none that may be run.
    static func find(_ name: String) -> String? {
        if name.contains("/") {
            let path = name.absolutePath
            return isProgram(path) ? path : nil
        }
        let folders = (ProcessVariables["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(name)".absolutePath }.first(where: isProgram)
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    static func isProgram(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }

    /// Said at once rather than by three failed runs.
    ///
    /// - Parameter change: what is to be different from now on.
    static func requireProgram(
        of study: StudyRecord, _ change: (inout StudySetUp) -> Void = { _ in }
    ) throws {
        var setUp = study.setUp
        change(&setUp)
        guard isProgram(setUp.executable) else {
            throw CommandFailure(
                "hpltune: the HPL of study `\(study.name)`, \(setUp.executable), is not there or cannot be run; "
                    + "put it back, or start another study with --study NAME")
        }
    }
}
