import GaussianProcesses
import Glibc
import Testing

@Suite struct BoundedLBFGSTests {
    static func rosenbrock(_ x: [Double], _ gradient: inout [Double]) -> Double {
        var sum = 0.0
        gradient = x.map { _ in 0 }
        for i in 0..<x.count - 1 {
            let a = x[i + 1] - x[i] * x[i]
            let b = 1 - x[i]
            sum += 100 * a * a + b * b
            gradient[i] += -400 * a * x[i] - 2 * b
            gradient[i + 1] += 200 * a
        }
        return sum
    }

    @Test("Rosenbrock's valley to its end", arguments: [2, 4, 10])
    func valley(dimensions: Int) {
        let start = (0..<dimensions).map { $0 % 2 == 0 ? -1.2 : 1 }
        let end = BoundedLBFGS().minimize(
            from: start, lower: Array(repeating: -2, count: dimensions),
            upper: Array(repeating: 2, count: dimensions), BoundedLBFGSTests.rosenbrock)
        #expect(end.ending == .gradientIsSmall || end.ending == .gainIsSmall)
        #expect(agree(end.point, Array(repeating: 1, count: dimensions), within: 1e-5))
        #expect(end.evaluations < 40 * dimensions + 60)
    }

    @Test("Rosenbrock's valley up to a bound across it, as scipy's L-BFGS-B")
    func bound() {
        let end = BoundedLBFGS().minimize(
            from: [-1.2, 1, -1, 0.5], lower: [-2, -2, -2, -2], upper: [0.8, 2, 2, 2],
            BoundedLBFGSTests.rosenbrock)
        #expect(end.point[0] == 0.8)
        #expect(
            agree(
                end.point, [0.8, 0.6509190765430698, 0.4294016279283921, 0.18438575806758709], within: 1e-6))
    }

    @Test("a start outside of the bounds is moved in, corners are reached exactly")
    func corner() {
        let end = BoundedLBFGS().minimize(from: [9, -9, 0], lower: [-1, -1, -1], upper: [2, 3, 4]) { x, g in
            g = [1, -1, 2 * (x[2] - 1)]
            return x[0] - x[1] + (x[2] - 1) * (x[2] - 1)
        }
        #expect(end.point[0] == -1 && end.point[1] == 3 && abs(end.point[2] - 1) < 1e-6)
        #expect(end.ending == .gradientIsSmall)
    }

    @Test("steps back from where the function has no value")
    func infeasible() {
        // log x + 1/x has its minimum at 1 and no value at 0 and below.
        let end = BoundedLBFGS().minimize(from: [30], lower: [-100], upper: [100]) { x, g in
            guard x[0] > 0 else { return .nan }
            g = [1 / x[0] - 1 / (x[0] * x[0])]
            return log(x[0]) + 1 / x[0]
        }
        #expect(agree(end.point, [1], within: 1e-5))
        let nowhere = BoundedLBFGS().minimize(from: [1], lower: [0], upper: [2]) { _, _ in .infinity }
        #expect(nowhere.ending == .startIsInfeasible && nowhere.evaluations == 1)
    }

    @Test("the budget holds, and the best so far is kept", arguments: [1, 2, 7, 20])
    func budget(evaluations: Int) {
        var optimizer = BoundedLBFGS()
        optimizer.maximumEvaluations = evaluations
        var count = 0
        var least = Double.infinity
        let end = optimizer.minimize(from: [-1.2, 1], lower: [-2, -2], upper: [2, 2]) { x, g in
            count += 1
            let value = BoundedLBFGSTests.rosenbrock(x, &g)
            least = min(least, value)
            return value
        }
        #expect(count == evaluations && end.evaluations == evaluations)
        #expect(end.value == least)
        #expect(end.ending == .evaluationsSpent)
    }
}
