import Execution
import Foundation

/// What a restored database does not know of one study.
public struct MissingRuns: Sendable, Hashable {
    public let study: String
    /// The study itself is in the restored database.
    public let isKnown: Bool
    /// Runs whose outcome the old file still tells and the restored one does not.
    public let numbers: [Int]
    /// Outputs of finished runs that the restored database knows nothing of: `hpltune import` takes them back.
    public let outputs: [String]
    /// Finished runs that the restored database has planned: `hpltune resume` reads them.
    public let waiting: Int

    /// Jobs of the study that were under way and that the restored database does not know.
    public let jobs: [ForgottenJob]

    /// The outputs as words for a shell; all of a round as one pattern.
    public let words: [String]

    var isEmpty: Bool { numbers.isEmpty && outputs.isEmpty && waiting == 0 && jobs.isEmpty && isKnown }

    /// - Parameters:
    ///   - database: the restored one.
    ///   - old: what was in its place, as far as it can be read.
    static func all(in database: String, keptAs old: String) throws -> [MissingRuns] {
        let store = try StudyStore(reading: database)
        let damaged = DamagedDatabase(old)
        let known = try store.studies()
        var missing: [MissingRuns] = []
        for study in known {
            let decided = try store.trials(ofStudy: study.id).filter { !$0.isPending }.map(\.number)
            missing.append(
                MissingRuns(
                    study: study.name, isKnown: true,
                    numbers: damaged.decidedRuns(ofStudy: study.name).subtracting(decided).sorted(),
                    folder: RunFolder(results: study.setUp.resultsDirectory, study: study.name),
                    outputName: study.setUp.flavor.outputName ?? "stdout",
                    attempts: try store.attemptDirectories(ofStudy: study.id),
                    jobs: damaged.forgottenJobs(
                        ofStudy: study.name, without: try store.tokens(ofStudy: study.id))))
        }
        for name in damaged.studies where !known.contains(where: { $0.name == name }) {
            let setUp = damaged.setUp(ofStudy: name)
            missing.append(
                MissingRuns(
                    study: name, isKnown: false, numbers: damaged.decidedRuns(ofStudy: name).sorted(),
                    folder: RunFolder(
                        results: setUp?.resultsDirectory ?? database.parentFolder + "/runs", study: name),
                    outputName: setUp?.flavor.outputName ?? "stdout", attempts: [:],
                    jobs: damaged.forgottenJobs(ofStudy: name, without: [])))
        }
        return missing.filter { !$0.isEmpty }
    }

    private init(
        study: String, isKnown: Bool, numbers: [Int], folder: RunFolder, outputName: String,
        attempts: [String: Bool], jobs: [ForgottenJob]
    ) {
        self.study = study
        self.isKnown = isKnown
        self.numbers = numbers
        var outputs: [String] = []
        var words: [String] = []
        var waiting = 0
        for round in folder.rounds {
            let finished = round.steps.filter { attempts[$0.directory] == nil && $0.record.isPromising }
            waiting += round.steps.count { attempts[$0.directory] == true }
            let files = finished.map { "\($0.directory)/\($0.record.restartFolder)\(outputName)" }
                .filter(DurableFile.exists)
            outputs += files
            let isWhole =
                files.count == round.steps.count && round.steps.allSatisfy { $0.record.restart == 0 }
            words +=
                isWhole && files.count > 1
                ? [ShellText.word(round.directory) + "/*/" + ShellText.word(outputName)]
                : files.map(ShellText.word)
        }
        self.outputs = outputs
        self.words = words
        self.waiting = waiting
        self.jobs = jobs
    }
}

extension StepRecord {
    /// May have left a result.
    fileprivate var isPromising: Bool { exitStatus == 0 && !timedOut }

    /// Where its output is below its directory.
    fileprivate var restartFolder: String { restart == 0 ? "" : "restart-\(restart)/" }
}
