import Tuning

/// The files in which an attempt's programs spoke.
struct AttemptOutput {
    /// Those that are there, HPL's own output first; when none is, the log of the job, which says why.
    let paths: [String]

    init(_ attempt: AttemptRecord) {
        var names = ["stdout", "stderr"]
        if !names.contains(attempt.outputName) { names.insert(attempt.outputName, at: 0) }
        let outputs = names.map { "\(attempt.directory)/\($0)" }.filter(ProgramFinder.exists)
        let log = attempt.directory.parentFolder + "/job.log"
        paths = outputs.isEmpty && ProgramFinder.exists(log) ? [log] : outputs
    }
}
