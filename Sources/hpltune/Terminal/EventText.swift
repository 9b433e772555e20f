import HPL
import Tuning

/// Driver events as lines.
enum EventText {
    static func line(_ event: DriverEvent) -> String? {
        switch event {
        case .calibrating(let sizes):
            "calibrating: \(sizes.count == 1 ? "a run" : "one job with runs") of "
                + "N=\(sizes.map(String.init).joined(separator: ", ")) to see how long runs take"
        case .calibrationAdopted:
            "calibrating: found the job of an earlier hpltune, going on with it"
        case .calibrated(let run):
            "calibrated: N=\(run.n) took \(NumberText.seconds(run.seconds)) s, "
                + "\(run.gflops.map(NumberText.gflops) ?? "?") Gflops (does not count against the budget)"
        case .sizeChosen(let n, let seconds):
            "N=\(n): one run should take about \(NumberText.seconds(seconds)) s"
        case .roundPlanned(let trials, let gain):
            trials.first.map {
                "round \($0.round): \(NumberText.count(trials.count, "run"))"
                    + (gain.map { ", expected gain \(NumberText.gain($0))" } ?? "")
            }
        case .adopted(let job):
            "round \(job.round): found the job of an earlier hpltune, going on with it"
        case .submitted:
            nil
        case .waiting(let job, let reason):
            "\(job) waits: \(reason)"
        case .began(let job, let seconds):
            "\(job) runs, after \(NumberText.clock(seconds)) in the queue"
        case .ended(let trial):
            line(trial)
        case .retrying(let trial):
            "#\(trial.number) was lost without its own fault; it is run again"
        case .answered(let request, let answer):
            "\(request.sender) asked \(request.request.map(String.init(describing:)) ?? "something"): \(answer)"
        case .silent(let job, let reason, let until, let nextLook):
            "warning: \(silence(of: job, reason, until: until)); \(nextLookText(nextLook))"
        case .warning(let text):
            "warning: \(text)"
        }
    }

    /// `round 2: SLURM does not answer (squeue failed: …); nothing changes by that`
    static func silence(of job: String?, _ reason: String, until: Double?) -> String {
        (job.map { "\($0): " } ?? "") + "\(reason); \(JobSilence.consequence(until: until))"
    }

    /// For a line that may be cut off: the tool's words come last.
    static func shortSilence(_ reason: String, until: Double?, _ nextLook: Double?) -> String {
        let words = reason.split(separator: " (", maxSplits: 1).map(String.init)
        let consequence = until.map { "lost after \(TimeText.local($0).suffix(8))" } ?? "nothing changes"
        return "\(words[0]); \(consequence); \(nextLookText(nextLook))"
            + (words.count > 1 ? " (\(words[1])" : "")
    }

    private static func nextLookText(_ seconds: Double?) -> String {
        seconds.map { "asked again at \(TimeText.local(WallClock.now() + $0).suffix(8))" }
            ?? "it is asked again"
    }

    static func line(_ trial: TrialRecord) -> String {
        let number = "#\(trial.number)"
        switch trial.state {
        case .pending:
            return "\(number) pending  \(trial.candidate.point)"
        case .measured(let measurement):
            return "\(number) \(NumberText.gflops(measurement.gflops)) Gflops in "
                + "\(NumberText.seconds(of: measurement)) s"
                + (measurement.residual.map { ", residual \(NumberText.residual($0))" } ?? "") + "  "
                + (trial.candidate.level < .full ? "N=\(measurement.n) " : "") + "\(trial.candidate.point)"
                + (measurement.isContaminated ? "  (shared the machine)" : "")
        case .failed(let failure):
            return "\(number) \(trial.stateWord): \(failure.message)  \(trial.candidate.point)"
        }
    }
}
