import Execution
import Search

/// A round as decided, before anything is submitted.
public struct RoundPlan: Sendable {
    public struct PlannedTrial: Sendable {
        public let candidate: Candidate
        public let n: Int
        public let limitSeconds: Double
        public let outputName: String

        public init(candidate: Candidate, n: Int, limitSeconds: Double, outputName: String) {
            self.candidate = candidate
            self.n = n
            self.limitSeconds = limitSeconds
            self.outputName = outputName
        }
    }

    public let token: JobToken
    /// Absolute path; the attempts' directories are made below it.
    public let jobDirectory: String
    public let trials: [PlannedTrial]
    public let generatorBefore: SeededGenerator
    public let generatorAfter: SeededGenerator

    public init(
        token: JobToken, jobDirectory: String, trials: [PlannedTrial], generatorBefore: SeededGenerator,
        generatorAfter: SeededGenerator
    ) {
        self.token = token
        self.jobDirectory = jobDirectory
        self.trials = trials
        self.generatorBefore = generatorBefore
        self.generatorAfter = generatorAfter
    }
}
