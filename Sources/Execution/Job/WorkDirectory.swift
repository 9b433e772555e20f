/// The folder that the directories of jobs are in. Each job has a file of its own in it: where that is seen, a job's
/// directory that is not was removed; where neither is, the file system may be away for a moment (not mounted, its server
/// not reached), and with it the results of the job. What is written meanwhile into the bare mount point, by another study
/// perhaps, marks other jobs only.
public enum WorkDirectory {
    static let marks = ".hpltune"

    static let opening = "the work directory "

    /// Of jobs that are over, in words.
    static func away(_ path: String, with job: JobReference) -> String {
        opening + "\(path) cannot be seen, and with it what its jobs have done: \(remedy(job))"
    }

    static func away(behind link: String, with job: JobReference) -> String {
        "\(link) is a link to what cannot be seen, and with it what the jobs there have done: \(remedy(job))"
    }

    private static func remedy(_ job: JobReference) -> String {
        let study = job.study ?? "STUDY"
        return "mount it again; if it was deleted for good: `hpltune cancel \(study) --abandon`, then "
            + "`hpltune resume \(study)`"
    }

    /// Why nothing can be written there; `nil` when something can be, or when it is not the disk that forbids it.
    static func fault(of path: String, through transport: any Transport) async throws -> DiskFault? {
        let name = ".hpltune-test-\(JobToken.random())"
        do {
            // As much as a job's files take.
            let probe = FileContent(path: name, bytes: [UInt8](repeating: 0, count: 16_384))
            try await transport.upload([probe], to: path)
            try await transport.remove("\(path)/\(name)")
            return nil
        } catch TransportError.unwritable(_, let fault) {
            return fault
        } catch is TransportError {
            return nil
        }
    }

    static func mark(_ path: String, for job: JobToken, through transport: any Transport) async throws {
        let folder = "\(path)/\(marks)"
        let text = "hpltune: without this file the job's folder is taken for one that is not mounted\n"
        try await transport.createDirectory(folder)
        try await transport.upload([FileContent(path: job.text, text: text)], to: folder)
    }
}
