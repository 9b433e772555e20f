import Glibc
import Testing

@testable import GaussianProcesses

@Suite struct LeaveOneOutTests {
    @Test("as if the model were made without the observation, one after the other")
    func explicit() throws {
        let model = try SampleProblem.model()
        let leaveOneOut = try model.leaveOneOut()
        for index in 0..<12 {
            let others = (0..<12).filter { $0 != index }
            let without = try GaussianProcess(
                points: LevelMatrix(others.map(SampleProblem.points.row)),
                dimensions: SampleProblem.dimensions,
                values: others.map { SampleProblem.values[$0] },
                noiseScales: others.map { SampleProblem.noiseScales[$0] },
                hyperparameters: SampleProblem.hyperparameters, standardization: model.standardization)
            let (mean, latent) = without.predict(SampleProblem.points.row(index))
            let variance = latent + model.noiseVariance * SampleProblem.noiseScales[index]
            #expect(abs(leaveOneOut.means[index] - mean) < 1e-11)
            #expect(abs(leaveOneOut.variances[index] - variance) < 1e-11)
            let z = (SampleProblem.values[index] - mean) / variance.squareRoot()
            let density = NormalDistribution.logDensity(z) - 0.5 * log(variance)
            #expect(abs(leaveOneOut.logDensities[index] - density) < 1e-9)
        }
        #expect(abs(leaveOneOut.logDensity - leaveOneOut.logDensities.reduce(0, +)) < 1e-12)
    }
}
