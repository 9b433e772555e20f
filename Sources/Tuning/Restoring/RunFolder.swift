import Execution
import Foundation
import GRDB

/// The directories a study's runs were made in, as they are found on the disk: `results/STUDY/round-3-TOKEN/STEP`.
struct RunFolder {
    struct Round {
        let directory: String
        /// Those that came to their end.
        let steps: [(directory: String, record: StepRecord)]
    }

    /// Those with a finished run, by their number.
    let rounds: [Round]

    /// What cannot be read is not there.
    init(results: String, study: String) {
        let folder = "\(results)/\(study)"
        rounds = Self.names(in: folder).filter { $0.hasPrefix("round-") }
            .sorted { (Self.number($0), $0) < (Self.number($1), $1) }
            .map { name in
                let directory = "\(folder)/\(name)"
                let steps = Self.names(in: directory).sorted { (Self.number($0), $0) < (Self.number($1), $1) }
                    .compactMap { step in
                        Self.record("\(directory)/\(step)/done.json").map { ("\(directory)/\(step)", $0) }
                    }
                return Round(directory: directory, steps: steps)
            }.filter { !$0.steps.isEmpty }
    }

    private static func names(in folder: String) -> [String] {
        do {
            return try DurableFile.names(in: folder)
        } catch {
            return []
        }
    }

    private static func record(_ path: String) -> StepRecord? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        do {
            return try JSONDecoder().decode(StepRecord.self, from: data)
        } catch {
            return nil
        }
    }

    /// The number in `round-12-TOKEN` and `trial-7-attempt-1`.
    private static func number(_ name: String) -> Int {
        let parts = name.split(separator: "-")
        return parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    }
}

extension StudyStore {
    /// Where the study's attempts run, and whether their outcome is still to come.
    func attemptDirectories(ofStudy id: Int64) throws -> [String: Bool] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT attempt.directory AS directory, attempt.outcome IS NULL AS isOpen FROM attempt
                    JOIN trial ON trial.id = attempt.trialID WHERE trial.studyID = ?
                    """,
                arguments: [id]
            ).reduce(into: [:]) { $0[$1["directory"] as String] = $1["isOpen"] as Bool }
        }
    }
}
