import Testing

@testable import GaussianProcesses

@Suite struct CandidatePosteriorTests {
    let candidates = SampleProblem.points(700)

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
        let model = try GaussianProcess(
            points: SampleProblem.points, dimensions: SampleProblem.dimensions, values: SampleProblem.values,
            hyperparameters: SampleProblem.noiseless)
        var posterior = CandidatePosterior(model, candidates: candidates)
        // Rounding may leave one pivot positive, but not all.
        for row in 0..<12 {
            try posterior.append(SampleProblem.points.row(row), value: SampleProblem.values[row])
        }
        try posterior.append(candidates.row(50), value: 0.1)
        #expect(posterior.model.factor.jitter > 0)
        let expected = posterior.model.predict(candidates)
        #expect(agree(posterior.predictions.means, expected.means, within: 1e-6))
        #expect(agree(posterior.predictions.variances, expected.variances, within: 1e-6))
    }

    @Test("more observations than there was room for")
    func many() throws {
        var posterior = CandidatePosterior(try SampleProblem.model(), candidates: candidates)
        for row in stride(from: 0, to: 600, by: 30) {
            try posterior.append(candidates.row(row), value: Double(row) / 600)
        }
        let expected = posterior.model.predict(candidates)
        #expect(agree(posterior.predictions.means, expected.means, within: 1e-9))
        #expect(agree(posterior.predictions.variances, expected.variances, within: 1e-9))
    }
}
