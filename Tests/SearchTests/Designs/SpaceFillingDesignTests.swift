import Testing

@testable import Search

struct SpaceFillingDesignTests {
    @Test("The first n points are the same for every count, distinct, valid, and none of the excluded")
    func prefixes() throws {
        let valid = try ValidSet(enumerating: .hplLike)
        let design = SpaceFillingDesign(over: valid, seed: 9)
        let all = design.points(46)
        #expect(Set(all.map(\.hash)) == Set(valid.map(\.hash)))
        for count in [0, 1, 2, 3, 10, 45] { #expect(design.points(count) == Array(all.prefix(count))) }
        #expect(design.points(1_000) == all)
        let excluded = Set(all.prefix(20).map(\.hash))
        let rest = design.points(1_000, excluding: excluded)
        #expect(Set(rest.map(\.hash)) == Set(all.dropFirst(20).map(\.hash)))
        #expect(design.points(4, excluding: Set(all.map(\.hash))) == [])
    }

    @Test(
        "Without rules a design of 16 has every value of a 16-valued parameter once",
        arguments: [1, 2, 3] as [UInt64])
    func stratified(seed: UInt64) throws {
        let space = SearchSpace(
            parameters: (0..<3).map { number in
                Parameter(name: "p\(number)", kind: .ordinal, values: (0..<16).map { .integer($0) })
            })
        let points = SpaceFillingDesign(over: try ValidSet(enumerating: space), seed: seed).points(16)
        for name in space.names { #expect(Set(points.map { $0[name] }).count == 16) }
    }

    @Test("However narrow the rules, every design point is valid and all parts of what is left are visited")
    func narrow() throws {
        // Of 400 combinations the 20 of the diagonal are valid.
        let values = (0..<20).map { ParameterValue.integer($0) }
        let space = SearchSpace(
            parameters: [
                Parameter(name: "a", kind: .ordinal, values: values),
                Parameter(name: "b", kind: .ordinal, values: values),
            ], rules: [SearchSpace.Rule("a == b") { $0["a"] == $0["b"] }])
        let points = SpaceFillingDesign(over: try ValidSet(enumerating: space), seed: 4).points(4)
        #expect(points.count == 4)
        #expect(points.allSatisfy { $0["a"] == $0["b"] })
        #expect(Set(points.map { ($0["a"]?.integer ?? 0) / 5 }) == [0, 1, 2, 3])
    }

    @Test("More parameters than the sequence has dimensions")
    func wide() throws {
        let space = SearchSpace(
            parameters: (0..<80).map { Parameter(name: "p\($0)", kind: .ordinal, values: [0, 1, 2]) })
        let valid = try ValidSet(enumerating: space, limits: EnumerationLimits(sample: 500))
        let points = SpaceFillingDesign(over: valid, seed: 1).points(32)
        #expect(points.count == 32)
        #expect(Set(points.map(\.hash)).count == 32)
    }
}
