/// Minimizes a smooth function within bounds by projected L-BFGS.
///
/// The direction is the limited-memory quasi-Newton one (Nocedal and Wright, Numerical Optimization, 2006, algorithm 7.4)
/// over the variables that are not held at a bound (Bertsekas, Projected Newton methods, 1982); the step is searched along
/// the projected path by the weak Wolfe conditions with bisection (Lewis and Overton 2013), failed steps by interpolation.
/// Deterministic. A function that cannot be had somewhere says infinity or nan there, and the search steps back.
public struct BoundedLBFGS: Sendable {
    /// How many pairs of steps and gradient changes are kept.
    public var memory = 8
    /// It has converged when no component of the projected gradient is larger.
    public var gradientTolerance = 1e-6
    /// It has converged when a step gains less than this, relative to max(1, |value|).
    public var valueTolerance = 1e-12
    /// The function is not evaluated more often than this.
    public var maximumEvaluations = 500

    /// Why the search ended.
    public enum Ending: Sendable, Hashable {
        case gradientIsSmall, gainIsSmall, evaluationsSpent, noStepFound
        /// Already the start has no finite value.
        case startIsInfeasible
    }

    /// The best point found.
    public struct Minimum: Sendable, Hashable {
        /// Where (p values).
        public let point: [Double]
        /// The function there.
        public let value: Double
        /// How often the function was evaluated.
        public let evaluations: Int
        /// Why the search ended.
        public let ending: Ending
    }

    /// With the settings above.
    public init() {}

    /// Minimizes.
    /// - Parameters:
    ///   - start: the first point, of p values; it is moved into the bounds.
    ///   - lower: the least value of each, may be −∞.
    ///   - upper: the largest value of each, may be ∞.
    ///   - function: gives the value at a point and writes the gradient (p values).
    public func minimize(
        from start: [Double], lower: [Double], upper: [Double],
        _ function: (_ point: [Double], _ gradient: inout [Double]) -> Double
    ) -> Minimum {
        precondition(start.count == lower.count && start.count == upper.count, "each variable has its bounds")
        var search = BoundedSearch(lower: lower, upper: upper, memory: memory)
        let first = search.evaluate(search.project(start), function)
        guard first.isFinite else { return search.minimum(first, .startIsInfeasible) }
        var current = first
        while search.evaluations < maximumEvaluations {
            let free = search.freeVariables(current)
            let slopes = current.gradient.indices.map { free[$0] ? current.gradient[$0] : 0 }
            let steepest = slopes.reduce(0) { max($0, abs($1)) }
            if steepest <= gradientTolerance { return search.minimum(current, .gradientIsSmall) }
            var direction = search.history.direction(slopes, free: free)
            if dot(direction, slopes) >= 0 {
                search.history.forget()
                direction = slopes.map { -$0 }
            }
            let length = search.history.isEmpty ? min(1, 1 / slopes.reduce(0) { $0 + abs($1) }) : 1
            let found = search.step(
                from: current, along: direction, length: length, budget: maximumEvaluations, function)
            guard let found else {
                if search.evaluations >= maximumEvaluations {
                    return search.minimum(current, .evaluationsSpent)
                }
                // Old pairs may have misled the direction: once more, downhill.
                if search.history.isEmpty { return search.minimum(current, .noStepFound) }
                search.history.forget()
                continue
            }
            let gain = current.value - found.value
            search.history.remember(from: current, to: found)
            current = found
            if gain <= valueTolerance * max(1, abs(current.value)) {
                return search.minimum(current, .gainIsSmall)
            }
        }
        return search.minimum(current, .evaluationsSpent)
    }
}

func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
}
