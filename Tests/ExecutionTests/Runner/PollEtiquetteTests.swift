import Execution
import Foundation
import SlurmStandInPlan
import Synchronization
import TestSupport
import Testing

/// Hours pass in a moment: waiting only sets the clocks, of the runner and of the stand-in.
private final class TimeLapse: ForwardingTransport {
    let local: LocalTransport
    private let slurm: SlurmStandIn
    private let commandTime: Duration
    private let time = Mutex(Duration.zero)

    init(_ slurm: SlurmStandIn, commandTime: Duration) {
        self.slurm = slurm
        self.commandTime = commandTime
        local = LocalTransport(logger: silentLogger)
    }

    var now: Duration { time.withLock { $0 } }

    /// A runner to which time passes so.
    var runner: JobRunner {
        JobRunner(
            scheduler: SlurmScheduler(
                resources: SlurmResources(nodes: 1, tasksPerNode: 1, cpusPerTask: 1),
                environment: slurm.environment),
            transport: self, logger: silentLogger, uptime: { self.now })
    }

    func run(_ command: Command, timeout: Duration, outputLimit: Int) async throws -> CommandOutput {
        try slurm.setTime(1_000_000 + now / .seconds(1))
        let output = try await local.run(command, timeout: timeout, outputLimit: outputLimit)
        time.withLock { $0 += commandTime }
        return output
    }

    func waitForChange(
        appearing: [String], disappearing: [String], every pause: Duration?, atMost: Duration
    ) async throws -> Bool {
        if appearing.contains(where: { FileManager.default.fileExists(atPath: $0) }) { return true }
        time.withLock { $0 += atMost }
        return false
    }
}

@Suite("How often a scheduler is asked")
struct PollEtiquetteTests {
    /// Follows a job for two hours as a driver does: an hour in the queue, an hour of runs.
    @Test("two hours never ask sooner than is polite, and notice what is done at once", arguments: [0, 20])
    func twoHours(pollSeconds: Int) async throws {
        var plan = StandInPlan()
        plan.minJobAge = 7200
        var waiting = JobPlan()
        waiting.startsAfter = 3600
        waiting.reason = "Priority"
        plan.jobs = [waiting]
        let slurm = try SlurmStandIn(plan, time: 1_000_000)
        let lapse = TimeLapse(slurm, commandTime: .seconds(pollSeconds))
        let (bench, runner) = (try Bench(), lapse.runner)
        let job = bench.job(
            (1...4).map { bench.step("s\($0)", "until [[ -e ../go\($0) ]]; do sleep 0.02; done") })
        let reference = job.reference(id: try await runner.submit(job))

        var last = JobObservation(state: .running)
        var noticed: [Int: Duration] = [:]
        while lapse.now < .seconds(7200) {
            switch try await runner.waitForNews(of: [reference], atMost: .milliseconds(500)) {
            case .none: break
            case .pollIsDue: last = try #require(try await runner.observe([reference])[reference])
            case .steps(let news):
                for step in try #require(news[reference]).steps.keys {
                    noticed[noticed.count + 1] = lapse.now
                    #expect(step == "s\(noticed.count)")
                }
            }
            // Every quarter of an hour a run is done.
            let quarter = Int(lapse.now / .seconds(900)) - 3
            guard (1...4).contains(quarter), !bench.exists("job/go\(quarter)"), last.state == .running else {
                continue
            }
            let before = lapse.now
            try bench.write("", to: "job/go\(quarter)")
            try await bench.waitFor("job/s\(quarter)/done.json")
            #expect(lapse.now == before)
        }
        #expect(noticed.count == 4)
        let times = try slurm.callTimes(of: .squeue)
        let gaps = zip(times.dropFirst(), times).map { $0 - $1 }
        // From the end of one poll to the next: at least 30 s and five times what it took.
        let polite = Double(max(30, 5 * pollSeconds) + pollSeconds)
        #expect(gaps.allSatisfy { $0 >= polite }, "\(gaps)")
        #expect(gaps.contains { $0 >= 300 })
        #expect(try slurm.calls(of: .sacct).isEmpty, "squeue shows the job all the time")
        #expect((pollSeconds == 0 ? 100...140 : 30...45).contains(times.count), "\(times.count)")
    }

    @Test(
        "a script that has said its last word is asked about as soon as is polite, and but once",
        .timeLimit(.minutes(3)))
    func lastWord() async throws {
        let slurm = try SlurmStandIn(StandInPlan(), time: 1_000_000)
        let lapse = TimeLapse(slurm, commandTime: .zero)
        let (bench, runner) = (try Bench(), lapse.runner)
        let job = bench.job(
            [bench.step("a", "true")], prologue: ["until [[ -e go ]]; do sleep 0.02; done; false"])
        let reference = job.reference(id: try await runner.submit(job))
        try await bench.waitFor("job/job.json")
        _ = try await runner.observe([reference])
        try bench.write("", to: "job/go")
        try await bench.waitFor("job/ended.json")
        let began = lapse.now
        var isDue = false
        while !isDue {
            if case .pollIsDue = try await runner.waitForNews(of: [reference], atMost: .milliseconds(500)) {
                isDue = true
            }
        }
        #expect(lapse.now - began <= .seconds(30))
        let end = try #require(try await runner.observe([reference])[reference])
        #expect(end.prologueFailed)
        guard case .none = try await runner.waitForNews(of: [reference], atMost: .seconds(20)) else {
            Issue.record("nothing is new")
            return
        }
    }
}
