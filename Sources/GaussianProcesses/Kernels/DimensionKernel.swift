import Glibc

/// The correlation of two levels of one dimension, 1 for equal ones:
///
///     f(a, b) = 1 − w + w·(1 − h)·m(|xₐ − x_b| / ℓ),   m(r) = (1 + √5·r + 5/3·r²)·e^(−√5·r)
///
/// w is how much the dimension counts: with w = 0 it does not, with w = 1 points far apart along it have nothing to do with
/// each other. h is the share of what belongs to a level alone. m is the Matérn correlation with ν = 5/2 (Rasmussen and
/// Williams 2006, eq. 4.17); without an order it is 0. The product of such factors over all dimensions is the covariance of
/// a function's analysis of variance: a constant, main effects, and interactions of every order, the rarer the smaller the w
/// (Durrande, Ginsbourger, Roustant and Carraro 2013).
struct DimensionKernel: Sendable {
    let dimension: Dimension
    let theta: DimensionHyperparameters

    /// f(a, b).
    func correlation(_ a: Int, _ b: Int) -> Double {
        guard a != b else { return 1 }
        let shared =
            dimension.places.map { (1 - share) * Self.matern52(abs($0[a] - $0[b]) / theta.lengthScale) } ?? 0
        return 1 - theta.weight + theta.weight * shared
    }

    /// ∂ log f/∂ logit w, ∂ log f/∂ log ℓ and ∂ log f/∂ logit h at two levels.
    func slopes(_ a: Int, _ b: Int) -> (weight: Double, lengthScale: Double, share: Double) {
        guard a != b else { return (0, 0, 0) }
        let f = correlation(a, b)
        guard let places = dimension.places else { return (-theta.weight * (1 - theta.weight) / f, 0, 0) }
        let r = abs(places[a] - places[b]) / theta.lengthScale
        let m = Self.matern52(r)
        let s = 5.0.squareRoot() * r
        return (
            theta.weight * (1 - theta.weight) * ((1 - share) * m - 1) / f,
            theta.weight * (1 - share) * s * s * (1 + s) / 3 * exp(-s) / f,
            -theta.weight * m * share * (1 - share) / f
        )
    }

    private var share: Double { dimension.hasSpecialLevels ? theta.specialShare : 0 }

    /// The Matérn correlation with ν = 5/2 at a distance r ≥ 0 in length scales.
    static func matern52(_ r: Double) -> Double {
        let s = 5.0.squareRoot() * r
        return (1 + s + s * s / 3) * exp(-s)
    }
}
