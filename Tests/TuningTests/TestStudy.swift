import Execution
import HPL
import Search

@testable import Tuning

/// Studies for tests: two cores, one gigabyte, N = 100, a space of a few points.
enum TestStudy {
    static let machine = Machine(
        hostname: "node1", cpuModel: "Test CPU", cores: 2, logicalCPUs: 2, memoryBytes: 1 << 30,
        availableBytes: 1 << 30)

    static func setUp(
        space: String = "NB: [32, 64]\nDEPTH: [0, 1]\nlayout: [2x1, 1x2]\n", executable: String = "/opt/xhpl",
        launcher: Launcher = Launcher(kind: .custom, command: ["mpirun"]),
        problemSize: ProblemSize? = .fixed([100]), budget: Budget = Budget(trials: 6), batch: Int = 2,
        resultsDirectory: String = "/tmp/none", cluster: ClusterProfile? = nil
    ) -> StudySetUp {
        StudySetUp(
            space: .section(space, defaults: .standard), executable: executable, flavor: .netlib,
            launcher: launcher,
            resources: Resources(machine), machine: machine, problemSize: problemSize, runSeconds: nil,
            budget: budget, batch: batch, seed: 1, resultsDirectory: resultsDirectory,
            cluster: cluster)
    }

    static func draft(
        named name: String = "test", setUp: StudySetUp = setUp(),
        strategy: String = "kind: random\ninitial: {expert: 1, sobol: 0}\n"
    ) -> StudyDraft {
        StudyDraft(name: name, source: "", strategyName: "random", strategy: strategy, setUp: setUp)
    }

    static let point = Point(["NB": 32, "DEPTH": 1, "layout": "2x1"])

    static func plan(_ points: [Point], token: JobToken = .random(), seed: UInt64 = 1) -> RoundPlan {
        let before = SeededGenerator(seed: seed)
        var after = before
        _ = after.next()
        return RoundPlan(
            job: PlannedJob(token: token, directory: "/results/test/round"),
            trials: points.map {
                RoundPlan.PlannedTrial(
                    candidate: Candidate(point: $0, why: "a test"), n: 100, limitSeconds: 10,
                    outputName: "stdout")
            }, generatorBefore: before, generatorAfter: after)
    }

    static func holder(_ owner: String = "me", at time: Double = 1_000) -> LeaseHolder {
        LeaseHolder(owner: owner, host: "node1", pid: 1, processStart: "boot:1", takenAt: time)
    }

    static func measurement(gflops: Double) -> Measurement {
        Measurement(
            variant: "WR11C2R4", n: 100, nb: 32, p: 1, q: 2, seconds: 0.5, gflops: gflops, residual: 0.004)
    }

    static func trial(
        _ number: Int, _ state: TrialRecord.State, point: Point = point, level: FidelityLevel = .full,
        replicate: Int = 0, wallSeconds: Double? = 1
    ) -> TrialRecord {
        let attempt = AttemptRecord(
            id: Int64(number), number: 1, step: "trial-\(number)-attempt-1", directory: "/results/\(number)",
            outputName: "stdout", limitSeconds: 10, wallSeconds: wallSeconds, schedulerID: "id")
        return TrialRecord(
            id: Int64(number), number: number, round: 1,
            candidate: Candidate(point: point, level: level, replicate: replicate, why: "a test"), n: 100,
            state: state, attempts: [attempt], queuedAt: 0, startedAt: 1, finishedAt: 2, hosts: ["node1"])
    }
}

extension StudyStore {
    /// The job ends; what is to be tried again gets one other job, with the same time limits.
    func end(
        _ job: JobRecord, losing lost: [LostAttempt], retryAs token: JobToken, in directory: String,
        forStudy study: StudyRecord, heldBy holder: LeaseHolder, at now: Double
    ) throws {
        try end(job, JobEnd(lost: lost), forStudy: study, heldBy: holder, at: now) { attempts, _ in
            let runs = attempts.map {
                RetryJob.Run(attempt: $0, limitSeconds: $0.limitSeconds, predictedSeconds: nil)
            }
            return RetryPlan(
                jobs: [RetryJob(job: PlannedJob(token: token, directory: directory), runs: runs)])
        }
    }
}

extension TrialRecord.State {
    static func measured(_ gflops: Double) -> TrialRecord.State {
        .measured(TestStudy.measurement(gflops: gflops))
    }

    static func failed(_ failureClass: FailureClass) -> TrialRecord.State {
        .failed(TrialFailure(kind: "crashed", failureClass: failureClass, message: "it crashed; mend it"))
    }
}

extension ProblemSize {
    /// The largest N, as a list for comparing.
    var largest: [Int] {
        switch self {
        case .fixed(let orders): [orders.max() ?? 0]
        case .memory: []
        }
    }
}
