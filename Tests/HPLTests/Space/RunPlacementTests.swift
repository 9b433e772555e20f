import HPL
import Search
import Testing

@Suite("The place of a run in a space")
struct RunPlacementTests {
    private func space(_ text: String, flavor: Flavor = .netlib) throws -> HPLSpace {
        try HPLSpace(
            section: YAMLNode.parse(text, file: "s.yaml"),
            resources: Resources(
                nodes: 1, ranksPerNode: 4, threadsPerRank: 1, memoryPerNode: 1 << 34, coresPerNode: 4),
            flavor: flavor)
    }

    private func row(_ variant: String, n: Int = 5000, nb: Int = 128, p: Int = 2, q: Int = 2) -> ResultRow {
        ResultRow(
            variant: variant, n: n, nb: nb, p: p, q: q, seconds: 1, gflops: 83, residuals: [0.01],
            check: .passed, line: 7)
    }

    private func place(
        _ row: ResultRow, echo: [String: String] = [:], in space: HPLSpace,
        said: [(name: String, text: String)] = [], ignoring: Set<String> = []
    ) throws -> RunPlacement.Place {
        try RunPlacement(in: space, levels: space.problemSize.levels, said: said, ignoring: ignoring)
            .place(try RunDescription(row, echo: echo))
    }

    private func message(_ body: () throws -> Void) throws -> String {
        try #require(#expect(throws: PlacementError.self) { try body() }).message
    }

    private let wide =
        "N: 5000\nNB: [64, 128]\ngrid: [1x4, 2x2, 4x1]\nBCAST: [1ring, 2ring, long]\nDEPTH: [0, 1]\n"

    @Test("row and variant code say all of a common space")
    func wholeRow() throws {
        let place = try place(row("WR02C2R4", p: 1, q: 4), in: space(wide))
        #expect(place.point.description == "NB=128 grid=1x4 BCAST=2ring DEPTH=0")
        #expect(place.level == .full)
        #expect(VariantCode.text(of: place.settings) == "WR02C2R4")
    }

    @Test("points that are the same experiment have one name")
    func canonical() throws {
        let space = try space(wide)
        // With one column there is nobody to send a panel to.
        let one = try place(row("WR02C2R4", p: 4, q: 1), in: space)
        #expect(one.point["BCAST"] == "1ring")
        let other = try place(row("WR14C2R4", p: 4, q: 1), in: space)
        #expect(one.point == other.point)
        #expect(one.point == space.searchSpace.canonicalize(one.point))
    }

    @Test("what no code tells is read from what HPL echoed")
    func echoed() throws {
        let space = try space(
            wide
                + "SWAP: [bin, long, mix]\nEQUIL: [yes, no]\nL1: [transposed, no-transposed]\nALIGN: [4, 8]\n"
        )
        let echo = [
            "SWAP": "Spread-roll (long)", "EQUIL": "no", "L1": "no-transposed form",
            "ALIGN": "8 double precision words",
        ]
        let place = try place(row("WR00C2R4"), echo: echo, in: space)
        #expect(place.settings.swap == .long)
        #expect(!place.settings.equilibration && !place.settings.l1Transposed)
        #expect(place.point["ALIGN"] == 8)
    }

