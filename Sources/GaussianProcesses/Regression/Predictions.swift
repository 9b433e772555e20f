/// Posterior means and variances of the latent function at m candidates, in (squared) units of the observations. Without the
/// noise of a run: add `GaussianProcess.noiseVariance` for what a run will show.
public struct Predictions: Sendable, Hashable {
    /// The m posterior means.
    public var means: [Double]
    /// The m posterior variances, none negative.
    public var variances: [Double]

    /// Of as many means as variances.
    public init(means: [Double], variances: [Double]) {
        self.means = means
        self.variances = variances
    }
}
