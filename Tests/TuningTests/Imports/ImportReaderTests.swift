import Search
import TestSupport
import Testing

@testable import Tuning

@Suite("Reading results from elsewhere")
struct ImportReaderTests {
    private func read(_ text: String, ignoring: Set<String> = []) throws -> ImportReading {
        try ImportReader.read(Array(text.utf8), file: "f", ignoring: ignoring)
    }

    private func error(_ text: String) throws -> String {
        try #require(#expect(throws: FileError.self) { try read(text) }).description
    }

    @Test("an HPL output: what PASSED, and the rest by name")
    func output() throws {
        let (name, bytes) = try TestFiles.recorded("outputs/passed-48-combinations.out")
        let reading = try ImportReader.read(bytes, file: name)
        #expect(reading.count == 48)
        #expect(reading.leftOut.isEmpty)
        #expect(reading.results[0].line == 47)
        #expect(reading.results[0].run.values["grid"] == "1x2")
        // The echo of this output has lists; only what has one value in a run is taken from it.
        #expect(reading.results[0].run.values["SWAP"] == "mix")
        #expect(reading.results[0].run.swapThreshold == 64)

        for (file, reason) in [
            ("residual-failed", "FAILED its residual check"),
            ("unchecked-threshold-below-0", "did not check"),
        ] {
            let (name, bytes) = try TestFiles.recorded("outputs/\(file).out")
            let reading = try ImportReader.read(bytes, file: name)
            #expect(reading.count == 0)
            #expect(reading.leftOut.count == 1)
            #expect(try #require(reading.leftOut.first).message.contains(reason))
            #expect(reading.leftOut.first?.line != nil)
        }
    }

    @Test("an output whose last row breaks off: the whole ones, and where the break is")
    func truncated() throws {
        let (name, bytes) = try TestFiles.recorded("outputs/passed-48-combinations.out")
        let lines = String(decoding: bytes, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        let text = lines[..<64].joined(separator: "\n") + "\n" + lines[64].prefix(40)
        let reading = try ImportReader.read(Array(text.utf8), file: name)
        #expect(reading.count > 0)
        #expect(reading.leftOut.map(\.line) == [65])
    }

    @Test("any CSV with column names, in any order and case")
    func csv() throws {
        let reading = try read(
            """
            Q,p,nb,Gflops,N,bcast,Time
            2,1,192,41.5,5000,1rM,2.01
            "2",1, 128 ,4.0e1,5000.0,2,

            """)
        #expect(reading.leftOut.isEmpty)
        #expect(reading.results.map(\.gflops) == [41.5, 40])
        #expect(reading.results.map(\.seconds) == [2.01, nil])
        #expect(reading.results.map(\.run.n) == [5000, 5000])
        #expect(reading.results[1].run.values == ["grid": "1x2", "NB": "128", "BCAST": "2"])
        #expect(reading.results.map(\.line) == [2, 3])
        #expect(reading.results.map(\.column) == [9, 13])
    }

    @Test("an excerpt that begins with HPL's own column names is an output")
    func excerpt() throws {
        let reading = try read(
            """
            T/V                N    NB     P     Q               Time                 Gflops
            WR11C2R4       10000   192     2     2              13.33             5.0005e+01
            ||Ax-b||_oo/(eps*(||A||_oo*||x||_oo+||b||_oo)*N)=   3.71130207e-03 ...... PASSED

            """)
        #expect(reading.results.map(\.gflops) == [50.005])
    }

    @Test("a variant code tells the rest, and columns of their own win over it")
    func variant() throws {
        let reading = try read("variant,NB,grid,N,DEPTH,gflops\nWC23C2R4,64,2x1,1000,0,8\n")
        let values = try #require(reading.results.first).run.values
        #expect(values["PMAP"] == "column" && values["BCAST"] == "2ringM" && values["DEPTH"] == "0")
    }

    @Test("single runs of a table are results of their own")
    func singleRuns() throws {
        let reading = try read("NB,status,gflops,r0,r1,r2,time\n64,ok,10,8,12,,3\n128,crashed,,,,,\n")
        #expect(reading.results.map(\.gflops) == [8, 12])
        #expect(reading.results.map(\.seconds) == [3.75, 2.5])
        #expect(
            reading.leftOut.map(\.description) == [
                "f:3:5: this run is marked `crashed`; only measured, ok or PASSED ones are taken"
            ])
    }

