import Testing

@testable import Search

struct FeatureEncodingTests {
    private func features(
        _ parameter: Parameter, _ scale: FeatureEncoding.Scale = .index
    ) -> [[Double]] {
        let encoding = FeatureEncoding(of: [parameter], ordinals: scale)
        return parameter.values.indices.map { encoding.features(of: [UInt32($0)]) }
    }

    @Test("An ordinal is its place, or the logarithm of its number, in [0, 1]")
    func ordinals() {
        let uneven = Parameter(name: "n", kind: .ordinal, values: [1, 10, 1_000])
        #expect(features(uneven) == [[0], [0.5], [1]])
        let logarithms = features(uneven, .logarithm).map { $0[0] }
        #expect(zip(logarithms, [0, 1.0 / 3, 1]).allSatisfy { abs($0 - $1) < 1e-12 })
        // There is no logarithm of 0.
        let depth = Parameter(name: "DEPTH", kind: .ordinal, values: [0, 1, 2])
        #expect(features(depth, .logarithm) == features(depth, .index))
    }

    @Test("An ordinal of not too many values has indicators of one length scale beside its place")
    func indicators() {
        let parameters = [
            Parameter(name: "NB", kind: .ordinal, values: [64, 96, 128]),
            Parameter(name: "PMAP", kind: .ordinal, values: [0, 1]),
            Parameter(name: "BCAST", kind: .categorical, values: ["1ring", "2ring", "long"]),
            Parameter(name: "T", kind: .ordinal, values: [1, 2, 3, 4]),
        ]
        let encoding = FeatureEncoding(of: parameters, ordinals: .index, indicators: 3)
        #expect(encoding.sharing == [0, 1, 1, 1, 2, 3, 3, 3, 4])
        #expect(encoding.isBeside == [false, true, false, false, false])
        let half = 0.5.squareRoot()
        #expect(encoding.features(of: [1, 1, 0, 3]) == [0.5, 0, half, 0, 1, half, 0, 0, 1])
        let without = FeatureEncoding(of: parameters, ordinals: .index)
        #expect(without.sharing == [0, 1, 2, 2, 2, 3] && without.isBeside == [false, false, false, false])
    }

    @Test("Any two values of a categorical are at distance 1, and their features share a length scale")
    func categoricals() {
        let bcast = Parameter(name: "BCAST", kind: .categorical, values: ["1ring", "2ring", "long", "blong"])
        let rows = features(bcast)
        for (index, row) in rows.enumerated() {
            for other in rows[..<index] {
                let squared = zip(row, other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
                #expect(abs(squared - 1) < 1e-12)
            }
        }
        let encoding = FeatureEncoding(
            of: [Parameter(name: "NB", kind: .ordinal, values: [64, 128]), bcast], ordinals: .index)
        #expect(encoding.sharing == [0, 1, 1, 1, 1])
        // Two values need one feature only.
        #expect(
            features(Parameter(name: "PMAP", kind: .categorical, values: ["row", "column"])) == [[0], [1]])
    }

    @Test("Process grids are known by their shape, and by their size where it varies")
    func grids() {
        let four = Parameter(name: "grid", kind: .categorical, values: ["1x4", "2x2", "4x1"])
        #expect(features(four) == [[0], [0.5], [1]])
        let mixed = Parameter(name: "grid", kind: .categorical, values: ["1x4", "2x2", "1x1"])
        #expect(features(mixed).map(\.count) == [2, 2, 2])
        #expect(features(mixed)[0] == [0, 1])
        #expect(features(mixed)[2] == [1, 0])
        // One word that is no grid makes all of them names.
        let names = Parameter(name: "grid", kind: .categorical, values: ["1x4", "2x2", "auto"])
        #expect(features(names).map(\.count) == [3, 3, 3])
        let almost = Parameter(name: "grid", kind: .categorical, values: ["1x4x2", "0x2", "x"])
        #expect(features(almost).map(\.count) == [3, 3, 3])
    }

    @Test("A parameter's own table goes before all, scaled to [0, 1], columns that do not vary left out")
    func tables() {
        let parameter = Parameter(
            name: "BCAST", kind: .categorical, values: ["1ring", "1ringM", "long"],
            features: [[0, 0, 7], [0, 5, 7], [2, 0, 7]])
        #expect(features(parameter) == [[0, 0], [0, 1], [1, 0]])
    }

    @Test("What cannot vary has no feature")
    func constants() throws {
        #expect(features(Parameter(name: "NB", kind: .ordinal, values: [64])) == [[]])
        #expect(features(Parameter(name: "BCAST", kind: .categorical, values: ["long"])) == [[]])
    }

    @Test(
        "The matrix of a valid set has the features of its points",
        arguments: SearchSpace.examples.map(\.name))
    func matrix(name: String) throws {
        let space = try #require(SearchSpace.examples.first { $0.name == name }).space
        let valid = try ValidSet(enumerating: space, limits: EnumerationLimits(sample: 100))
        let encoding = FeatureEncoding(of: space.parameters, ordinals: .logarithm)
        let matrix = encoding.matrix(of: valid)
        #expect((matrix.rows, matrix.columns) == (valid.count, encoding.count))
        for index in stride(from: 0, to: valid.count, by: 7) {
            let tuple = try #require(valid.indexing.knownTuple(of: valid[index]))
            #expect(matrix.row(index) == encoding.features(of: tuple))
        }
        #expect(matrix.elements.allSatisfy { (0...1).contains($0) })
    }
}
