import Execution
import Foundation
import GRDB
import HPL
import SlurmStandInPlan
import TestSupport
import Testing

@testable import Tuning

/// A study on the scripted stand-in for SLURM, whose clock stands still but for what a test says. Scripts are really run,
/// and their times are real ones.
struct ScriptedStudy {
    var hpl: FaultyHPL
    let slurm: SlurmStandIn
    /// The stand-in's clock at first. Unix seconds.
    let start: Double
    let budget: Int
    let nodeHours: Double
    let warnings = Warnings()
    /// Those among the warnings that tell why nothing can be told of a job.
    let silences = Warnings(ofSilence: true)

    /// - Parameters:
    ///   - batch: runs in each job.
    ///   - isCalibrated: it begins with its first round, of N = 100; otherwise N is to be found.
    init(
        _ plan: StandInPlan, mode: FaultyHPL.Mode = .good, budget: Int = 3, batch: Int = 3,
        packing: ClusterProfile.Packing = .jobPerRound, nodeHours: Double = 1, isCalibrated: Bool = true,
        in folder: TemporaryFolder
    ) throws {
        start = (Date().timeIntervalSince1970 + 1).rounded(.up)
        slurm = try SlurmStandIn(plan, time: start)
        hpl = try FaultyHPL(in: folder, mode: mode)
        hpl.scheduler = SlurmScheduler(
            resources: SlurmResources(nodes: 1, tasksPerNode: 1, cpusPerTask: 1),
            environment: slurm.environment)
        (self.budget, self.nodeHours) = (budget, nodeHours)
        var cluster = ClusterProfile(name: "queue", scheduler: .slurm)
        cluster.packing = packing
        try hpl.createStudy(
            budget: budget, batch: batch, problemSize: isCalibrated ? .fixed([100]) : nil,
            cluster: cluster, nodeHours: nodeHours)
        // A run may take four minutes, however busy the machine is.
        if isCalibrated { try hpl.skipCalibration(seconds: 20) }
    }

    /// Submits the first round and leaves.
    func submit() async throws {
        let start = start
        _ = try await hpl.drive(detaching: true, now: { start })
    }

    /// A pass of `sync` so many seconds after the start.
    @discardableResult
    func pass(at seconds: Double) async throws -> StudyEnd? {
        try slurm.setTime(start + seconds)
        return try await hpl.sync(
            at: start + seconds,
            notifying: { [warnings, silences] in
                warnings.note($0)
                silences.note($0)
            })
    }

    /// The file at which a job ends whose plan says so.
    static func end(in folder: TemporaryFolder) -> String { folder.path + "/end" }

    /// Waits until the second run hangs, ends its job and lets all runs be good from then on.
    func endSecondRun() async throws {
        try await hpl.waitUntil { try hpl.doneFiles() == 1 && hpl.runs().count == 2 }
        try hpl.set(.good)
        _ = try hpl.folder.write("", to: "end")
        // Before the clock is set on.
        while try await ask("squeue", "-h", "-t", "all", "-o", "%T") == ["RUNNING"] {
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Passes, a minute of the stand-in's clock between two of them, until the study is at its end.
    func passes(from seconds: Double) async throws {
        for minute in 0..<200 {
            let end = try await pass(at: seconds + 60 * Double(minute))
            if case .detached = end {
                try await Task.sleep(for: .milliseconds(50))
                continue
            }
            #expect(end == .budgetReached(trials: budget))
            return
        }
        Issue.record("the study did not come to its end")
    }

    func query<Value: DatabaseValueConvertible>(_ sql: String) throws -> [Value] {
        try DatabaseQueue(path: hpl.store.path).read { try Value.fetchAll($0, sql: sql) }
    }

    var jobs: [String] {
        get throws { try query("SELECT schedulerID FROM job WHERE schedulerID IS NOT NULL") }
    }

    /// What one of SLURM's tools says, line by line.
    func ask(_ tool: String, _ words: String...) async throws -> [String] {
        var command = Command(argv: ["\(slurm.folder)/bin/\(tool)"] + words)
        command.environment = slurm.environment
        let output = try await hpl.transport.run(command, timeout: .seconds(60), outputLimit: 1 << 20)
        return String(decoding: output.stdout, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Every planned trial has one outcome, no more runs than the budget, no more node-hours than their limit, no job in SLURM
    /// that the store does not know.
    func expectInvariants() async throws {
        #expect(try DatabaseCheck(of: hpl.store.path).findings == [])
        let trials = try hpl.trials
        #expect(trials.map(\.number) == Array(1...trials.count) && trials.allSatisfy { !$0.isPending })
        #expect(trials.count(where: \.teaches) == budget)
        for trial in trials {
            let outcomes: [String] = try query(
                "SELECT outcome FROM attempt WHERE trialID = \(trial.id) AND outcome <> 'lost'")
            // Of a run that was given up with its job it is its trial's alone.
            #expect(
                outcomes.count == 1 || outcomes.isEmpty && trial.failure != nil,
                "\(trial.number): \(outcomes)")
        }
        let study = try hpl.store.study(named: "test")
        #expect(try hpl.store.progress(of: study).nodeSeconds <= nodeHours * 3600)
        var plan = StandInPlan()
        plan.minJobAge = .max / 2
        try slurm.set(plan)
        let submitted = try await ask("sacct", "-X", "-P", "-n", "-o", "JobID").map {
            $0.prefix { $0 != "_" }
        }
        #expect(Set(submitted.map(String.init)) == Set(try jobs))
        // The last job's script may be on its last line.
        try await hpl.waitUntil { try hpl.tokens.flatMap(hpl.processes) == [] }
    }
}
