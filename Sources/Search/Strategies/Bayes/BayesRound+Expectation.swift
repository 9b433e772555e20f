import GaussianProcesses
import Glibc

extension BayesRound {
    /// What the run of a candidate will show.
    func expectation(_ index: Int) -> Expectation {
        expectation(
            mean: posterior.predictions.means[index], variance: posterior.predictions.variances[index])
    }

    func expectation(mean: Double, variance: Double) -> Expectation {
        let scale = surrogate.observations.scale
        let deviation = (variance + surrogate.model.noiseVariance).squareRoot()
        let improvement = exp(LogExpectedImprovement(over: incumbent).value(mean: mean, variance: variance))
        return Expectation(
            mean: scale.value(mean), deviation: scale.difference(deviation, at: mean),
            incumbent: scale.value(incumbent),
            improvement: scale.difference(improvement, at: incumbent))
    }

    /// `expected +2.1 % ± 1.5 % over the best so far`
    func expectationText(_ index: Int) -> String {
        let mean = posterior.predictions.means[index] - incumbent
        let deviation = posterior.predictions.variances[index].squareRoot()
        switch surrogate.observations.scale {
        case .logarithmic:
            return "expected \(Self.percent(expm1(mean), signed: true)) ± \(Self.percent(expm1(deviation)))"
                + " over the best so far"
        case .linear:
            return
                "expected \(Self.short(mean, signed: true)) ± \(Self.short(deviation)) over the best so far"
        }
    }

    private static func percent(_ share: Double, signed: Bool = false) -> String {
        short((share * 1_000).rounded() / 10, signed: signed) + " %"
    }

    private static func short(_ number: Double, signed: Bool = false) -> String {
        (signed && number >= 0 ? "+" : "") + "\(number == 0 ? 0 : number)"
    }
}
