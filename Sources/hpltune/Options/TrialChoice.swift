import ArgumentParser
import Tuning

/// `STUDY TRIAL`: one run of one study.
struct TrialChoice: ParsableArguments {
    @Argument(help: "The study's name.")
    var study: String

    @Argument(help: "The run's number, as `hpltune trials` shows it.")
    var trial: TrialNumber

    /// `17` or `#17`.
    struct TrialNumber: ExpressibleByArgument {
        let number: Int

        init?(argument: String) {
            guard let number = Int(argument.hasPrefix("#") ? argument.dropFirst() : argument[...]) else {
                return nil
            }
            self.number = number
        }
    }

    func find(in store: StudyStore) throws -> (study: StudyRecord, trial: TrialRecord, all: [TrialRecord]) {
        let record = try store.study(named: study)
        let trials = try store.trials(ofStudy: record.id)
        guard let found = trials.first(where: { $0.number == trial.number }) else {
            throw CommandFailure(
                "hpltune: study `\(study)` has no run #\(trial.number); "
                    + (trials.isEmpty ? "it has none yet" : "it has #1 to #\(trials.count)"))
        }
        return (record, found, trials)
    }
}
