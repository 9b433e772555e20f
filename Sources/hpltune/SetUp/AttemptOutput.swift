import Tuning

/// The files in which an attempt's programs spoke.
struct AttemptOutput {
    /// All of them, HPL's own output first; whether they are there is another question.
    let all: [String]
    /// The log of the job, which says why when no program came to speak.
    let log: String

    init(_ attempt: AttemptRecord) {
        var names = ["stdout", "stderr"]
        if !names.contains(attempt.outputName) { names.insert(attempt.outputName, at: 0) }
        all = names.map { "\(attempt.directory)/\($0)" }
        log = attempt.directory.parentFolder + "/job.log"
    }

    /// Those that are there; when none is, the log of the job.
    var paths: [String] {
        let outputs = all.filter(ProgramFinder.exists)
        return outputs.isEmpty && ProgramFinder.exists(log) ? [log] : outputs
    }
}
