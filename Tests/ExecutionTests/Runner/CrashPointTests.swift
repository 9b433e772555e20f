import Execution
import Glibc
import Synchronization
import Testing

@Suite("Crash points of a job")
struct CrashPointTests {
    private final class Trace: Sendable {
        let points = Mutex<[CrashPoint]>([])
    }

    @Test("submitting passes its two in turn: nothing runs at the first, the job does at the second")
    func submitting() async throws {
        let bench = try Bench()
        let job = bench.job([bench.step("a", "exec sleep 1000")])
        let trace = Trace()
        let root = bench.root
        let runner = JobRunner(
            scheduler: DirectScheduler(), transport: bench.transport, logger: silentLogger,
            atCrashPoint: { point in
                trace.points.withLock { $0.append(point) }
                let isStarted = access(root + "/job/job.json", F_OK) == 0
                #expect(access(root + "/job/job.sh", F_OK) == 0)
                #expect(isStarted == (point == .submitted))
            })
        let id = try await runner.submit(job)
        #expect(trace.points.withLock { $0 } == [.scriptWritten, .submitted])
        try await runner.cancel(job.reference(id: id))
    }
}
