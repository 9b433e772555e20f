/// One way of choosing the next point. The raw value is its key in a strategy file.
enum BayesArm: String, Sendable, CaseIterable {
    /// The largest expected improvement of all points.
    case improvement
    /// The largest expected improvement among points that differ from one of the best in one parameter.
    case neighbours
    /// The largest expected improvement among points that mix the values of the best.
    case recombination
    /// The least known of the promising points.
    case uncertainty

    /// The arm of the n-th choice (from 0): stride scheduling (Waldspurger and Weihl 1995), which keeps every prefix as
    /// near to the shares as whole numbers allow.
    static func scheduled(_ number: Int, shares: [(arm: BayesArm, share: Double)]) -> BayesArm {
        let open = shares.filter { $0.share > 0 }
        var passes = open.map { 0.5 / $0.share }
        var chosen = BayesArm.improvement
        for _ in 0...max(0, number) {
            guard let next = passes.indices.min(by: { passes[$0] < passes[$1] }) else { break }
            chosen = open[next].arm
            passes[next] += 1 / open[next].share
        }
        return chosen
    }
}
