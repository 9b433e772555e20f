import Glibc
import Testing

@testable import GaussianProcesses

@Suite struct Matern52Tests {
    let kernel = SampleProblem.hyperparameters.kernel

    @Test("covariances as numpy has them")
    func reference() {
        let expected = [
            1.3553870872296716, 0.7512429620303376, 1.0141338084858245,
            0.87290848998057, 0.5204416747946701, 1.7, 0.5204416747946702,
            0.9601744129946674, 1.0141338084858245, 0.7512429620303376,
            1.3553870872296716, 0.34792832373461746,
        ]
        let covariance = kernel.covariance(of: SampleProblem.points)
        #expect(agree(covariance.row(5), expected, within: 1e-14))
        #expect(agree(covariance.column(5), expected, within: 1e-14))
        let one = (0..<12).map {
            kernel.covariance(SampleProblem.points.row(5), SampleProblem.points.row($0))
        }
        #expect(agree(one, expected, within: 1e-14))
    }

    @Test("blocks of cross-covariances agree with single ones", arguments: [0..<5, 1..<2, 2..<5])
    func blocks(rows: Range<Int>) {
        let cross = CrossCovariance(kernel: kernel, points: SampleProblem.points)
        let stride = rows.count + 3
        var block = [Double](repeating: .nan, count: stride * 12)
        block.withUnsafeMutableBufferPointer {
            if let base = $0.baseAddress {
                cross.fill(base, stride: stride, candidates: SampleProblem.candidates, rows: rows)
            }
        }
        for (position, row) in rows.enumerated() {
            for column in 0..<12 {
                let expected = kernel.covariance(
                    SampleProblem.candidates.row(row), SampleProblem.points.row(column))
                #expect(abs(block[position + column * stride] - expected) < 1e-13)
            }
        }
        #expect(block[rows.count].isNaN, "nothing is written between the columns")
    }

    @Test("short length scales cost digits of near points only within the stated error")
    func cancellation() {
        let short = Matern52(lengthScales: [0.01, 0.01], signalVariance: 1)
        let points = Matrix([[0.9, 0.9], [0.9, 0.900_01]])
        let cross = CrossCovariance(kernel: short, points: points)
        var block = [Double](repeating: 0, count: 4)
        block.withUnsafeMutableBufferPointer {
            if let base = $0.baseAddress { cross.fill(base, stride: 2, candidates: points, rows: 0..<2) }
        }
        #expect(agree(block, short.covariance(of: points).elements, within: 1e-11))
    }

    @Test("slopes are minus twice the derivative by the squared distance")
    func slopes() {
        for squared in [1e-6, 0.01, 0.5, 1, 4, 30] {
            let step = 1e-6 * squared
            let difference =
                Matern52.correlation(squared + step).value - Matern52.correlation(squared - step).value
            let slope = Matern52.correlation(squared).slope
            #expect(abs(slope + difference / step) <= 1e-6 + 1e-9 / step * 1e-7)
        }
        #expect(Matern52.correlation(0).value == 1 && Matern52.correlation(-1e-12).value == 1)
        #expect(Matern52.correlation(1e12).value < 1e-290)
    }

    @Test("the square root is exact to the last bits")
    func squareRoot() {
        var worst = 0.0
        for index in 0...20_000 {
            let q = exp(-660 + 1_320 * Double(index) / 20_000)
            worst = max(worst, abs(SquareRoot.value(q) / sqrt(q) - 1))
        }
        #expect(worst < 3e-16)
        #expect(SquareRoot.value(0) == 0)
    }

    @Test("the exponential is Glibc's within 4e-16")
    func exponential() {
        var worst = 0.0
        for index in 0...20_000 {
            let x = -708 + 1_417 * Double(index) / 20_000
            worst = max(worst, abs(Exponential.value(x) / exp(x) - 1))
        }
        for index in 0...20_000 {
            let x = -4 * Double(index) / 20_000
            worst = max(worst, abs(Exponential.value(x) / exp(x) - 1))
        }
        #expect(worst < 4.5e-16)
        #expect(Exponential.value(0) == 1)
        #expect(Exponential.value(-1e9) < 1e-300)
    }
}
