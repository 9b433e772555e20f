import Testing

@testable import GaussianProcesses

@Suite struct CandidatePosteriorTests {
    let candidates = SampleProblem.points(700, 3)

    @Test("observations added one by one leave the posterior of all of them")
    func appending() throws {
        var posterior = CandidatePosterior(try SampleProblem.model(), candidates: candidates)
        #expect(posterior.predictions == posterior.model.predict(candidates))
        for (row, value) in [(100, 0.3), (350, -1.2), (699, 2.5)] {
            try posterior.append(candidates.row(row), value: value, noiseScale: 0.7)
        }
        let expected = posterior.model.predict(candidates)
        #expect(posterior.model.values.count == 15)
        #expect(agree(posterior.predictions.means, expected.means, within: 1e-11))
        #expect(agree(posterior.predictions.variances, expected.variances, within: 1e-11))
    }

    @Test("a believer moves no mean and leaves little doubt where it stands")
    func believing() throws {
        var posterior = CandidatePosterior(try SampleProblem.model(), candidates: candidates)
        let before = posterior.predictions
        try posterior.believe(42)
        #expect(agree(posterior.predictions.means, before.means, within: 1e-12))
        #expect(posterior.predictions.variances[42] < posterior.model.noiseVariance)
        #expect(zip(posterior.predictions.variances, before.variances).allSatisfy { $0 <= $1 })
    }

    @Test("a duplicate without noise makes the factor anew, and the posterior with it")
    func refactored() throws {
        let theta = Hyperparameters(lengthScales: [0.5, 0.5, 0.5], signalVariance: 1, noiseVariance: 1e-18)
        let model = try GaussianProcess(
            points: SampleProblem.points, values: SampleProblem.values, hyperparameters: theta)
        var posterior = CandidatePosterior(model, candidates: candidates)
        try posterior.append(SampleProblem.points.row(3), value: SampleProblem.values[3])
        try posterior.append(candidates.row(50), value: 0.1)
        #expect(posterior.model.factor.jitter > 0)
        let expected = posterior.model.predict(candidates)
        #expect(agree(posterior.predictions.means, expected.means, within: 1e-6))
        #expect(agree(posterior.predictions.variances, expected.variances, within: 1e-6))
    }
}
