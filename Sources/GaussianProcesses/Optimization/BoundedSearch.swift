/// What a bounded search carries from step to step.
struct BoundedSearch {
    /// A point with its value and gradient.
    struct Evaluation {
        let point: [Double]
        let value: Double
        let gradient: [Double]

        var isFinite: Bool { value.isFinite && gradient.allSatisfy(\.isFinite) }
    }

    let lower: [Double]
    let upper: [Double]
    var history: CurvatureHistory
    var evaluations = 0

    init(lower: [Double], upper: [Double], memory: Int) {
        self.lower = lower
        self.upper = upper
        history = CurvatureHistory(capacity: memory)
    }

    func minimum(_ evaluation: Evaluation, _ ending: BoundedLBFGS.Ending) -> BoundedLBFGS.Minimum {
        BoundedLBFGS.Minimum(
            point: evaluation.point, value: evaluation.value, evaluations: evaluations, ending: ending)
    }

    func project(_ point: [Double]) -> [Double] {
        point.indices.map { min(max(point[$0], lower[$0]), upper[$0]) }
    }

    mutating func evaluate(
        _ point: [Double], _ function: (_ point: [Double], _ gradient: inout [Double]) -> Double
    ) -> Evaluation {
        var gradient = [Double](repeating: 0, count: point.count)
        let value = function(point, &gradient)
        evaluations += 1
        return Evaluation(point: point, value: value, gradient: gradient)
    }

    /// The variables that are not held at a bound by the gradient.
    func freeVariables(_ current: Evaluation) -> [Bool] {
        current.point.indices.map {
            !(current.point[$0] <= lower[$0] && current.gradient[$0] > 0)
                && !(current.point[$0] >= upper[$0] && current.gradient[$0] < 0)
        }
    }

    /// Searches along the projected path; nil when no step descends or the evaluations are spent before one did.
    mutating func step(
        from current: Evaluation, along direction: [Double], length: Double, budget: Int,
        _ function: (_ point: [Double], _ gradient: inout [Double]) -> Double
    ) -> Evaluation? {
        let decrease = 1e-4
        let curvature = 0.9
        let slope = dot(direction, current.gradient)
        var low = 0.0
        var high = Double.infinity
        var length = length
        var best: Evaluation?
        for _ in 0..<40 {
            guard evaluations < budget else { break }
            let point = project(current.point.indices.map { current.point[$0] + length * direction[$0] })
            let move = point.indices.map { point[$0] - current.point[$0] }
            if move.allSatisfy({ $0 == 0 }) { break }
            let trial = evaluate(point, function)
            guard trial.isFinite, trial.value <= current.value + decrease * dot(current.gradient, move) else {
                high = length
                // The minimum of the parabola through both values and the slope, kept away from the ends.
                let excess = trial.value - current.value - slope * length
                let parabola =
                    low > 0 || !excess.isFinite || excess <= 0 ? 0 : -slope * length * length / (2 * excess)
                length = low > 0 ? (low + high) / 2 : min(max(parabola, 0.1 * length), 0.5 * length)
                continue
            }
            if trial.value <= best?.value ?? .infinity { best = trial }
            // Along the path variables at a bound do not move any more.
            var slopeThere = 0.0
            for index in point.indices where point[index] > lower[index] && point[index] < upper[index] {
                slopeThere += trial.gradient[index] * direction[index]
            }
            if slopeThere >= curvature * slope { break }
            low = length
            length = high.isFinite ? (low + high) / 2 : 2 * length
        }
        return best
    }
}
