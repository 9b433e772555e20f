/// How likely a model of feasibility thinks it that a point works.
public enum ProbabilityOfFeasibility {
    /// log Φ((μ − t)/σ): the logarithm of the probability that the latent value of each of m points lies above the
    /// threshold t (Gardner and others, Bayesian Optimization with Inequality Constraints, 2014). To be added to a
    /// logarithmic acquisition. Without doubt (σ = 0) it is 0 above the threshold, −∞ below and log ½ upon it.
    public static func logarithms(_ predictions: Predictions, above threshold: Double) -> [Double] {
        predictions.means.indices.map {
            let gain = predictions.means[$0] - threshold
            let deviation = predictions.variances[$0].squareRoot()
            if deviation > 0 { return NormalDistribution.logCumulative(gain / deviation) }
            return NormalDistribution.logCumulative(gain > 0 ? .infinity : gain < 0 ? -.infinity : 0)
        }
    }
}
