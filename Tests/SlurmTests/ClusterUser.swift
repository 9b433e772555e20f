import Execution
import Foundation
import Testing

/// Somebody with a home, a cluster profile called `test` and the real program, on a real SLURM. The study is called `local`,
/// as where nobody names it.
struct ClusterUser {
    let slurm: RealSlurm
    var hpltune: Hpltune

    /// All nodes are this host under other names, so Open MPI takes them for other hosts and has SLURM start its daemon there,
    /// which needs slurmctld and slurmd. On a real node it starts the ranks itself; so it does with these lines in the profile.
    static let ranksStartedByOpenMPI = ["variables: {OMPI_MCA_plm: ^slurm, OMPI_MCA_ras: ^slurm}"]

    /// - Parameters:
    ///   - profile: further lines of the cluster profile.
    ///   - work: the work directory; in the home when left out.
    static func with(
        _ slurm: RealSlurm, profile: [String] = [], work: String? = nil,
        _ body: (ClusterUser) async throws -> Void
    ) async throws {
        try await Hpltune.inNewHome { hpltune in
            let user = ClusterUser(slurm: slurm, hpltune: hpltune)
            try user.setUp(profile, work: work ?? hpltune.runs)
            do {
                try await body(user)
                try await user.leave()
            } catch {
                try await user.leave()
                throw error
            }
        }
    }

    private func setUp(_ profile: [String], work: String) throws {
        let folder = hpltune.home + "/.config/hpltune"
        for path in [folder, work] {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        let program = try hpltune.write(Self.holdingHPL, to: "xhpl", executable: true)
        let lines =
            [
                "test:", "  scheduler: slurm", "  partition: main", "  work_directory: \(work)",
                "  executable: \(program)", "  scheduler_environment: {SLURM_CONF: \(slurm.configuration)}",
            ] + profile.map { "  " + $0 }
        try (lines.joined(separator: "\n") + "\n").write(
            toFile: folder + "/clusters.yaml", atomically: true, encoding: .utf8)
    }

    /// Nothing stays behind in the queue for the next test.
    private func leave() async throws {
        for step in try held() { release(step) }
        for job in try await slurm.queue(below: hpltune.home) where !job.isOver {
            try await slurm.run("scancel", job.id)
        }
    }

    /// The real HPL. A run whose file `hold-trial-2-0` (the trial's number, how often SLURM has started the job again) is in
    /// the home waits until it is gone, but not beyond its time limit: 10 s at N=300, 70 s at N=2000, 130 s at N=2500.
    private static let holdingHPL = """
        #!/bin/bash
        # HPL.dat is read by the real one.
        home=${0%/*} step=${HPLTUNE_STEP:-//}
        name=${step#*/} restart=${step##*/}
        name=${name%-attempt-*}
        while [[ -e $home/hold-$name-$restart ]]; do sleep 0.05; done
        exec "\(Hpltune.realHPL)" "$@"

        """

    /// Makes a trial's run wait.
    func hold(trial: Int, restart: Int = 0) throws {
        _ = try hpltune.write("", to: "hold-trial-\(trial)-\(restart)")
    }

    func release(trial: Int, restart: Int = 0) { release("hold-trial-\(trial)-\(restart)") }

    private func release(_ file: String) { unlink(hpltune.home + "/" + file) }

    private func held() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: hpltune.home).filter { $0.hasPrefix("hold-") }
    }

    /// `optimize` for the cluster, with small runs.
    static func optimize(budget: Int, batch: Int, n: Int = 300, _ more: String...) -> [String] {
        [
            "optimize", "--study", "local", "--cluster", "test", "--n", "\(n)", "--budget", "\(budget)",
            "--batch", "\(batch)",
        ] + more
    }

    /// Until the run of a trial is under way.
    func waitForStart(ofTrial trial: Int) async throws {
        try await hpltune.waitFor("the start of trial \(trial)") {
            hpltune.runFiles("started.json").contains { $0.contains("/trial-\(trial)-attempt-") } ? true : nil
        }
    }

    /// Passes of `sync`, as cron makes them, until the study is no longer open; all of them must succeed.
    func syncToTheEnd(atMost passes: Int = 60) async throws {
        for _ in 0..<passes {
            let pass = try await hpltune("sync", "local")
            #expect(pass.status == 0, "\(pass.out)\(pass.errors)")
            if try await state() != "open" { return }
            try await Task.sleep(for: .seconds(1))
        }
        Issue.record("the study did not end in \(passes) passes")
    }

    func status() async throws -> [String: Any] {
        try #require(try await hpltune.json("status", "local", "--json") as? [String: Any])
    }

    func state() async throws -> String? { try await status()["state"] as? String }
}