    @Test("without it the user must say it, but not what does nothing")
    func said() throws {
        let space = try space(wide + "SWAP: [bin, long, mix]\nEQUIL: [yes, no]\n")
        #expect(
            try message { _ = try place(row("WR00C2R4"), in: space) }
                == "the file does not tell SWAP; say it with --set SWAP=…")
        let said = try place(
            row("WR00C2R4"), in: space, said: [("swap", "mix"), ("EQUIL", "no")])
        #expect(said.point["SWAP"] == "mix" && said.point["EQUIL"] == "no")
        // Rows are swapped between the processes of a column: here it has one.
        #expect(try place(row("WR00C2R4", p: 1, q: 4), in: space).point["grid"] == "1x4")
    }

    @Test("mix with another threshold than NB is not the space's")
    func threshold() throws {
        let space = try space(wide + "SWAP: [bin, long, mix]\n")
        let text = try message {
            _ = try place(row("WR00C2R4"), echo: ["SWAP": "Mix (threshold = 64)"], in: space)
        }
        #expect(text.contains("threshold 64") && text.contains("--set SWAP="))
        let same = try place(row("WR00C2R4"), echo: ["SWAP": "Mix (threshold = 128)"], in: space)
        #expect(same.point["SWAP"] == "mix")
    }

    @Test("the layout follows from the ranks where only one has so many")
    func layout() throws {
        let space = try space("N: 5000\nNB: [64, 128]\nlayout: [4x1, 2x2, 1x4]\n")
        #expect(try place(row("WR11C2R4", p: 1, q: 2), in: space).point["layout"] == "2x2")
        let same = try self.space("N: 5000\nNB: [64, 128]\nlayout: [2x1, 2x2]\n")
        #expect(
            try message { _ = try place(row("WR11C2R4", p: 1, q: 2), in: same) }
                == "the file does not tell layout; say it with --set layout=…")
    }

    @Test(
        "what is not in the space is refused with what is",
        arguments: [
            ("WR00C2R4", 5000, 100, 2, "NB 100 is not in the space (64, 128);"),
            ("WR00C2R4", 5000, 128, 3, "grid 3x2 is not in the space (1x4, 2x2, 4x1);"),
            ("WR01C2R4", 5000, 128, 2, "BCAST 1ringM is not in the space (1ring, 2ring, long);"),
            ("WR20C2R4", 5000, 128, 2, "DEPTH 2 is not in the space (0, 1);"),
            ("WR00C2R4", 6000, 128, 2, "N 6000 is not the study's 5000,"),
            ("WX0", 5000, 128, 2, "`WX0` is no variant code"),
            // The study runs PMAP row, RFACT crout, PFACT right, NDIV 2, NBMIN 4.
            ("WC00C2R4", 5000, 128, 2, "PMAP is column (the study runs row);"),
            ("WR00L2R4", 5000, 128, 2, "RFACT is left (the study runs crout);"),
            ("WR00C2R8", 5000, 128, 2, "NBMIN is 8 (the study runs 4);"),
        ])
    func refused(variant: String, n: Int, nb: Int, p: Int, start: String) throws {
        let space = try space(wide)
        let text = try message { _ = try place(row(variant, n: n, nb: nb, p: p), in: space) }
        #expect(text.hasPrefix(start), "\(text)")
        #expect(text.contains(";"), "\(text)")
    }

    @Test("what the study does not vary may differ where it does nothing, or where the user says so")
    func ignored() throws {
        let space = try space(wide)
        #expect(try place(row("WC02C2R4", p: 4, q: 1), in: space).point["grid"] == "4x1")
        #expect(try place(row("WR00L2R4"), in: space, ignoring: ["RFACT"]).point["NB"] == 128)
        let text = try message {
            _ = try place(row("WR00C2R4"), echo: ["SWAP": "Mix (threshold = 60)"], in: space)
        }
        #expect(text.hasPrefix("SWAP is mix with threshold 60 (the study runs it with 64);"))
        #expect(
            try message { _ = try place(row("WR00L2L8"), in: space) }
                == "NBMIN is 8 (the study runs 4), PFACT is left (the study runs right), RFACT is left (the study runs "
                + "crout); make a study with NBMIN, PFACT and RFACT in its space, or take the result all the same with "
                + "--ignore NBMIN --ignore PFACT --ignore RFACT")
        // Vendors' builds choose by themselves what they do not vary.
        let gpu = try self.space("N: 5000\nNB: [64, 128]\ngrid: [2x2]\n", flavor: .nvidia)
        #expect(try place(row("WR0"), in: gpu).point["NB"] == 128)
    }

    @Test("a vendor's code leaves pieces out, which the echo has")
    func vendor() throws {
        let space = try space(wide)
        #expect(
            try message { _ = try place(row("WR0"), in: space) }
                == "the file does not tell BCAST; say it with --set BCAST=…")
        #expect(try place(row("WR0"), echo: ["BCAST": "long"], in: space).point["BCAST"] == "long")
        // A list of several says of none which it was.
        #expect(throws: PlacementError.self) {
            try place(row("WR0"), echo: ["BCAST": "2ring long"], in: space)
        }
    }

    @Test("N names the level")
    func levels() throws {
        let space = try space("N: [2500, 5000]\nNB: [64, 128]\ngrid: [2x2]\n")
        #expect(try place(row("WR11C2R4", n: 2500), in: space).level == FidelityLevel(0.5))
        #expect(try place(row("WR11C2R4", n: 5000), in: space).level == .full)
        #expect(
            try message { _ = try place(row("WR11C2R4", n: 3000), in: space) }
                .hasPrefix("N 3000 is not the study's 5000, 2500,"))
        // Where N follows from the memory, each point has its own.
        let memory = try self.space("N: {memory_fraction: 0.1}\nNB: [64, 128]\ngrid: [2x2]\n")
        let own = try memory.settings(for: memory.searchSpace.firstPoints[0])
        #expect(try place(row("WR11C2R4", n: own.n, nb: own.nb), in: memory).level == .full)
        #expect(throws: PlacementError.self) { try place(row("WR11C2R4", n: 5000), in: memory) }
    }

    @Test("a constraint of the user's can decide what the file does not tell, or exclude it")
    func constraints() throws {
        let text = wide + "SWAP: [bin, long]\nconstraints: [\"SWAP == long or NB == 64\"]\n"
        let space = try space(text)
        #expect(try place(row("WR00C2R4"), in: space).point["SWAP"] == "long")
        #expect(
            try message { _ = try place(row("WR00C2R4"), echo: ["SWAP": "Binary-exchange"], in: space) }
                .contains("breaks the study's rule `SWAP == long or NB == 64`"))
    }

    @Test(
        "what the user says must be of the study",
        arguments: [
            ("SWPA", "mix", "unknown parameter `SWPA`; did you mean `SWAP`?"),
            ("SWAP", "sideways", "`sideways` is no value of SWAP; the study has bin, long"),
            ("SWAP", "mix", "SWAP mix is not in the space (bin, long)"),
            ("N", "many", "`many` is no order of a matrix"),
        ])
    func saidWrong(name: String, text: String, start: String) throws {
        let space = try space(wide + "SWAP: [bin, long]\n")
        let error = try message {
            _ = try RunPlacement(in: space, levels: [], said: [(name: name, text: text)])
        }
        #expect(error.hasPrefix(start), "\(error)")
    }

    @Test("what the user says must not be what the file denies")
    func contradiction() throws {
        let space = try space(wide)
        #expect(
            try message { _ = try place(row("WR00C2R4"), in: space, said: [("BCAST", "long")]) }
                .hasPrefix("BCAST is 1ring here, and --set says long;"))
    }
}
