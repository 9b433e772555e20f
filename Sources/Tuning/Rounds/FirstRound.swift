import Execution
import Search

/// The round a study would begin with, and its job, without storing or submitting anything.
public struct FirstRound: Sendable {
    public let candidates: [Candidate]
    public let job: JobSpecification

    public init(of study: LoadedStudy, isRoot: Bool) async throws {
        let setUp = study.record.setUp
        let (proposal, _) = try await ProposalQueue.propose(
            min(setUp.batch, setUp.budget.trials), by: study.strategy, after: History(),
            using: study.record.generator)
        guard case .candidates(let candidates) = proposal else {
            self.candidates = []
            job = JobSpecification(
                token: .random(), name: study.record.name, directory: setUp.resultsDirectory, steps: [],
                timeLimit: .seconds(60))
            return
        }
        let planner = RunPlanner(study: study, isRoot: isRoot)
        let token = JobToken.random()
        let directory = "\(setUp.resultsDirectory)/\(study.record.name)/round-1-\(token.text)"
        var steps: [JobStep] = []
        for (index, candidate) in candidates.enumerated() {
            let settings = try study.space.settings(for: candidate.point, at: candidate.level)
            let step = "trial-\(index + 1)-attempt-1"
            steps.append(
                try planner.step(
                    named: step, directory: "\(directory)/\(step)", settings: settings,
                    point: candidate.point,
                    limitSeconds: planner.limitSeconds(n: settings.n, times: nil)))
        }
        self.candidates = candidates
        job = planner.specification(token: token, directory: directory, steps: steps)
    }
}
