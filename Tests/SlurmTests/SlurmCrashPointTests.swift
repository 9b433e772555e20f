import Execution
import Foundation
import Testing

/// The real program, killed by SIGKILL at each named moment of a study on a real SLURM.
@Suite("Killed at a crash point on a real SLURM", .serialized, .enabled(if: !RealSlurm.all.isEmpty))
struct SlurmCrashPointTests {
    private static let moments =
        CrashPoint.allCases.map { "\($0)" } + [
            "intentStored:2", "submitted:2", "outcomeStored:3", "jobEnded:2",
        ]

    /// Several studies at a time: that a job was never submitted takes a minute to be sure of, which is spent waiting.
    @Test("the study ends with one outcome for each trial, each from one run")
    func killed() async throws {
        let studies = Self.moments.flatMap { moment in RealSlurm.all.map { (moment, $0) } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, (moment, slurm)) in studies.enumerated() {
                if index >= 8 { try await group.next() }
                group.addTask { try await study(slurm, killedAt: moment) }
            }
            try await group.waitForAll()
        }
    }

    private func study(_ slurm: RealSlurm, killedAt moment: String) async throws {
        try await ClusterUser.with(slurm) { user in
            // With N given there is no calibration to be killed in.
            let isCalibration = moment.hasPrefix("calibration")
            let arguments =
                isCalibration
                ? [
                    "optimize", "--study", "local", "--cluster", "test", "--run-seconds", "0.2", "--budget",
                    "4",
                    "--batch", "2",
                ] : ClusterUser.optimize(budget: 4, batch: 2)
            var dying = user.hpltune
            dying.variables["HPLTUNE_CRASH_AT"] = moment
            let killed = try await dying.start(arguments).output.value
            #expect(killed.status == -SIGKILL, "\(moment) \(slurm.name): \(killed.out)\(killed.errors)")
            let resumed = try await user.hpltune.run(["resume", "local"], timeout: .seconds(300))
            #expect(resumed.status == 0, "\(moment) \(slurm.name): \(resumed.out)\(resumed.errors)")
            try await user.expectEveryTrialOnce(4)
        }
    }
}
