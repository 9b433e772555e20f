import Execution
import Foundation
import Testing

/// The real program on real HPL, killed by SIGKILL at each named moment.
@Suite("Killed at a crash point", .serialized)
struct CrashPointTests {
    /// Each the first time, and some when the study has a past.
    private static let moments =
        CrashPoint.allCases.map { "\($0)" }
        + ["intentStored:2", "submitted:2", "doneSeen:3", "outcomeStored:3", "jobEnded:2"]

    @Test("the study ends with one outcome for each trial, each from one run", arguments: moments)
    func kill(moment: String) async throws {
        try await Hpltune.inNewHome { hpltune in
            let killed = try await crash(
                hpltune, at: moment, "optimize", "--n", "300", "--budget", "4", "--batch", "2")
            #expect(killed.status == -SIGKILL, "\(killed.out)\(killed.errors)")
            let resumed = try await hpltune("resume", "local")
            #expect(resumed.status == 0, "\(resumed.out)\(resumed.errors)")
            try await hpltune.expectEveryTrialOnce(4)
        }
    }

    @Test(
        "the study resumed proposes what it would have proposed, to the last letter of the why",
        arguments: [
            ("intentStored:2", "bayes"), ("outcomeStored:4", "bayes"), ("nextRoundPlanned:3", "bayes"),
            ("jobEnded:2", "bayes"), ("outcomeStored:3", "random"),
        ])
    func sameProposals(point: String, strategy: String) async throws {
        try await Hpltune.inNewHome { hpltune in
            let settings = ["--set", "initial.sobol=2"]
            let arguments = [
                "optimize", "--n", "300", "--budget", "20", "--batch", "2", "--strategy", strategy,
            ]
            let killed = try await crash(
                hpltune, at: point, arguments + (strategy == "bayes" ? settings : []))
            #expect(killed.status == -SIGKILL, "\(killed.out)\(killed.errors)")
            let copy = hpltune.home + "/copy.db"
            for suffix in ["", "-wal", "-shm"] {
                try FileManager.default.copyItem(atPath: hpltune.database + suffix, toPath: copy + suffix)
            }
            // Each plans the rounds that follow from the outcomes so far and is killed before it measures any further.
            var proposals: [[String]] = []
            for database in [hpltune.database, copy] {
                var one = hpltune
                one.variables["HPLTUNE_DATABASE"] = database
                let again = try await crash(one, at: "intentStored", ["resume", "local"])
                #expect(again.status == -SIGKILL, "\(again.out)\(again.errors)")
                proposals.append(
                    try await one.trials().map {
                        "\(Hpltune.words($0["parameters"])) \($0["why"] ?? "") \(Hpltune.words($0["expected"])) \($0["state"] ?? "")"
                    })
            }
            #expect(proposals[0].count >= 6)
            #expect(proposals[0] == proposals[1])
            let resumed = try await hpltune("resume", "local")
            #expect(resumed.status == 0, "\(resumed.errors)")
            try await hpltune.expectNoProcesses()
        }
    }

    @Test("a name that is no crash point is an error, before anything is done")
    func unknown() async throws {
        try await Hpltune.inNewHome { hpltune in
            for text in ["outputread", "outputRead:0", "outputRead:x", "outputRead:1:2", ":"] {
                let output = try await crash(hpltune, at: text, ["optimize", "--n", "300", "--budget", "1"])
                #expect(output.status == 1)
                #expect(
                    output.errors.contains("HPLTUNE_CRASH_AT is `\(text)`; write one of calibrationPlanned,"))
                #expect(hpltune.runFiles("started.json").isEmpty)
            }
        }
    }

    private func crash(_ hpltune: Hpltune, at point: String, _ arguments: String...) async throws
        -> Hpltune.Output
    {
        try await crash(hpltune, at: point, arguments)
    }

    private func crash(_ hpltune: Hpltune, at point: String, _ arguments: [String]) async throws
        -> Hpltune.Output
    {
        var dying = hpltune
        dying.variables["HPLTUNE_CRASH_AT"] = point
        let output = try await dying.transport.run(
            dying.command(arguments), timeout: .seconds(120), outputLimit: 1 << 20)
        return Hpltune.Output(
            status: output.exitStatus ?? -(output.signal ?? 1),
            out: String(decoding: output.stdout, as: UTF8.self),
            errors: String(decoding: output.stderr, as: UTF8.self))
    }
}
