import Foundation
import Testing

@testable import hpltune

@Suite("hpltune simulate")
struct SimulateCommandTests {
    private static let shared = Hpltune.packageRoot + "/../shared/tables"

    /// 36 points in two sizes, 3 of which fail.
    private static let table: String = {
        let points = [64, 96, 128, 160, 192, 224].flatMap { nb in
            (0..<6).map { (nb: nb, depth: $0 / 3, mode: $0 % 3 + 1) }
        }
        var text = "N,NB,DEPTH,mode,status,gflops,seconds,r0,r1\n"
        for n in [1_000, 2_000] {
            for (nb, depth, mode) in points {
                let start = "\(n),\(nb),\(depth),\(mode)"
                let value = n / 100 + nb * (300 - nb) / 100 + depth * 7 + mode * 2
                text +=
                    nb == 224 && depth == 1
                    ? "\(start),crashed,,,,\n" : "\(start),ok,\(value),\(n / 100),\(value - 1),\(value + 1)\n"
            }
        }
        return text
    }()

    private func write(_ hpltune: Hpltune) throws {
        _ = try hpltune.write(Self.table, to: "t.csv")
    }

    private func seeds(_ object: Any) throws -> [[String: Any]] {
        try #require((object as? [String: Any])?["seeds"] as? [[String: Any]])
    }