    @Test(
        "what is wrong in a line is said there, and the others are taken",
        arguments: [
            ("64,1x2,x", "f:3:8: `x` is no rate in Gflops"), ("64,1x2,nan", "f:3:8: `nan` is no rate"),
            ("64,1x2,0x1p3", "f:3:8: `0x1p3` is no rate"), ("64,1x2,-3", "f:3:8: `-3` is no rate"),
            ("64,1x2,", "f:3:8: no rate"), ("64,1x2", "f:3:4: 2 cells, and the first line names 3 columns"),
        ])
    func badLine(line: String, start: String) throws {
        let reading = try read("NB,grid,gflops\n64,1x2,5\n\(line)\n64,2x1,6\n")
        #expect(reading.results.map(\.gflops) == [5, 6])
        #expect(reading.leftOut.count == 1)
        #expect(try #require(reading.leftOut.first).description.hasPrefix(start), "\(reading.leftOut)")
    }

    @Test(
        "what is wrong in the column names is said with the nearest one",
        arguments: [
            ("NB,grdi,gflops", "f:1:4: unknown column `grdi`; did you mean `grid`?"),
            ("NB,host,gflops", "f:1:4: unknown column `host`;"),
            ("NB,grid,gflop", "f:1:9: unknown column `gflop`; did you mean `gflops`?"),
            ("NB,grid,N", "f:1:1: no column `gflops`"), ("NB,,gflops", "f:1:4: a column without a name"),
            ("NB,nb,gflops", "f:1:4: a second column for `nb`"), ("NB,P,gflops", "f:1:1: a column `P` needs"),
            ("NB,grid,\"gflops", "f:1:9: this quote is never closed"),
        ])
    func badHeader(header: String, start: String) throws {
        let text = try error(header + "\n64,1x2,5\n")
        #expect(text.hasPrefix(start), "\(text)")
    }

    @Test("a column may be left out by name")
    func ignoring() throws {
        let reading = try read("NB,Host,date,gflops\n64,n1,monday,5\n", ignoring: ["host", "date"])
        #expect(reading.results.first?.run.values == ["NB": "64"])
    }

    @Test("P and Q that deny the grid, a wrong residual, a run with a neighbour")
    func rows() throws {
        let reading = try read(
            """
            NB,P,Q,grid,residual,contaminated,gflops
            64,1,2,2x1,0.1,false,5
            64,1,2,1x2,1e9,false,5
            64,1,2,1x2,,true,5
            """)
        #expect(reading.leftOut.map(\.line) == [2, 3])
        #expect(reading.results.map(\.isContaminated) == [true])
    }

