import Testing

@testable import Search

struct LevelEncodingTests {
    private func encoding(_ parameter: Parameter, _ scale: LevelEncoding.Scale = .index) -> LevelEncoding {
        LevelEncoding(of: [parameter], ordinals: scale, special: 0)
    }

    /// For each value its place in every dimension.
    private func places(_ parameter: Parameter, _ scale: LevelEncoding.Scale = .index) -> [[Double]] {
        let encoding = encoding(parameter, scale)
        return parameter.values.indices.map { value in
            zip(encoding.dimensions, encoding.levels(of: [UInt32(value)])).compactMap { $0.places?[Int($1)] }
        }
    }

    @Test("An ordinal is at its place, or at the logarithm of its number, in [0, 1]")
    func ordinals() {
        let uneven = Parameter(name: "n", kind: .ordinal, values: [1, 10, 1_000])
        #expect(places(uneven) == [[0], [0.5], [1]])
        let logarithms = places(uneven, .logarithm).map { $0[0] }
        #expect(zip(logarithms, [0, 1.0 / 3, 1]).allSatisfy { abs($0 - $1) < 1e-12 })
        // There is no logarithm of 0.
        let depth = Parameter(name: "DEPTH", kind: .ordinal, values: [0, 1, 2])
        #expect(places(depth, .logarithm) == places(depth, .index))
    }

    @Test("Levels of an ordered parameter of not too many values can be special")
    func special() {
        let parameters = [
            Parameter(name: "NB", kind: .ordinal, values: [64, 96, 128]),
            Parameter(name: "PMAP", kind: .ordinal, values: [0, 1]),
            Parameter(name: "BCAST", kind: .categorical, values: ["1ring", "2ring", "long"]),
            Parameter(name: "T", kind: .ordinal, values: [1, 2, 3, 4]),
        ]
        let encoding = LevelEncoding(of: parameters, ordinals: .index, special: 3)
        #expect(encoding.dimensions.map(\.hasSpecialLevels) == [true, false, false, false])
        #expect(encoding.dimensions.map(\.levels) == [3, 2, 3, 4])
        #expect(encoding.dimensions.map { $0.places == nil } == [false, true, true, false])
        #expect(encoding.levels(of: [1, 1, 0, 3]) == [1, 1, 0, 3])
    }

    @Test("Process grids are known by their shape, and by their size where it varies")
    func grids() {
        let four = Parameter(name: "grid", kind: .categorical, values: ["1x4", "2x2", "4x1"])
        #expect(places(four) == [[0], [0.5], [1]])
        let mixed = Parameter(name: "grid", kind: .categorical, values: ["1x4", "2x2", "4x1", "1x1"])
        let encoding = encoding(mixed)
        #expect(encoding.dimensions.count == 2)
        // 2x2 and 1x1 have one shape, the others one size.
        #expect((0..<4).map { encoding.levels(of: [$0]) } == [[0, 1], [1, 1], [2, 1], [1, 0]])
        for names in [["1x4", "2x2", "auto"], ["1x4x2", "0x2", "x"]] {
            // One word that is no grid makes all of them names.
            let parameter = Parameter(name: "grid", kind: .categorical, values: names.map { .text($0) })
            let dimensions = self.encoding(parameter).dimensions
            #expect(dimensions.map(\.levels) == [3] && dimensions.map { $0.places == nil } == [true])
        }
    }

    @Test("A parameter's own table goes before all, scaled to [0, 1], columns that do not vary left out")
    func tables() {
        let parameter = Parameter(
            name: "BCAST", kind: .categorical, values: ["1ring", "1ringM", "long"],
            features: [[0, 0, 7], [0, 5, 7], [2, 0, 7]])
        let encoding = encoding(parameter)
        #expect(encoding.dimensions.map(\.levels) == [2, 2])
        #expect((0..<3).map { encoding.levels(of: [$0]) } == [[0, 0], [0, 1], [1, 0]])
    }

    @Test("What cannot vary has no dimension")
    func constants() {
        #expect(encoding(Parameter(name: "NB", kind: .ordinal, values: [64])).dimensions.isEmpty)
        #expect(encoding(Parameter(name: "BCAST", kind: .categorical, values: ["long"])).dimensions.isEmpty)
    }

    @Test("A hundred thousand values are a thousand levels")
    func many() {
        let n = Parameter(name: "N", kind: .ordinal, values: (1...100_000).map { .integer($0) })
        let encoding = encoding(n)
        #expect(encoding.dimensions[0].levels == 1_000)
        #expect(encoding.levels(of: [0]) == [0] && encoding.levels(of: [99_999]) == [999])
    }

    @Test(
        "The matrix of a valid set has the levels of its points",
        arguments: SearchSpace.examples.map(\.name))
    func matrix(name: String) throws {
        let space = try #require(SearchSpace.examples.first { $0.name == name }).space
        let valid = try ValidSet(enumerating: space, limits: EnumerationLimits(sample: 100))
        let encoding = LevelEncoding(of: space.parameters, ordinals: .logarithm, special: 10)
        let matrix = encoding.matrix(of: valid)
        #expect((matrix.rows, matrix.columns) == (valid.count, encoding.dimensions.count))
        for index in stride(from: 0, to: valid.count, by: 7) {
            let tuple = try #require(valid.indexing.knownTuple(of: valid[index]))
            #expect(matrix.row(index) == encoding.levels(of: tuple))
        }
    }
}
