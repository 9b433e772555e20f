import Execution
import Search

/// A round as decided, before anything is submitted.
public struct RoundPlan: Sendable {
    public struct PlannedTrial: Sendable {
        public let candidate: Candidate
        public let n: Int
        public var limitSeconds: Double
        /// `nil` when nothing is known of run times.
        public let predictedSeconds: Double?
        public let outputName: String

        public init(
            candidate: Candidate, n: Int, limitSeconds: Double, predictedSeconds: Double? = nil,
            outputName: String
        ) {
            self.candidate = candidate
            self.n = n
            self.limitSeconds = limitSeconds
            self.predictedSeconds = predictedSeconds
            self.outputName = outputName
        }
    }

    public let job: PlannedJob
    public let trials: [PlannedTrial]
    public let generatorBefore: SeededGenerator
    public let generatorAfter: SeededGenerator

    public init(
        job: PlannedJob, trials: [PlannedTrial], generatorBefore: SeededGenerator,
        generatorAfter: SeededGenerator
    ) {
        self.job = job
        self.trials = trials
        self.generatorBefore = generatorBefore
        self.generatorAfter = generatorAfter
    }
}