    @Test("hpltune's own CSV: measured runs, the others with their reason")
    func ownCSV() throws {
        let reading = try read(Self.csv)
        #expect(reading.results.map(\.gflops) == [37.54, 40.18])
        #expect(reading.results.map(\.residual) == [0.0057416, nil])
        #expect(reading.results.map(\.variant) == ["WR10R2R4", "WR10L2R4"])
        #expect(
            reading.leftOut.map(\.message) == [
                "this run is marked `failed` (crashed); only measured, ok or PASSED ones are taken",
                "this run had not ended; only measured ones are taken",
            ])
    }

    @Test("hpltune's own JSON: a list, a single run, results of parse")
    func ownJSON() throws {
        let reading = try read(Self.json)
        #expect(reading.results.map(\.gflops) == [37.54])
        #expect(reading.results.first?.run.values["NB"] == "32")
        #expect(reading.results.first?.line == 2)
        #expect(reading.leftOut.map(\.line) == [9])
        let single = try read("{\"parameters\": {\"nb\": 64}, \"gflops\": 3, \"N\": 100, \"variant\": null}")
        #expect(single.results.first?.run.values == ["NB": "64"])
        let parsed = try read(
            """
            [{"file": "a.out", "results": [
              {"line": 9, "variant": "WR11C2R4", "N": 100, "NB": 64, "P": 1, "Q": 2, "seconds": 0.1, "gflops": 5,
               "residuals": [0.2, 0.1], "check": "passed"},
              {"line": 19, "variant": "WR11C2R4", "N": 100, "NB": 64, "P": 1, "Q": 2, "seconds": 0.1, "gflops": 50,
               "residuals": [1e9], "check": "failed"}]}]
            """)
        #expect(parsed.results.map(\.gflops) == [5])
        #expect(parsed.results.map(\.residual) == [0.2])
        #expect(parsed.leftOut.count == 1)
    }

    @Test(
        "what is no JSON of ours is said with its place",
        arguments: [
            (
                "[{\"parameters\": {\"NB\": 64}, \"gflops\": 5},",
                "f:1:42: the file ends where a value should stand"
            ),
            ("[{\"parameters\": {\"NB\": 64} \"gflops\": 5}]", "f:1:28: `,` or `}` should stand here"),
            ("[{\"a\": 1}]", "f:1:2: this is no run"), ("[{]", "f:1:3: a key in quotes should stand here"),
            ("{\"parameters\": {}, \"gflops\": 1e999}", "f:1:30: this is no number"),
            ("[{\"a\": 1, \"a\": 2}]", "f:1:11: this key is in the object twice"),
            ("[]", "f:1:1: there is no run in it"),
            ("[{\"a\": \"x\ny\"}]", "f:1:10: a control character within a text"),
        ])
    func badJSON(text: String, start: String) throws {
        let message = try error(text)
        #expect(message.hasPrefix(start), "\(message)")
    }

    @Test(
        "a file that is none of them says so",
        arguments: [
            ("", "f:1:1: the file is empty"), ("  \n\n", "f:1:1: the file is empty"),
            ("NB;grid;gflops\n64;1x2;5\n", "f:1:1: the columns are not separated by commas"),
            ("Dear diary\n", "f:1:1: this is neither an HPL output, nor CSV"),
            ("study: s\nspace: {NB: [64]}\n", "f:1:1: this is neither"),
        ])
    func nothing(text: String, start: String) throws {
        #expect(try error(text).hasPrefix(start))
    }

    @Test("an HPL.dat, and an output of a run that died, are told apart")
    func explained() throws {
        let input = try TestFiles.recorded("inputs/48-combinations.dat")
        let first = #expect(throws: FileError.self) { try ImportReader.read(input.bytes, file: "HPL.dat") }
        #expect(try #require(first).message.contains("this is an HPL.dat"))
        let killed = try TestFiles.recorded("outputs/mpich-signal-KILL.out")
        let second = #expect(throws: FileError.self) { try ImportReader.read(killed.bytes, file: "k.out") }
        #expect(try #require(second).message.contains("it has no result: HPL was killed"))
    }

    /// As `export --format csv` writes it, with one run of each kind.
    static let csv = """
        trial,round,state,N,NB,grid,BCAST,RFACT,fidelity,gflops,seconds,residual,variant,wall_seconds,contaminated,failure,message,queued_at,started_at,finished_at,nodes,why
        1,1,measured,500,32,1x2,1ring,right,1.0,37.54,0.0,0.0057416,WR10R2R4,0.336,false,,,2026-11-24T10:46:21Z,2026-11-24T10:46:22Z,2026-11-24T10:46:22Z,node1,"an expert's guess, 1 of 1"
        2,1,failed,500,64,1x2,1ring,right,1.0,,,,,1.2,,crashed,"HPL crashed (signal 11); look at ""stderr"", say",2026-11-24T10:46:21Z,2026-11-24T10:46:22Z,2026-11-24T10:46:22Z,node1,"space-filling Sobol design, point 1 of 3"
        3,2,measured,500,32,1x2,1ring,left,1.0,40.18,0.01,,WR10L2R4,,false,,,2026-11-24T10:46:25Z,,,,"imported from a.out, line 119"
        4,3,pending,500,96,2x1,2ringM,left,1.0,,,,,,,,,2026-11-24T10:47:25Z,,,,drawn at random

        """

    /// As `export --format json` writes it.
    static let json = """
        [
          {
            "id": 1, "round": 1, "parameters": {"NB": 32, "grid": "1x2", "BCAST": "1ring", "RFACT": "right"}, "N": 500,
            "fidelity": 1, "state": "measured", "failure": null, "message": null, "gflops": 37.54, "seconds": 0,
            "residual": 0.0057416, "variant": "WR10R2R4", "contaminated": false, "nodes": ["node1"],
            "why": "an expert's guess, 1 of 1 \\u00e9 \\ud83d\\ude00", "expected": {"gflops": 12.5, "deviation": 0.3}
          },
          {"id": 2, "round": 1, "parameters": {"NB": 64, "grid": "1x2", "BCAST": "1ring", "RFACT": "right"}, "N": 500,
           "fidelity": 1, "state": "failed", "failure": "crashed", "message": "HPL crashed", "gflops": null}
        ]

        """
}
