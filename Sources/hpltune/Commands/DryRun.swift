import Execution
import Glibc
import HPL
import Search
import Tuning

/// What `optimize` would do, without doing it: nothing is stored, nothing is run.
struct DryRun {
    let draft: StudyDraft

    func show() async throws {
        let setUp = draft.setUp
        let size = setUp.problemSize ?? .fixed([Calibrator.firstN])
        let study = try LoadedStudy(draft.record(sized: size))
        let round = try await FirstRound(of: study, isRoot: geteuid() == 0)
        let valid = study.valid
        Terminal.say(
            "Study     \(draft.name), strategy \(draft.strategyName), \(setUp.budget.trials) runs in all")
        Terminal.say(
            "Space     \(valid.isExhaustive ? "\(valid.count)" : "more than 200,000") configurations of "
                + study.space.searchSpace.names.joined(separator: ", "))
        if let size = setUp.problemSize {
            Terminal.say("Size      \(size)")
        } else {
            let seconds = setUp.runSeconds ?? StudyAssembly.defaultRunSeconds
            Terminal.say(
                "Size      found by calibration, so that a run takes about \(NumberText.seconds(seconds)) s")
            let hours = Double(setUp.budget.trials) * seconds * Double(setUp.resources.nodes) / 3600
            Terminal.say("Cost      about \(NumberText.nodeHours(hours)) node-hours")
        }
        Terminal.say("")
        Terminal.say("First round:")
        for candidate in round.candidates { Terminal.say("  \(candidate.point)  (\(candidate.why))") }
        Terminal.say("")
        Terminal.say("Its job script:")
        let script = try BatchScript(for: round.job, scheduler: DirectScheduler())
        for line in script.text.split(separator: "\n", omittingEmptySubsequences: false) {
            Terminal.say("  | \(line)".trimmingTrailingSpaces)
        }
    }
}
