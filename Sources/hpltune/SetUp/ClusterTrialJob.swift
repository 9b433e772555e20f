import Execution
import Glibc
import HPL
import Search
import Tuning

/// A small HPL sent through a cluster's queue as a study would send it: the only proof that all parts fit together.
struct ClusterTrialJob {
    let check: ClusterCheck
    /// The study it could be the first run of.
    let record: StudyRecord

    func run() async throws -> Finding {
        let study = try LoadedStudy(record)
        let round = try await NextRound(of: study, after: [], [], count: 1, isRoot: geteuid() == 0)
        guard let candidate = round.candidates.first, let step = round.job.steps.first else {
            return Finding(
                "job", .missing, "there is nothing to run; give the profile other ranks or threads")
        }
        let runner = JobRunner(
            scheduler: ClusterConnection.scheduler(for: record.setUp), transport: check.transport,
            logger: check.log)
        let job = round.job
        let leftovers = TrialJobLeftovers(folder: job.directory.parentFolder, runner: runner)
        for name in try await leftovers.clear() { check.tell("job \(name) of an earlier test was cancelled") }
        let submission = Submission()
        let end: JobObservation
        do {
            try await check.transport.createDirectory(job.directory)
            try await leftovers.claim(job)
            let reference = job.reference(id: try await runner.submit(job))
            submission.reference = reference
            check.tell(
                "job \(reference.id?.text ?? "?") is submitted: HPL with N=1000 on "
                    + "\(counted(record.setUp.resources.nodes, "node"))")
            end = try await wait(for: reference, step: step.name, runner)
        } catch let late as TooLate {
            let number = submission.reference?.id?.text ?? "?"
            try await runner.cancel(submission.reference ?? job.reference(id: nil))
            try await clear(job)
            if late.reason.hasPrefix(SlurmPendingReason.never) {
                return Finding("job", .missing, "job \(number) \(late.reason); it was cancelled")
            }
            return Finding(
                "job", .unproven,
                "job \(number) had not ended after \(Int(check.patience / .seconds(1))) s (\(late.reason)) and was cancelled"
            )
        } catch {
            // A task of its own, for this one may be cancelled and could run nothing more. Whoever is interrupted while the
            // job is submitted does not know its id: it is found by its name.
            let reference = submission.reference ?? job.reference(id: nil)
            try await Task {
                try await runner.cancel(reference)
                try await clear(job)
            }.value
            throw error
        }
        let number = submission.reference?.id?.text ?? "?"
        let log = try await runner.fetch([job.logPath], limit: 1 << 16).first
        guard let done = end.steps[step.name] else {
            let said = String(decoding: log?.bytes ?? [], as: UTF8.self).split(whereSeparator: \.isNewline)
                .last
            return Finding(
                "job", .missing,
                "job \(number) ended without running it: \(said.map(String.init) ?? "it said nothing"); "
                    + (log == nil
                        ? "it has left no \(job.logPath): look whether the nodes see that folder"
                        : "see \(job.logPath)")
            )
        }
        let output = "\(step.outputDirectory(of: done))/\(record.setUp.flavor.outputName ?? "stdout")"
        let errors = "\(step.outputDirectory(of: done))/stderr"
        let files = try await runner.fetch([output, errors], limit: 1 << 20)
        func bytes(_ path: String) -> [UInt8] { files.first { $0.path == path }?.bytes ?? [] }
        let finding = TrialRun.finding(
            RunEvidence(
                stdout: bytes(output), stderr: bytes(errors), exitStatus: done.exitStatus,
                signal: done.signal,
                timedOut: done.timedOut, ranks: study.space.ranks(for: candidate.point),
                threads: study.space.layout(for: candidate.point).threadsPerRank,
                cores: record.setUp.resources.coresPerNode), else: "the run said nothing of itself")
        guard finding.state == .good else {
            return Finding("job", finding.state, "\(finding.text); its files are in \(step.directory)")
        }
        try await clear(job)
        let hosts = done.hosts.joined(separator: " ")
        return Finding("job", .good, "\(finding.text), job \(number) on \(hosts)")
    }

    /// What is known of the job when something ends the waiting.
    private final class Submission {
        var reference: JobReference?
    }

    private struct TooLate: Error {
        let reason: String
    }

    /// The job once it is over.
    private func wait(
        for job: JobReference, step: String, _ runner: JobRunner
    ) async throws -> JobObservation {
        let deadline = ContinuousClock.now + check.patience
        var last = ""
        while true {
            let observation = try await runner.observe([job])[job]
            var text = "it runs"
            switch observation?.state {
            case .ended: if let observation { return observation }
            case .pending(let reason): text = reason ?? "it waits"
            case .unknown(let reason): text = reason
            case .missing: text = "squeue does not know it"
            case .running, nil: break
            }
            if let observation, observation.steps[step] != nil { return observation }
            if text.hasPrefix("will never start") { throw TooLate(reason: text) }
            if text != last { check.tell("job \(job.id?.text ?? "?"): \(text)") }
            last = text
            let left = deadline - ContinuousClock.now
            if left <= .zero { throw TooLate(reason: text) }
            _ = try await runner.waitForChange([job], atMost: min(.seconds(3), left))
        }
    }

    private func clear(_ job: JobSpecification) async throws {
        try await check.transport.remove(job.directory)
        // Only when nothing else is in it.
        rmdir(job.directory.parentFolder)
    }
}
