/// How the objective is modelled.
struct SurrogateSettings: Sendable {
    /// How ordinal parameters become places.
    enum Ordinals: String, Sendable, CaseIterable {
        case index
        case logarithm
        /// Whichever predicts better, each run left out in turn.
        case auto
    }

    var ordinals = Ordinals.index
    /// Up to how many values an ordered parameter has levels that may be special.
    var special = 40
    /// From how many standard deviations a run is an outlier; 0 is never.
    var outlier = 4.0
}
