import Execution
import Foundation
import Testing

/// On real HPL; every run takes a fraction of a second.
@Suite("A study on real HPL", .serialized)
struct RealStudyTests {
    @Test("from nothing to the best HPL.dat, which a run by hand finds good")
    func wholeStudy() async throws {
        try await Hpltune.inNewHome { hpltune in
            let optimized = try await hpltune("optimize", "--budget", "6", "--n", "500", "--batch", "3")
            #expect(optimized.status == 0, "\(optimized.out)\n\(optimized.errors)")
            #expect(optimized.out.contains("Done: the budget of 6 runs is used up."))

            let trials = try #require(try await hpltune.json("trials", "local", "--json") as? [[String: Any]])
            #expect(trials.count == 6)
            for trial in trials {
                #expect(trial["state"] as? String == "measured")
                #expect(trial["N"] as? Int == 500)
                #expect(try #require(trial["gflops"] as? Double) > 0)
                #expect(try #require(trial["residual"] as? Double) < 16)
                #expect(trial["attempts"] as? Int == 1)
            }
            let parameters = trials.map { Hpltune.words($0["parameters"]) }
            // The last runs may repeat the best on purpose, and say so.
            #expect(Set(parameters).count == trials.count { $0["replicateOf"] is NSNull })

            let best = try #require(try await hpltune.json("best", "--json") as? [String: Any])
            // The answer is a point, not its luckiest run: the mean is that of all its runs.
            let answer = Hpltune.words(best["parameters"])
            let rates = zip(trials, parameters).filter { $1 == answer }.compactMap {
                $0.0["gflops"] as? Double
            }
            let gflops = try #require(best["gflops"] as? [String: Any])
            #expect(gflops["runs"] as? Int == rates.count)
            #expect(
                try abs(#require(gflops["mean"] as? Double) - rates.reduce(0, +) / Double(rates.count)) < 1e-9
            )

            let exported = try await hpltune("export", "local", "--format", "hpl.dat", "-o", "best/HPL.dat")
            #expect(exported.status == 1)
            #expect(exported.errors.contains("best/HPL.dat: cannot be written (No such file or directory)"))
            for _ in 1...2 {
                #expect(
                    try await hpltune("export", "local", "--format", "hpl.dat", "-o", "HPL.dat").status == 0)
            }
            _ = try hpltune.write("mine", to: "mine.dat")
            let foreign = ["export", "local", "--format", "hpl.dat", "-o", "mine.dat"]
            let refused = try await hpltune.run(foreign)
            #expect(
                refused.status == 1 && refused.errors.contains("mine.dat: is there already"), "\(refused)")
            #expect(try await hpltune.run(foreign + ["--force"]).status == 0)
            let asRoot = geteuid() == 0 ? ["--allow-run-as-root"] : []
            let byHand = Command(
                bash: "cd \"$1\" && shift && exec \"$@\"",
                arguments: [hpltune.home, "mpirun"] + asRoot + [
                    "--oversubscribe", "-np", "2", Hpltune.realHPL,
                ])
            let run = try await hpltune.transport.run(byHand, timeout: .seconds(60), outputLimit: 1 << 20)
            #expect(String(decoding: run.stdout, as: UTF8.self).contains("PASSED"))

