/// The folder that the directories of jobs are in. A file in it tells that it is there: where it is seen, a job's directory
/// that is not was removed; where neither is, the file system may be away for a moment (not mounted, its server not
/// reached), and with it the results of jobs.
public enum WorkDirectory {
    static let mark = ".hpltune"

    /// Of jobs that are over, in words.
    static func away(_ path: String) -> String {
        "the work directory \(path) cannot be seen, and with it what its jobs have done: mount it again; if it was deleted for "
            + "good: `hpltune cancel STUDY --abandon`, then `hpltune resume STUDY`"
    }

    static func mark(_ path: String, through transport: any Transport) async throws {
        guard try await transport.download(["\(path)/\(mark)"], limit: 1).isEmpty else { return }
        let text = "hpltune works in this folder; without this file it takes it for one that is not mounted\n"
        try await transport.upload([FileContent(path: mark, text: text)], to: path)
    }
}
