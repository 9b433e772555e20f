import Testing

@testable import GaussianProcesses

@Suite struct ProductKernelTests {
    let kernel = ProductKernel(SampleProblem.dimensions, SampleProblem.hyperparameters)

    @Test("covariances as numpy has them")
    func reference() {
        let expected = [
            0.7645823481949903, 0.7896062041042616, 0.6791760501783876, 0.6060490638744693,
            0.41107993709856294, 1.7, 0.7345717550775666, 0.6787753427555289, 0.6318384285647166,
            0.811368789210148, 1.2077126073538034, 0.37178247030065353,
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
    func blocks(range: Range<Int>) {
        let stride = 15
        let block = block(SampleProblem.candidates, range, stride: stride)
        for (position, row) in range.enumerated() {
            for point in 0..<12 {
                let expected = kernel.covariance(
                    SampleProblem.candidates.row(row), SampleProblem.points.row(point))
                #expect(abs(block[point + position * stride] - expected) < 1e-14)
            }
            #expect(block[12 + position * stride].isNaN, "nothing is written between the columns")
        }
    }

    @Test("a candidate that shares its first levels with the one before is no different")
    func sharedLevels() {
        let points = (UInt16(0)..<231).map { number in [number / 21, number / 3 % 7, number % 3] }
        let all = LevelMatrix(points)
        let expected = (0..<all.rows).flatMap { row in
            (0..<12).map { kernel.covariance(all.row(row), SampleProblem.points.row($0)) }
        }
        #expect(agree(block(all, 0..<all.rows, stride: 12), expected, within: 1e-14))
    }

    private func block(_ candidates: LevelMatrix, _ range: Range<Int>, stride: Int) -> [Double] {
        let cross = CrossCovariance(kernel: kernel, points: SampleProblem.points)
        var block = [Double](repeating: .nan, count: stride * range.count)
        block.withUnsafeMutableBufferPointer {
            if let base = $0.baseAddress {
                cross.fill(base, stride: stride, candidates: candidates, range: range)
            }
        }
        return block
    }

    @Test("a dimension of no weight does not count, one of all weight tells strangers apart")
    func weights() {
        func correlation(_ weight: Double, _ a: Int, _ b: Int) -> Double {
            let theta = DimensionHyperparameters(weight: weight)
            return DimensionKernel(dimension: Dimension(unordered: 4), theta: theta).correlation(a, b)
        }
        #expect(correlation(0, 1, 3) == 1)
        #expect(correlation(1, 1, 3) == 0 && correlation(1, 2, 2) == 1)
        #expect(correlation(0.25, 0, 3) == 0.75)
    }

    @Test("of two levels it tells nothing how far apart they are, and none is special")
    func twoLevels() {
        #expect(Dimension(places: [0, 1], hasSpecialLevels: true) == Dimension(unordered: 2))
    }
}
