/// The pairs s = x₊ − x and y = ∇f₊ − ∇f of the last steps, which stand for the inverse Hessian
/// (Nocedal and Wright 2006, algorithm 7.4).
struct CurvatureHistory {
    private struct Pair {
        let step: [Double]
        let change: [Double]
        /// sᵀy > 0.
        let product: Double
    }

    private let capacity: Int
    private var pairs: [Pair] = []

    init(capacity: Int) { self.capacity = max(1, capacity) }

    var isEmpty: Bool { pairs.isEmpty }

    mutating func forget() { pairs = [] }

    /// Keeps the step if the function curves upwards along it.
    mutating func remember(from old: BoundedSearch.Evaluation, to new: BoundedSearch.Evaluation) {
        let step = old.point.indices.map { new.point[$0] - old.point[$0] }
        let change = old.point.indices.map { new.gradient[$0] - old.gradient[$0] }
        let product = dot(step, change)
        guard product > 1e-10 * (dot(step, step) * dot(change, change)).squareRoot() else { return }
        if pairs.count == capacity { pairs.removeFirst() }
        pairs.append(Pair(step: step, change: change, product: product))
    }

    /// −H·g over the free variables: the two loops, on vectors whose other components are zero.
    func direction(_ gradient: [Double], free: [Bool]) -> [Double] {
        func masked(_ vector: [Double]) -> [Double] { vector.indices.map { free[$0] ? vector[$0] : 0 } }
        // A pair whose curvature lay in the held variables says nothing about the others.
        let usable = pairs.map { pair in
            let step = masked(pair.step)
            let change = masked(pair.change)
            return Pair(step: step, change: change, product: dot(step, change))
        }
        .filter { $0.product > 1e-10 * (dot($0.step, $0.step) * dot($0.change, $0.change)).squareRoot() }
        var vector = gradient
        var coefficients = [Double](repeating: 0, count: usable.count)
        for index in usable.indices.reversed() {
            coefficients[index] = dot(usable[index].step, vector) / usable[index].product
            for k in vector.indices { vector[k] -= coefficients[index] * usable[index].change[k] }
        }
        if let last = usable.last {
            let scale = last.product / dot(last.change, last.change)
            for k in vector.indices { vector[k] *= scale }
        }
        for index in usable.indices {
            let correction = dot(usable[index].change, vector) / usable[index].product
            for k in vector.indices {
                vector[k] += (coefficients[index] - correction) * usable[index].step[k]
            }
        }
        return vector.map { -$0 }
    }
}
