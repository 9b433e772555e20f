/// What would show that a job went on.
struct JobWatch {
    struct Awaited {
        let step: String
        let file: String
        /// Where the `job.json` is that says whether the file counts.
        let home: String
    }

    /// The done files of the steps that were not done when the job was last looked at, in the order the steps run.
    var awaited: [Awaited]
    /// The tasks of an array: any step may be the next to be done.
    var isArray: Bool
    /// The last word of the job's script, where no process can be seen to end.
    var endedFile: String?
    var vanishingPath: String?
    var isOver: Bool
    /// Its files are there and tell no more: they are looked at again after the next poll.
    var isQuiet = false

    var appearing: [String] {
        let steps = isArray ? awaited[...] : awaited.prefix(1)
        return steps.map(\.file) + (endedFile.map { [$0] } ?? [])
    }
}
