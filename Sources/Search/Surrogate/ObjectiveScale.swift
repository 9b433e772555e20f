import Glibc

/// The scale on which the objective is modelled. On the logarithmic one a difference is a gain in per cent; the linear one
/// is for values that are not all positive.
enum ObjectiveScale: Sendable {
    case logarithmic
    case linear

    init(of values: some Sequence<Double>) {
        self = values.allSatisfy { $0 > 0 } ? .logarithmic : .linear
    }

    func modelled(_ value: Double) -> Double { self == .logarithmic ? log(value) : value }

    /// The value (the median, on the logarithmic scale) of a modelled mean.
    func value(_ modelled: Double) -> Double { self == .logarithmic ? exp(modelled) : modelled }

    /// A small difference at a modelled mean, in units of the objective.
    func difference(_ modelled: Double, at mean: Double) -> Double {
        self == .logarithmic ? value(mean) * expm1(modelled) : modelled
    }
}
