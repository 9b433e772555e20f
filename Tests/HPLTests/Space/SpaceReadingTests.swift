import Search
import Testing

@testable import HPL

@Suite("The space section of a study file")
struct SpaceReadingTests {
    private func values(_ space: HPLSpace, _ name: String) -> [String]? {
        space.searchSpace.parameters.first { $0.name == name }?.values.map(\.description)
    }

    @Test("Everything a section can say")
    func everything() throws {
        let space = try space(
            """
            N: {memory_fraction: 0.5}
            NB: {from: 64, to: 384, step: 32}
            grid: [4x8, 8x4, 2x8]
            BCAST: [1rg, 2ringM, LnM, 4]
            PMAP: [column]
            DEPTH: [1, 0]
            SWAP: [mix, 0]
            NBMIN: 8
            NDIV: {from: 2, to: 4}
            PFACT: [R, left]
            RFACT: crout
            L1: [no-transposed, 0]
            U: transposed
            EQUIL: [yes, off]
            ALIGN: [8, 16]
            layout: [16x1, 8x2]
            launch:
              ucx: {variables: {OMPI_MCA_pml: ucx, EMPTY: }, prologue: ["module load ucx"]}
              ob1: {variables: {OMPI_MCA_pml: ob1}, launcher: mpirun --mca btl self}
              plain:
            constraints: ["NB >= 96 or DEPTH == 0", "P <= Q"]
            """, resources(nodes: 2, ranks: 4, threads: 4))
        #expect(space.problemSize == .memory(fraction: 0.5))
        #expect(values(space, "NB") == stride(from: 64, through: 384, by: 32).map(String.init))
        #expect(values(space, "grid") == ["4x8", "8x4", "2x8"])
        #expect(values(space, "BCAST") == ["1ring", "2ringM", "longM", "long"])
        #expect(values(space, "PMAP") == ["column"])
        #expect(values(space, "DEPTH") == ["0", "1"], "numbers in rising order")
        #expect(values(space, "SWAP") == ["mix", "bin"])
        #expect(values(space, "NBMIN") == ["8"])
        #expect(values(space, "NDIV") == ["2", "3", "4"])
        #expect(values(space, "PFACT") == ["right", "left"])
        #expect(values(space, "L1") == ["no-transposed", "transposed"])
        #expect(values(space, "EQUIL") == ["yes", "no"])
        #expect(values(space, "layout") == ["16x1", "8x2"])
        #expect(values(space, "launch") == ["ucx", "ob1", "plain"])
        #expect(space.searchSpace.rules.map(\.text).suffix(2) == ["NB >= 96 or DEPTH == 0", "P <= Q"])
        #expect(
            space.searchSpace.names == [
                "NB", "grid", "BCAST", "PMAP", "DEPTH", "SWAP", "NBMIN", "NDIV", "PFACT", "RFACT", "L1", "U",
                "EQUIL", "ALIGN", "layout", "launch",
            ])