    @Test("JSON as documented; the same seeds print the same bytes, times aside")
    func json() async throws {
        try await Hpltune.inNewHome { hpltune in
            try write(hpltune)
            let arguments = [
                "simulate", "t.csv", "--objective", "gflops", "--direction", "max", "--categorical", "mode",
                "--strategy", "random", "--set", "initial.sobol=4", "--budget", "30", "--batch", "3",
                "--seeds", "4", "--json",
            ]
            let first = try await hpltune.run(arguments)
            let second = try await hpltune.run(arguments)
            #expect(first.status == 0, "\(first.errors)")
            let times = "\"milliseconds_per_proposal\""
            #expect(
                first.out.components(separatedBy: times)[0] == second.out.components(separatedBy: times)[0])
            let object = try JSONSerialization.jsonObject(with: Data(first.out.utf8))
            let report = try #require(object as? [String: Any])
            #expect(
                Set(report.keys) == [
                    "table", "strategy", "batch", "budget", "seeds", "at", "atObserved",
                    "milliseconds_per_proposal",
                ])
            #expect(report["table"] as? String == "t")
            #expect(report["strategy"] as? String == "random")
            #expect(Set((report["at"] as? [String: Any] ?? [:]).keys) == ["25", "30"])
            let seeds = try seeds(object)
            #expect(seeds.map { $0["seed"] as? Int } == [1, 2, 3, 4])
            for seed in seeds {
                for key in ["curve", "recommended"] {
                    let scores = try #require(seed[key] as? [Double])
                    #expect(scores.count == 30)
                    #expect(scores.allSatisfy { (0...1).contains($0) })
                }
                #expect(seed["duplicates"] as? Int == 0 && seed["invalid"] as? Int == 0)
            }
        }
    }

    @Test("Fidelity levels and costs")
    func fidelity() async throws {
        try await Hpltune.inNewHome { hpltune in
            try write(hpltune)
            let object = try await hpltune.json(
                "simulate", "t.csv", "--objective", "gflops", "--direction", "max", "--fidelity", "N",
                "--cost", "seconds", "--strategy", "grid", "--budget", "36", "--seeds", "1", "--json")
            let seed = try #require(try seeds(object).first)
            #expect((seed["recommended"] as? [Double])?.last ?? 0 > 0.95)
            // 33 good runs of 20 s each; those that fail have no cost in the table.
            #expect((seed["cost"] as? [Double])?.last == 660)
            #expect(seed["failures"] as? Int == 3)
        }
    }

    @Test("For people: the scores, the curve, and nothing wider than a terminal")
    func text() async throws {
        try await Hpltune.inNewHome { hpltune in
            try write(hpltune)
            let output = try await hpltune(
                "simulate", "t.csv", "--objective", "seconds", "--direction", "min", "--ignore", "N",
                "--budget", "20", "--seeds", "3")
            #expect(output.status == 0, "\(output.errors)")
            #expect(
                output.lines[0]
                    == "t: 36 configurations of 3 parameters, 3 of them fail; seconds, smaller is better")
            #expect(output.out.contains("recommended: mean"))
            #expect(output.out.contains("duplicates 0, invalid 0"))
            #expect(output.out.contains("*"))
            #expect(output.lines.allSatisfy { $0.count <= 100 })
        }
    }

    @Test("A table that is used up, and halving without levels, are said")
    func usedUp() async throws {
        try await Hpltune.inNewHome { hpltune in
            _ = try hpltune.write("NB,status,gflops\n64,ok,1\n96,ok,2\n128,ok,3\n", to: "small.csv")
            let output = try await hpltune(
                "simulate", "small.csv", "--objective", "gflops", "--direction", "max", "--strategy",
                "successive-halving", "--seeds", "2")
            #expect(output.status == 0, "\(output.errors)")
            #expect(output.out.contains("the table is used up after 3 evaluations"), "\(output.out)")
            #expect(output.errors.contains("--fidelity"), "\(output.errors)")
            let whole = try await hpltune(
                "simulate", "small.csv", "--objective", "gflops", "--direction", "max", "--strategy",
                "random",
                "--budget", "2")
            #expect(!whole.out.contains("used up"), "\(whole.out)")
            #expect(whole.errors.isEmpty, "\(whole.errors)")
        }
    }

    @Test("A compressed table is read as the plain one")
    func compressed() async throws {
        try await Hpltune.inNewHome { hpltune in
            try write(hpltune)
            let gzip = Process()
            gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            gzip.arguments = ["gzip", "-k", hpltune.home + "/t.csv"]
            try gzip.run()
            gzip.waitUntilExit()
            let tail = [
                "--objective", "gflops", "--direction", "max", "--seeds", "2", "--budget", "9", "--json",
            ]
            let plain = try await hpltune.run(["simulate", "t.csv"] + tail)
            let compressed = try await hpltune.run(["simulate", "t.csv.gz"] + tail)
            #expect(plain.status == 0 && compressed.status == 0, "\(plain.errors)\(compressed.errors)")
            let times = "\"milliseconds_per_proposal\""
            #expect(
                plain.out.components(separatedBy: times)[0]
                    == compressed.out.components(separatedBy: times)[0])
        }
    }

    @Test(
        "What users get wrong",
        arguments: [
            (["t.csv"], 64, "--objective"),
            (["t.csv", "--objective", "gflops", "--direction", "up"], 64, "--direction"),
            (
                ["t.csv", "--objective", "gflosp", "--direction", "max"], 1,
                "t.csv:1:1: unknown column `gflosp`"
            ),
            (
                ["t.csv", "--objective", "gflops", "--direction", "max", "--categorical", "mdoe"], 1,
                "did you mean `mode`?"
            ),
            (
                ["t.csv", "--objective", "gflops", "--direction", "max", "--fidelity", "N"], 64,
                "--fidelity needs --cost"
            ),
            (
                ["t.csv", "--objective", "gflops", "--direction", "max", "--seeds", "0"], 64,
                "--seeds is between"
            ),
            (
                ["t.csv", "--objective", "gflops", "--direction", "max", "--budget", "0"], 64,
                "--budget is between"
            ),
            (
                ["t.csv", "--objective", "gflops", "--direction", "max", "--set", "initial.sobl=1"], 1,
                "did you mean `sobol`?"
            ),
            (["no.csv", "--objective", "gflops", "--direction", "max"], 1, "no.csv: cannot be read"),
            (
                ["bad.csv", "--objective", "gflops", "--direction", "max"], 1,
                "bad.csv:2:6: `fast` is not a number"
            ),
            (
                ["bad.csv.gz", "--objective", "gflops", "--direction", "max"], 1,
                "bad.csv.gz: gzip cannot read it"
            ),
            (["t.csv", "--objective", "gflops", "--direction", "max", "--hpl"], 64, "--hpl"),
        ] as [([String], Int32, String)])
    func badInput(arguments: [String], status: Int32, message: String) async throws {
        try await Hpltune.inNewHome { hpltune in
            try write(hpltune)
            _ = try hpltune.write("x,status,gflops\n1,ok,fast\n", to: "bad.csv")
            _ = try hpltune.write("x,status,gflops\n", to: "bad.csv.gz")
            let output = try await hpltune.run(["simulate"] + arguments)
            #expect(output.status == status, "\(output.errors)")
            #expect(output.errors.contains(message), "\(output.errors)")
            if status == 1 { #expect(output.errors.split(separator: "\n").count == 1, "\(output.errors)") }
        }
    }

    @Test(
        "Random search on real tables: no duplicate, no invalid proposal, failures as the table has them",
        .enabled(if: FileManager.default.fileExists(atPath: shared)),
        arguments: [
            ("gemm_RTX3090.csv.gz", "time_ms", "min", nil, 0.5),
            ("conv_A100.csv.gz", "time_ms", "min", nil, 0.3),
            ("pnpoly_RTX2080Ti.csv.gz", "time_ms", "min", "between_method,use_method", 0.6),
            ("hpl_factorial.csv", "gflops", "max", "BCAST", 0.97),
            ("hpl_geometry.csv", "gflops", "max", nil, 0.97),
            ("hpl_matrix_size.csv", "gflops", "max", nil, 0.97),
            ("hpl_single_board_clusters.csv.gz", "gflops", "max", nil, 0.05),
        ] as [(String, String, String, String?, Double)])
    func realTables(
        file: String, objective: String, direction: String, categorical: String?, least: Double
    ) async throws {
        try await Hpltune.inNewHome { hpltune in
            let output = try await hpltune.run(
                [
                    "simulate", Self.shared + "/" + file, "--objective", objective, "--direction", direction,
                    "--strategy", "random", "--budget", "50", "--seeds", "4", "--json",
                ] + (categorical.map { ["--categorical", $0] } ?? []))
            #expect(output.status == 0, "\(output.errors)")
            let object = try JSONSerialization.jsonObject(with: Data(output.out.utf8))
            for seed in try seeds(object) {
                #expect(seed["duplicates"] as? Int == 0 && seed["invalid"] as? Int == 0)
                #expect((seed["recommended"] as? [Double])?.last ?? 0 > least)
            }
        }
    }
}
