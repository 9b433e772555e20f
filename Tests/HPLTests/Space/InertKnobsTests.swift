import Search
import Testing

@testable import HPL

@Suite("Knobs that do nothing")
struct InertKnobsTests {
    /// How many experiments the values of one knob make, everything else fixed.
    private func experiments(_ yaml: String, ranks: Int) throws -> Int {
        try space(yaml, resources(ranks: ranks)).searchSpace.experiments.count
    }

    private let everyBroadcast = "BCAST: [1ring, 1ringM, 2ring, 2ringM, long, longM]"

    @Test(
        "DEPTH and BCAST need somebody to send to",
        arguments: [("4x1", 1, 1), ("1x1", 1, 1), ("2x2", 3, 2), ("1x2", 3, 2), ("1x4", 6, 2), ("2x3", 6, 2)])
    func columns(grid: String, broadcasts: Int, depths: Int) throws {
        let ranks = try #require(ProcessGrid(grid)).processes
        #expect(try experiments("{NB: 64, grid: \(grid), \(everyBroadcast)}", ranks: ranks) == broadcasts)
        #expect(try experiments("{NB: 64, grid: \(grid), DEPTH: [0, 1]}", ranks: ranks) == depths)
    }

    @Test("With two columns the rings are one, whichever are listed; long ones stay apart")
    func twoColumns() throws {
        #expect(try experiments("{NB: 64, grid: 1x2, BCAST: [long, 2ringM, 1ring]}", ranks: 2) == 2)
        #expect(try experiments("{NB: 64, grid: 1x2, BCAST: [longM, long]}", ranks: 2) == 2)
        let points = try space("{NB: 64, grid: 1x2, BCAST: [long, 2ringM, 1ring]}", resources(ranks: 2))
            .searchSpace.experiments
        #expect(
            points.map { $0["BCAST"] } == [.text("long"), .text("2ringM")], "the first listed gives the name")
    }

    @Test("SWAP, EQUIL need more than one row; EQUIL is for spread-roll")
    func rows() throws {
        #expect(
            try experiments("{NB: 64, grid: 1x4, SWAP: [bin, long, mix], EQUIL: [yes, no]}", ranks: 4) == 1)
        // bin has no EQUIL; long and mix have it on or off.
        #expect(
            try experiments("{NB: 64, grid: 2x2, SWAP: [bin, long, mix], EQUIL: [yes, no]}", ranks: 4) == 5)
    }

    @Test("PMAP needs a grid of more than one row and column")
    func mapping() throws {
        #expect(try experiments("{NB: 64, grid: all, PMAP: [row, column]}", ranks: 4) == 4)
    }

    @Test("NDIV and RFACT shape the recursion; without one they do nothing")
    func recursion() throws {
        #expect(
            try experiments(
                "{NB: 64, grid: 1x1, NBMIN: 64, NDIV: [2, 3], RFACT: [left, crout, right]}", ranks: 1) == 1)
        #expect(
            try experiments(
                "{NB: 64, grid: 1x1, NBMIN: 8, NDIV: [2, 3], RFACT: [left, crout, right]}", ranks: 1) == 6)
        // Whole panels, however they are asked for: NBMIN 64, 100 and 200 are one.
        #expect(try experiments("{NB: 64, grid: 1x1, NBMIN: [4, 64, 100, 200]}", ranks: 1) == 2)
    }

    @Test("PFACT does nothing to single columns")
    func singleColumns() throws {
        #expect(
            try experiments("{NB: 64, grid: 1x1, NBMIN: [1, 4], PFACT: [left, crout, right]}", ranks: 1) == 4)
    }

    @Test("Canonical points are canonical, and valid when the point was")
    func laws() throws {
        let wide = try space(
            """
            NB: [2, 8, 64]
            grid: all
            BCAST: [long, 1ring, 2ringM]
            PMAP: [row, column]
            DEPTH: [0, 1]
            SWAP: [long, bin, mix]
            NBMIN: [1, 4, 8]
            PFACT: [right, left]
            RFACT: [crout, right]
            EQUIL: [yes, no]
            layout: [4x1, 2x2, 1x4]
            constraints: ["DEPTH == 1 or BCAST == long", "NBMIN <= NB", "not (SWAP == long and EQUIL == yes)"]
            """, resources(ranks: 4)
        ).searchSpace
        var generator = SeededGenerator(seed: 1)
        var checked = 0
        for _ in 0..<4000 {
            let values = wide.parameters.map { $0.values[generator.next(below: $0.values.count)] }
            let point = Point(names: wide.names, values: values)
            let canonical = wide.canonicalize(point)
            #expect(wide.canonicalize(canonical) == canonical)
            if wide.isValid(point) {
                checked += 1
                #expect(wide.isValid(canonical))
            }
        }
        #expect(checked > 100)
    }

    @Test("A constraint on a knob that does nothing does not lose the experiment")
    func constrained() throws {
        // DEPTH=0 comes first, but the constraint forbids that name for the 2x1 grid.
        let points = try space(
            "{NB: 64, grid: all, DEPTH: [0, 1], constraints: ['DEPTH == 1']}", resources(ranks: 2)
        ).searchSpace.experiments
        #expect(points.map(\.description) == ["NB=64 grid=1x2 DEPTH=1", "NB=64 grid=2x1 DEPTH=1"])
        // And one that excludes every name excludes the experiment.
        let none = try space(
            "{NB: 64, grid: 2x1, DEPTH: [0, 1], constraints: ['DEPTH > 1']}", resources(ranks: 2))
        #expect(none.searchSpace.experiments.isEmpty)
    }

    @Test("A point of another space is left as it is, and is not valid")
    func foreign() throws {
        let space = try space("{NB: [64, 128], grid: all}", resources(ranks: 2))
        let foreign = Point(["NB": 100, "grid": "1x2"])
        #expect(space.searchSpace.canonicalize(foreign) == foreign)
        #expect(!space.searchSpace.isValid(foreign))
        #expect(throws: HPLSpaceError.self) { try space.settings(for: foreign) }
        // The order of the parameters does not matter.
        let turned = Point(["grid": "1x2", "NB": 64])
        #expect(try space.settings(for: turned).grid == ProcessGrid(p: 1, q: 2))
    }
}