            let csv = try await hpltune("export", "local", "--format", "csv")
            #expect(csv.lines.count == 7)
            let logs = try await hpltune("logs", "local", "1")
            #expect(logs.out.contains("T/V                N    NB     P     Q"))
            #expect(!logs.out.contains("/stderr <=="), "it is empty: \(logs.out)")
            let told = try #require(
                try await hpltune.json("logs", "local", "1", "--json") as? [String: Any])
            #expect(told["trial"] as? Int == 1 && told["attempt"] as? Int == 1)
            let files = try #require(told["files"] as? [[String: Any]])
            #expect(files.count == 2 && files.allSatisfy { $0["kept"] as? Bool == false })
            #expect((files.first?["text"] as? String)?.contains("T/V ") == true)
            #expect(
                try await hpltune("logs", "local", "1", "--attempt", "2").errors.contains("has 1 attempt\n"))
            let shown = try await hpltune("show", "local", "#1")
            #expect(shown.out.contains("expert"))
            let less = try await hpltune("optimize", "--budget", "2")
            #expect(less.status == 1)
            #expect(less.errors.contains("runs already, and --budget counts all of them"), "\(less.errors)")
            let modelled = try await hpltune("optimize", "--budget", "14")
            #expect(modelled.status == 0, "\(modelled.errors)")
            #expect(modelled.out.contains("expected gain"), "\(modelled.out)")
            #expect(try await hpltune("show", "local", "12").out.contains("expected"))
            #expect(shown.out.contains("PASSED"))
        }
    }

    @Test(
        "Ctrl-C, kill and a closed terminal keep everything; going on runs nothing twice",
        arguments: [SIGINT, SIGTERM, SIGHUP])
    func interrupting(signal: Int32) async throws {
        try await Hpltune.inNewHome { hpltune in
            let driver = try await hpltune.start("optimize", "--budget", "8", "--n", "600", "--batch", "4")
            try await hpltune.waitForRuns(2)
            kill(driver.pid, signal)
            let stopped = try await driver.output.value
            #expect(stopped.status == 130)
            #expect(stopped.errors.contains("hpltune resume local"))
            let resumed = try await hpltune("resume", "local")
            #expect(resumed.status == 0, "\(resumed.out)\n\(resumed.errors)")
            try await hpltune.expectEveryTrialOnce(8)
        }
    }

    @Test("after kill -9, too, and at once: nobody waits for a dead driver's lease")
    func killing() async throws {
        try await Hpltune.inNewHome { hpltune in
            let driver = try await hpltune.start("optimize", "--budget", "8", "--n", "600", "--batch", "4")
            try await hpltune.waitForRuns(1)
            kill(driver.pid, SIGKILL)
            #expect(try await driver.output.value.status == -SIGKILL)
            let resumed = try await hpltune("optimize", "--budget", "8", timeout: .seconds(50))
            #expect(resumed.status == 0, "\(resumed.out)\n\(resumed.errors)")
            try await hpltune.expectEveryTrialOnce(8)
        }
    }

    @Test("a study file decides the space, its strategy and its budget")
    func studyFile() async throws {
        try await Hpltune.inNewHome { hpltune in
            _ = try hpltune.write(
                """
                study: small
                resources: {results: runs}
                environment: {variables: {GREETING: hello}, prologue: ["echo $GREETING > ../greeting"]}
                space:
                  N: 300
                  NB: [32, 48, 64]
                  layout: [2x1]
                  grid: [1x2]
                  launch:
                    plain: {}
                    chatty: {variables: {OMPI_MCA_orte_base_help_aggregate: 0}}
                  constraints: ["NB != 48 or launch == plain"]
                budget: {trials: 10}
                strategy: grid
                """, to: "small.yaml")
            let output = try await hpltune("optimize", "small.yaml")
            #expect(output.status == 0, "\(output.out)\n\(output.errors)")
            #expect(output.out.contains("Done: every valid point has been tried"))
            let trials = try #require(try await hpltune.json("trials", "small", "--json") as? [[String: Any]])
            #expect(trials.count == 5)
            #expect(trials.allSatisfy { $0["state"] as? String == "measured" })
            #expect(FileManager.default.fileExists(atPath: hpltune.home + "/runs/small"))
        }
    }

    @Test("an HPL.dat is a space as well")
    func inputFile() async throws {
        try await Hpltune.inNewHome { hpltune in
            _ = try hpltune.write(Self.inputFile, to: "HPL.dat")
            let space = try await hpltune("space", "HPL.dat")
            #expect(space.out.contains("NB         2  32 64"), "\(space.out)\(space.errors)")
            let output = try await hpltune("optimize", "HPL.dat", "--budget", "3")
            #expect(output.status == 0, "\(output.out)\n\(output.errors)")
            let trials = try #require(try await hpltune.json("trials", "HPL", "--json") as? [[String: Any]])
            #expect(trials.map { $0["N"] as? Int } == [200, 200, 200])
        }
    }

    private static let inputFile = """
        HPLinpack benchmark input file
        Innovative Computing Laboratory, University of Tennessee
        HPL.out      output file name (if any)
        6            device out (6=stdout,7=stderr,file)
        2            # of problems sizes (N)
        100 200      Ns
        2            # of NBs
        32 64        NBs
        0            PMAP process mapping (0=Row-,1=Column-major)
        2            # of process grids (P x Q)
        1 2          Ps
        2 1          Qs
        16.0         threshold
        1            # of panel fact
        2            PFACTs (0=left, 1=Crout, 2=Right)
        1            # of recursive stopping criterium
        4            NBMINs (>= 1)
        1            # of panels in recursion
        2            NDIVs
        1            # of recursive panel fact.
        1            RFACTs (0=left, 1=Crout, 2=Right)
        2            # of broadcast
        0 1          BCASTs (0=1rg,1=1rM,2=2rg,3=2rM,4=Lng,5=LnM)
        1            # of lookahead depth
        1            DEPTHs (>=0)
        2            SWAP (0=bin-exch,1=long,2=mix)
        64           swapping threshold
        0            L1 in (0=transposed,1=no-transposed) form
        0            U  in (0=transposed,1=no-transposed) form
        1            Equilibration (0=no,1=yes)
        8            memory alignment in double (> 0)

        """
}
