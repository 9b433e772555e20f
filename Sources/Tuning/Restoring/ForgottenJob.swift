import Execution
import Foundation
import GRDB

/// A job of a scheduler's queue that was under way, as the database knew it that another one has replaced.
public struct ForgottenJob: Sendable, Hashable {
    /// What users call it: its number, or its name where no answer to its submission was stored.
    public let name: String
    /// What ends it, as words for a shell.
    public let command: String

    /// - Parameter variables: those that lead SLURM's tools to its cluster.
    init(token: JobToken, id: String?, study: String, variables: [String: String]) {
        let called = token.jobName(study: study)
        let parts = (id ?? "").split(separator: ";").map(String.init)
        name = parts.first ?? called
        var words = ["scancel"]
        if parts.count == 2 { words.append("--clusters=\(parts[1])") }
        // A number is used again, the name is not.
        words.append("--name=\(called)")
        words += parts.prefix(1)
        let settings = variables.sorted { $0.key < $1.key }.map { "\($0.key)=\(ShellText.word($0.value))" }
        command = (settings + words.map(ShellText.word)).joined(separator: " ")
    }
}

extension DamagedDatabase {
    /// The jobs of a study that were given to a queue and of which something was still to come.
    ///
    /// - Parameter known: the tokens of those that are not meant.
    func forgottenJobs(ofStudy name: String, without known: Set<String>) -> [ForgottenJob] {
        guard let id = rows(of: "study", columns: "id", where: "name = ?", [name]).first?["id"] as Int64?
        else { return [] }
        let rounds = Set(
            rows(of: "round", columns: "id", where: "studyID = ?", [id]).map { $0["id"] as Int64 })
        let isOpen =
            "state <> 'ended' AND limitSeconds IS NOT NULL AND "
            + "(schedulerID IS NOT NULL OR submittingAt IS NOT NULL)"
        let calibrations = rows(
            of: "calibrationJob", columns: "token, schedulerID", where: "studyID = ? AND " + isOpen, [id])
        let jobs = rows(of: "job", columns: "roundID, token, schedulerID", where: isOpen, [])
            .filter { rounds.contains($0["roundID"]) }
        let variables = setUp(ofStudy: name)?.cluster?.schedulerEnvironment ?? [:]
        return (calibrations + jobs).compactMap { row in
            guard let token = JobToken(row["token"]), !known.contains(token.text) else { return nil }
            return ForgottenJob(
                token: token, id: row["schedulerID"], study: name, variables: variables)
        }
    }
}
