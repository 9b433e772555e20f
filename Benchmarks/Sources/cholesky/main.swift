import CLAPACKE
import GaussianProcesses
import Glibc

// What the linear algebra of the search costs on one thread: dpotrf of order 1,000 through Cholesky against the bare call,
// and what a proposal takes over the 17,956 valid points of the largest replay table with 100 observations: posterior mean,
// variance and log expected improvement at every candidate.

/// The best and the median of some rounds, in milliseconds: what else runs on the machine only makes it slower.
func times(_ rounds: Int, _ work: () throws -> Duration) rethrows -> (best: Double, median: Double) {
    var times: [Double] = []
    for _ in 0..<rounds {
        let time = try work().components
        times.append(Double(time.seconds) * 1e3 + Double(time.attoseconds) / 1e15)
    }
    times.sort()
    return (times[0], times[times.count / 2])
}

/// Points of a Weyl sequence: spread out, and the same every time.
func points(_ count: Int, _ dimensions: Int) -> LevelMatrix {
    let steps = (0..<dimensions).map { fmod((Double($0) * 6 + 7).squareRoot() * 7.3, 1) }
    let rows = (1...count).map { index in steps.map { UInt16(fmod(Double(index) * $0, 1) * Double(levels)) } }
    // In order, as an enumerated space is.
    return LevelMatrix(rows.sorted { $0.lexicographicallyPrecedes($1) })
}

let levels = 16
let place = (0..<levels).map { Double($0) / Double(levels - 1) }

func dimensions(_ count: Int) -> [Dimension] {
    Array(repeating: Dimension(places: place, hasSpecialLevels: true), count: count)
}

func observations(_ points: LevelMatrix) -> [Double] {
    (0..<points.rows).map { row in
        let x = points.row(row).map { place[Int($0)] }
        return sin(4 * x[0]) + x[1] * x[2] - 0.5 * x[3] + 0.02 * cos(50 * x[4])
    }
}

func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

func report(_ what: String, _ time: (best: Double, median: Double)) {
    print("\(what): best \(rounded(time.best)) ms, median \(rounded(time.median)) ms")
}

let clock = ContinuousClock()

func compareFactorizations() throws {
    let order = 1_000
    let theta = Hyperparameters(
        dimensions: Array(repeating: DimensionHyperparameters(weight: 0.9), count: 4), signalVariance: 1,
        noiseVariance: 0.01)
    var covariance = ProductKernel(dimensions(4), theta).covariance(of: points(order, 4))
    for index in 0..<order { covariance[index, index] += 0.01 }
    openblas_set_num_threads(1)
    // One after the other in each round, so that both see the same machine.
    var ours: [Double] = []
    var bare: [Double] = []
    for _ in 0..<25 {
        var elements = covariance.elements
        // A write, so that the copy is made outside of the measurement.
        elements[0] += 0
        bare.append(
            times(1) {
                clock.measure {
                    _ = LAPACKE_dpotrf(
                        LAPACK_COL_MAJOR, CChar(bitPattern: UInt8(ascii: "L")), Int32(order), &elements,
                        Int32(order))
                }
            }.best)
        let matrix = Matrix(rows: order, columns: order, elements: covariance.elements.map { $0 })
        ours.append(try time(consume matrix))
    }
    ours.sort()
    bare.sort()
    report("dpotrf of order 1,000, bare LAPACKE", (bare[0], bare[12]))
    report("dpotrf of order 1,000, Cholesky", (ours[0], ours[12]))
    print("ratio: \(rounded(ours[12] / bare[12])) (median), \(rounded(ours[0] / bare[0])) (best)")
}

func time(_ matrix: consuming Matrix) throws -> Double {
    let start = clock.now
    let cholesky = try Cholesky(factoring: consume matrix)
    let time = (clock.now - start).components
    precondition(cholesky.jitter == 0)
    return Double(time.seconds) * 1e3 + Double(time.attoseconds) / 1e15
}

func timeProposals(dimensions count: Int) throws {
    let observed = points(100, count)
    let values = observations(observed)
    let candidates = points(17_956, count)
    print("100 observations, 17,956 candidates, \(count) dimensions")
    var fitted: GaussianProcess?
    let cold = try times(5) {
        try clock.measure {
            fitted = try GaussianProcess.fit(points: observed, dimensions: dimensions(count), values: values)
        }
    }
    guard let model = fitted else { return }
    report("  fit", cold)
    report(
        "  fit, warm start",
        try times(5) {
            try clock.measure {
                _ = try GaussianProcess.fit(
                    points: observed, dimensions: dimensions(count), values: values,
                    warmStart: model.hyperparameters)
            }
        })
    var best = -1
    report(
        "  proposal: posterior and log expected improvement",
        times(25) {
            clock.measure {
                let predictions = model.predict(candidates)
                let scores = LogExpectedImprovement(over: values.max() ?? 0).values(predictions)
                best = scores.indices.max { scores[$0] < scores[$1] } ?? -1
            }
        })
    precondition(best >= 0)
    var posterior: CandidatePosterior?
    report(
        "  the same, kept for believers",
        times(9) { clock.measure { posterior = CandidatePosterior(model, candidates: candidates) } })
    guard var believing = posterior else { return }
    posterior = nil
    report("  one believer", try times(5) { try clock.measure { try believing.believe(best) } })
    report("  leave-one-out", try times(5) { try clock.measure { _ = try model.leaveOneOut() } })
}

do {
    try compareFactorizations()
    for count in [5, 10, 20] { try timeProposals(dimensions: count) }
} catch {
    let message = "cholesky: \(error)\n"
    _ = write(STDERR_FILENO, message, message.utf8.count)
    exit(1)
}
