import Execution
import HPL
import Search

/// What came of a calibration's job.
extension Calibrator {
    /// Ends the job with all its processes; what had ended by then is kept.
    func cancel(_ job: CalibrationJob, _ record: StudyRecord) async throws {
        try await driver.runner.cancel(job.reference)
        let observation = try await look(at: job)
        try await close(job, observation, try expert(job.largestN, record), record, isCancelled: true)
    }

    func look(at job: CalibrationJob) async throws -> JobObservation {
        try await driver.runner.observe([job.reference])[job.reference]
            ?? JobObservation(state: .unknown(reason: "the scheduler says nothing of it"))
    }

    /// Reads what the job's runs taught and stores it with the job's end.
    func close(
        _ job: CalibrationJob, _ observation: JobObservation, _ expert: Expert, _ record: StudyRecord,
        isCancelled: Bool = false
    ) async throws {
        // A script that was killed leaves its ranks behind, and they would run beside whatever comes next.
        if !isCancelled, !job.isDone(observation) { try await driver.runner.cancel(job.reference) }
        var end = CalibrationEnd()
        var failure: TrialFailure?
        for run in job.runs {
            guard let step = observation.steps[run.step] else {
                if let running = observation.runningStep, running.name == run.step {
                    let seconds = min(driver.now() - running.startedAt, run.limitSeconds)
                    end.runs.append((run.step, .inVain(n: run.n, seconds: seconds)))
                }
                continue
            }
            let seconds = step.finishedAt - step.startedAt
            switch try await outcome(of: step, run, in: job, expert) {
            case .measured(let measurement):
                let calibration = Calibration(
                    n: measurement.n, seconds: max(seconds, measurement.seconds), gflops: measurement.gflops)
                end.runs.append((run.step, calibration))
            case .failed(let reason):
                failure = failure ?? reason
                end.runs.append((run.step, .inVain(n: run.n, seconds: seconds)))
            }
        }
        if end.results.isEmpty, !isCancelled {
            end.isLost = failure == nil && observation.isLost
            end.complaint =
                failure.map { "the calibration run failed: \($0.message)" }
                ?? "the calibration's job ended without running it (\(observation.endingText)); see \(job.logPath)"
        }
        driver.runner.passes(.calibrationRead)
        try driver.store.end(job, as: end, forStudy: record, heldBy: driver.holder, at: driver.now())
        for result in end.results { driver.notify(.calibrated(result)) }
        if let complaint = end.complaint { driver.notify(.warning(complaint)) }
    }

    private func outcome(
        of step: StepRecord, _ run: CalibrationJob.Run, in job: CalibrationJob, _ expert: Expert
    ) async throws -> AttemptOutcome {
        let directory = "\(job.directory)/\(run.step)" + (step.restart == 0 ? "" : "/restart-\(step.restart)")
        let setUp = expert.study.record.setUp
        let paths = [setUp.flavor.outputName ?? "stdout", "stderr"].map { "\(directory)/\($0)" }
        do {
            let files = try await driver.runner.fetch(paths, limit: OutcomeReader.outputLimit)
            func bytes(_ path: String) -> [UInt8] { files.first { $0.path == path }?.bytes ?? [] }
            return OutcomeReader(for: setUp).outcome(
                of: step, settings: try expert.settings(n: run.n),
                layout: expert.study.space.layout(for: expert.point), output: bytes(paths[0]),
                errors: bytes(paths[1]))
        } catch TransportError.file(let path, let reason) {
            return .failed(
                TrialFailure(
                    kind: FailureCause.outputUnreadable.rawValue, failureClass: .infrastructure,
                    message: "its output cannot be read: \(path): \(reason)"))
        }
    }
}

extension CalibrationJob {
    var largestN: Int { runs.map(\.n).max() ?? 1 }

    func isDone(_ observation: JobObservation) -> Bool {
        runs.allSatisfy { observation.steps[$0.step] != nil }
    }
}

extension Calibration {
    /// A run that gave no result: it teaches nothing, but its time is spent.
    fileprivate static func inVain(n: Int, seconds: Double) -> Calibration {
        Calibration(n: n, seconds: max(seconds, 0.001), gflops: nil)
    }
}

extension JobObservation {
    /// The job was ended by the machine or by a stranger, not by itself or its time limit.
    fileprivate var isLost: Bool {
        switch schedulerEnding?.cause {
        case .nodeFailure, .preempted: true
        case .finished, .failed, .timeLimit, .cancelled, .outOfMemory: false
        case nil: ending == nil
        }
    }

    fileprivate var endingText: String {
        schedulerEnding?.text ?? ending ?? "it was killed"
    }
}
