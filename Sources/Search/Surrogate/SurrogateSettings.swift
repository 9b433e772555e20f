/// How the objective is modelled.
struct SurrogateSettings: Sendable {
    /// How ordinal parameters become features.
    enum Ordinals: String, Sendable, CaseIterable {
        case index
        case logarithm
        /// Whichever predicts better, each run left out in turn.
        case auto
    }

    /// What the length scales are expected to be.
    enum LengthScales: String, Sendable, CaseIterable {
        /// Gamma(3, 6).
        case gamma
        /// The log-normal that grows with the number of features.
        case dimension
        /// Whichever predicts better, each run left out in turn.
        case auto
    }

    var ordinals = Ordinals.index
    /// Ordinals of three up to this many values have indicators, too; 0 is none.
    var indicators = 0
    var lengthScales = LengthScales.gamma
    /// From how many standard deviations a run is an outlier; 0 is never.
    var outlier = 4.0
}
