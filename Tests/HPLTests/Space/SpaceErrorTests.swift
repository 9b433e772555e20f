import Search
import Testing

@testable import HPL

@Suite("Slips in the space section: where, what, and what to do")
struct SpaceErrorTests {
    @Test(
        "One line each",
        arguments: [
            ("NBS: 64", "study.yaml:1:1: unknown key `NBS`; did you mean `NB`?"),
            ("BCAST: [1ring, 1rimg]", "study.yaml:1:16: unknown BCAST `1rimg`; did you mean `1ring`?"),
            (
                "BCAST: [hybrid]",
                "study.yaml:1:9: BCAST `hybrid` is not in this HPL (netlib); choose from 1ring, 1ringM"
            ),
            ("BCAST: {from: 0, to: 3}", "study.yaml:1:8: BCAST takes words, not a range; write a list"),
            ("BCAST: [long, Lng]", "study.yaml:1:15: BCAST has long twice; leave one out"),
            ("PFACT: upward", "unknown PFACT `upward`; choose from `left`, `crout`, `right`"),
            ("EQUIL: maybe", "unknown EQUIL `maybe`; choose from `yes`, `no`"),
            ("NB: {from: 256, to: 64}", "study.yaml:1:12: NB goes from 256 to 64, which is empty; swap them"),
            (
                "NB: {from: 64, to: 256, step: 0}",
                "study.yaml:1:31: the step of NB is 0; it must be at least 1"
            ),
            ("NB: {from: 64, to: 256, step: -32}", "the step of NB is -32"),
            ("NB: {from: 64}", "a range needs `from` and `to`"),
            ("NB: {from: 64, too: 256}", "study.yaml:1:16: unknown key `too`; did you mean `to`?"),
            (
                "NB: {from: 1, to: 10001}",
                "NB has 10001 values; at most 10000 are searched, take a larger step"
            ),
            ("NB: {from: 1, to: 2147483647}", "NB has 2147483647 values"),
            ("NB: []", "study.yaml:1:5: NB has no value; list at least one"),
            ("NB: [64, 64]", "study.yaml:1:10: NB has 64 twice; leave one out"),
            ("NB: 0", "NB = 0 is less than 1: a block has at least one column"),
            ("NB: 99999999999", "NB = 99999999999 is more than HPL can hold"),
            ("NB: 64.5", "expected a whole number"),
            ("NB: large", "expected a whole number"),
            (
                "NDIV: [2, 1]",
                "study.yaml:1:11: NDIV = 1 is less than 2: the recursion divides into at least two panels"
            ),
            ("DEPTH: -1", "DEPTH = -1 is less than 0"),
            (
                "grid: 4x5",
                "study.yaml:1:7: grid 4x5 needs 20 ranks, but there are 16; choose from 1x16, 2x8, 4x4, 8x2, 16x1"
            ),
            ("grid: [4x4, 4*4]", "study.yaml:1:13: `4*4` is no grid; write PxQ such as 4x8, or `all`"),
            ("grid: [4x4, 4x4]", "grid 4x4 is there twice"),
            ("grid: []", "grid has no value"),
            ("grid: 9999999999x9999999999", "needs more ranks than can be counted"),
            (
                "grid: [8x2]\nlayout: [8x2, 4x4]",
                "grid 8x2 needs 16 ranks, but there are 8 or 4; choose from 1x8, 2x4"
            ),
            (
                "layout: [16x1, 16x2]",
                "study.yaml:1:16: layout 16x2 needs 32 cores (16 ranks × 2 threads) on a node with 16; use at most 16"
            ),
            ("layout: 16", "`16` is no layout; write ranks per node x threads per rank, such as 32x2"),
            ("layout: [8x2, 8x2]", "layout 8x2 is there twice"),
            (
                "N: {memory_fraction: 0}",
                "study.yaml:1:22: memory_fraction is 0.0; it must lie between 0 and 1"
            ),
            ("N: {memory_fraction: 1}", "memory_fraction is 1.0; it must lie between 0 and 1"),
            ("N: {memory_fraction: 80}", "memory_fraction is 80.0"),
            ("N: {memory: 0.8}", "study.yaml:1:5: unknown key `memory`"),
            ("N: {}", "N names no size"),
            (
                "N: [1000, 200000]",
                "study.yaml:1:11: N = 200000 needs 298 GiB and the node has 32 GiB; the largest N that fits is 65"
            ),
            ("N: 0", "N = 0 is no matrix"),
            ("N: 99999999999999", "N = 99999999999999 is more than HPL can hold"),
            ("N: [5, 5]", "N has 5 twice"),
            ("launch: {}", "launch names no variant"),
            (
                "launch: {a: {variable: {X: 1}}}",
                "study.yaml:1:14: unknown key `variable`; did you mean `variables`?"
            ),
            ("launch: {a: {variables: {X-Y: 1}}}", "`X-Y` is no name of an environment variable"),
            ("launch: {a: {launcher: \"mpirun -np 4\"}}", "fixes the number of ranks with -np"),
            ("constraints: [\"NB > = 4\"]", "study.yaml:1:21: in the constraint `NB > = 4`"),
            ("constraints: \"NBB > 4\"", "did you mean `NB`?"),
            ("constraints: \"BCAST > 4\"", "text"),
            ("[NB]", "expected a mapping"),
        ])
    func slips(yaml: String, expected: String) {
        let error = #expect(throws: FileError.self) { try space(yaml) }
        let text = error?.description ?? ""
        #expect(text.contains(expected), "\(text)")
        #expect(!text.contains("\n"))
        #expect(error?.line != nil)
    }

    @Test("Resources that cannot be: the numbers")
    func resourcesOversubscribed() {
        let error = #expect(throws: FileError.self) { try space("NB: 64", resources(ranks: 16, threads: 2)) }
        #expect(error?.description.contains("layout 16x2 needs 32 cores") == true)
        #expect(throws: Never.self) { try space("NB: 64", resources(ranks: 16, threads: 2, cores: nil)) }
    }

    @Test("AMD's broadcasts are there for AMD's HPL")
    func amd() throws {
        let space = try space("BCAST: [ibcast, 7]", flavor: .amdZen)
        let values = space.searchSpace.parameters.first { $0.name == "BCAST" }?.values
        #expect(values == [.text("ibcast"), .text("hybrid")])
    }

    @Test("A fixed N that fits only even grids leaves out the others")
    func partlyFitting() throws {
        // 11 blocks of 1000: a 16x1 grid gives its first row one of them, 1/16 short of an even share.
        let space = try space("{N: 11000, NB: 1000, grid: all}", resources(memory: 1_100_000_000))
        let grids = Set(space.searchSpace.experiments.compactMap { $0["grid"]?.description })
        #expect(grids.isSubset(of: ["4x4", "2x8", "8x2", "1x16", "16x1"]))
        #expect(grids.count < 5)
        let excluded = try #require(Point(names: ["NB", "grid"], values: [1000, "16x1"]) as Point?)
        #expect(!space.searchSpace.isValid(excluded))
        #expect(throws: ProblemSizeError.self) { try space.settings(for: excluded) }
    }
}