        let point = Point([
            "NB": 96, "grid": "4x8", "BCAST": "longM", "PMAP": "column", "DEPTH": 0, "SWAP": "mix",
            "NBMIN": 8,
            "NDIV": 3, "PFACT": "left", "RFACT": "crout", "L1": "no-transposed", "U": "transposed",
            "EQUIL": "no", "ALIGN": 16, "layout": "16x1", "launch": "ob1",
        ])
        #expect(space.searchSpace.isValid(point))
        let settings = try space.settings(for: point)
        #expect(
            settings
                == HPLSettings(
                    n: settings.n, nb: 96, grid: ProcessGrid(p: 4, q: 8), pmap: .column, pfact: .left,
                    nbmin: 8, ndiv: 3, rfact: .crout, bcast: .longModified, depth: 0, swap: .mix,
                    swapThreshold: 96, l1Transposed: false, uTransposed: true, equilibration: false,
                    alignment: 16))
        #expect(space.layout(for: point).description == "16x1")
        #expect(space.ranks(for: point) == 32)
        #expect(space.launchVariant(for: point).launcher == "mpirun --mca btl self")
        let ucx = space.launchVariant(for: point.replacing("launch", with: "ucx"))
        #expect(ucx.variables == ["OMPI_MCA_pml": "ucx", "EMPTY": ""])
        #expect(ucx.prologue == ["module load ucx"])

        #expect(!space.searchSpace.isValid(point.replacing("layout", with: "8x2")), "32 ranks, not 16")
        #expect(!space.searchSpace.isValid(point.replacing("grid", with: "8x4")), "P <= Q")

        let again = try HPLSpace(
            section: YAMLNode.parse(space.sourceText, file: "again"), resources: space.resources)
        #expect(again.sourceText == space.sourceText)
        #expect(again.searchSpace.parameters == space.searchSpace.parameters)
        #expect(again.launchVariant(for: point) == space.launchVariant(for: point))
    }

    @Test("What is left out: all grids, standard block sizes, HPL's defaults, the layout of the resources")
    func defaults() throws {
        let space = try space("DEPTH: [0, 1]", resources(ranks: 4, threads: 4))
        #expect(space.searchSpace.names == ["NB", "grid", "DEPTH"])
        #expect(values(space, "grid") == ["1x4", "2x2", "4x1"])
        #expect(space.problemSize == .memory(fraction: 0.8))
        let settings = try space.settings(for: space.searchSpace.firstPoints[0])
        #expect(settings.bcast == .ring1Modified && settings.nbmin == 4 && settings.swapThreshold == 64)
        #expect(space.layout(for: space.searchSpace.firstPoints[0]) == RankLayout("4x4"))
        let empty = try HPLSpace(
            section: YAMLNode.parse("space:", file: "f").mapping(allowing: ["space"])["space"],
            resources: resources())
        #expect(empty.searchSpace.names == ["NB", "grid", "BCAST", "DEPTH", "layout"])
    }

    @Test(
        "Constraints see knobs, what follows from them, and N",
        arguments: [
            ("P <= Q and P * Q == ranks", true), ("NB divides N", true), ("N % NB != 0", false),
            ("ranks_per_node == 16 and threads == 1 and nodes == 1", true), ("BCAST == 1ringM", true),
            ("layout == 16x1 and grid == 4x4", true), ("SWAP == mix and EQUIL == yes", true),
            ("L1 == \"no-transposed\"", false), ("NBMIN * NDIV < NB", true), ("N > 10000000", false),
        ])
    func constraints(text: String, holds: Bool) throws {
        let space = try space("{NB: [128], grid: [4x4], constraints: ['\(text)']}")
        #expect(space.searchSpace.isValid(Point(["NB": 128, "grid": "4x4"])) == holds)
    }

    @Test("The enumeration knows this space, and says which rule empties one")
    func enumeration() throws {
        let local = HPLSpace.local(
            Machine(
                hostname: "h", cpuModel: "c", cores: 2, logicalCPUs: 2, memoryBytes: 1 << 32,
                availableBytes: 1 << 32))
        let valid = try ValidSet(enumerating: local.searchSpace)
        #expect(valid.count == 56)
        #expect(valid.isExhaustive)
        for point in local.searchSpace.firstPoints { #expect(valid.contains(point.hash)) }

        let empty = try space("{NB: [64, 128], constraints: ['NB >= 512']}")
        #expect(empty.searchSpace.firstPoints.isEmpty)
        let error = #expect(throws: SpaceError.self) { try ValidSet(enumerating: empty.searchSpace) }
        #expect(error.map { "\($0)".contains("NB >= 512") } == true)
    }

    @Test("Constraints that exclude every expert's guess still leave a first point")
    func repairedFirstPoint() throws {
        let space = try space(
            "{NB: [64, 96, 192, 400], grid: all, DEPTH: [0, 1], constraints: ['NB == 64', 'DEPTH == 0']}")
        #expect(space.searchSpace.firstPoints.count == 1)
        #expect(space.searchSpace.firstPoints.allSatisfy(space.searchSpace.isValid))
    }
}
