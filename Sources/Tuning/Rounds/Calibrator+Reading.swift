import Execution
import HPL
import Search

/// What came of a calibration's job.
extension Calibrator {
    func look(at job: CalibrationJob) async throws -> JobObservation {
        try await driver.look(at: [job.reference])[job.reference]
            ?? JobObservation(state: .unknown(reason: "the scheduler says nothing of it"))
    }

    /// Ends the job with all its processes; what had ended by then is kept.
    ///
    /// - Parameter abandoning: give up results that cannot be seen.
    /// - Returns: whether any of its runs was ended or will not begin.
    /// - Throws: `DriverError.outOfSight` when results would be lost.
    func cancel(_ job: CalibrationJob, _ record: StudyRecord, abandoning: Bool) async throws -> Bool {
        try await stop(job, record, abandoning: abandoning)
        var observation = try await look(at: job)
        let loss = DriverError.outOfSight(job: job.name, directory: job.directory, study: record.name)
        if observation.isOutOfSight, job.schedulerID != nil || job.submittingAt != nil, !abandoning {
            throw loss
        }
        let expert = try expert(job.largestN, record)
        var end: CalibrationEnd
        do {
            end = try await read(job, observation, expert)
        } catch is UnseenOutput {
            guard abandoning else { throw loss }
            observation.steps = [:]
            end = try await read(job, observation, expert)
        }
        (end.isLost, end.complaint, end.question) = (false, nil, nil)
        try driver.store.end(job, as: end, forStudy: record, heldBy: driver.holder, at: driver.now())
        return !job.isDone(observation)
    }

    /// Reads what the job's runs taught and stores it with the job's end.
    ///
    /// - Returns: `nil` when that has to wait, which is said: nothing is stored, and the job is to be looked at again.
    func close(
        _ job: CalibrationJob, _ observation: JobObservation, _ expert: Expert, _ record: StudyRecord
    ) async throws -> CalibrationEnd? {
        // A script that was killed leaves its ranks behind, and they would run beside whatever comes next.
        if !job.isDone(observation), try await !isStopped(job, record, seen: observation) { return nil }
        let end: CalibrationEnd
        do {
            end = try await read(job, observation, expert)
        } catch let unseen as UnseenOutput {
            // Whether it is gone or away for a moment the next poll tells.
            try await driver.tellSilence(of: "calibration", "\(unseen)", record)
            return nil
        }
        // What the machine has failed is not made again before the scheduler answers.
        if end.isLost, job.isDone(observation), try await !isStopped(job, record, seen: observation) {
            return nil
        }
        driver.runner.passes(.calibrationRead)
        try driver.store.end(job, as: end, forStudy: record, heldBy: driver.holder, at: driver.now())
        for result in end.results { driver.notify(.calibrated(result)) }
        if let complaint = end.complaint { driver.notify(.warning(complaint)) }
        return end
    }

    /// Ends what may run of a job, and notes before that it was hpltune who did.
    ///
    /// - Parameter observation: the last one of it, if there was one.
    private func stop(
        _ job: CalibrationJob, _ record: StudyRecord, seen observation: JobObservation? = nil,
        abandoning: Bool = false
    ) async throws {
        // What ended before is somebody else's doing.
        if observation?.state != .ended {
            try driver.store.noteStopping(job.row, forStudy: record, heldBy: driver.holder, at: driver.now())
        }
        try await driver.end(job.reference, of: record, abandoning: abandoning)
    }

    /// As `stop`; that the scheduler of a queue does not answer is said.
    ///
    /// - Returns: whether nothing of the job runs any more.
    private func isStopped(
        _ job: CalibrationJob, _ record: StudyRecord, seen observation: JobObservation
    ) async throws -> Bool {
        do {
            try await stop(job, record, seen: observation)
        } catch let error where job.limitSeconds != nil && StudyDriver.isOfScheduler(error) {
            if observation.state == .ended {
                try await driver.runner.shut(job.reference)
                return true
            }
            try await driver.tellSilence(of: "calibration", SlurmComplaint.plain("\(error)"), record)
            return false
        }
        return true
    }

    /// - Throws: `UnseenOutput` when a run has ended and neither its output nor anything else of its job is there.
    private func read(
        _ job: CalibrationJob, _ observation: JobObservation, _ expert: Expert
    ) async throws -> CalibrationEnd {
        var end = CalibrationEnd()
        var failures: [TrialFailure] = []
        for run in job.runs {
            if let step = observation.steps[run.step] {
                var calibration = Calibration(
                    n: run.n, seconds: max(0, step.finishedAt - step.startedAt), gflops: nil)
                switch try await outcome(of: step, run, in: job, expert) {
                case .measured(let measurement):
                    calibration.n = measurement.n
                    calibration.seconds = max(calibration.seconds, measurement.seconds, 0.001)
                    calibration.gflops = measurement.gflops
                case .failed(let reason):
                    failures.append(reason)
                }
                end.runs.append((run.step, calibration))
            } else if let began = observation.begun[run.step] {
                let ended = began.scriptEndedAt ?? observation.endedAt ?? driver.now()
                let seconds = min(max(0, ended - began.startedAt), run.limitSeconds)
                end.runs.append((run.step, Calibration(n: run.n, seconds: seconds, gflops: nil)))
            }
        }
        addOverhead(to: &end, of: job, observation, expert.study.record)
        let ending = job.limitSeconds == nil ? observation.schedulerEnding : observation.endingInQueue()
        let text = ending?.text ?? observation.ending ?? "it was killed"
        if ending?.cause == .cancelled, job.stoppedAt == nil, !job.isDone(observation) {
            end.isLost = end.results.isEmpty
            end.question = .jobCancelled(
                id: job.schedulerID?.text ?? job.token.text, round: nil, runs: job.runs.count, ending: text)
        } else if end.results.isEmpty {
            let passing = failures.first(where: LossRule.isPassing)
            let isWorthAnother =
                if passing == nil { false } else { try await isWorthAnother(job, expert.study.record) }
            end.isLost = isWorthAnother || (failures.isEmpty && observation.wasTakenAway)
            let hint = try await driver.hint(at: job.logPath)
            end.complaint =
                (passing ?? failures.first).map { "the calibration failed: \($0.message)" }
                ?? "the calibration's job ended without a result (\(text)); \(hint)"
            if isWorthAnother { end.complaint? += "; it is made again" }
        }
        return end
    }

    /// A run that the machine has failed is worth another job, as a trial's is; where nothing has run well yet, one.
    private func isWorthAnother(_ job: CalibrationJob, _ record: StudyRecord) async throws -> Bool {
        if job.limitSeconds == nil { return false }
        if try driver.store.vainCalibrations(ofStudy: record.id).lost == 0 { return true }
        return try await driver.runner.diskFault(of: job.reference) != nil
    }

    /// Puts what the job took beside its runs down to the first of them.
    private func addOverhead(
        to end: inout CalibrationEnd, of job: CalibrationJob, _ observation: JobObservation,
        _ record: StudyRecord
    ) {
        guard let limit = job.limitSeconds, let first = job.runs.first else { return }
        let elapsed = JobCost.elapsedSeconds(
            of: observation, startedAt: job.sight.startedAt, isDone: job.isDone(observation), limit: limit,
            killWait: record.setUp.jobLimit?.killWait ?? JobLimit().killWait, now: driver.now())
        let overhead = elapsed - end.runs.map(\.calibration.seconds).reduce(0, +)
        guard overhead > 0 else { return }
        if end.runs.isEmpty { end.runs = [(first.step, Calibration(n: first.n, seconds: 0, gflops: nil))] }
        end.runs[0].calibration.overheadSeconds = overhead
    }

    private func outcome(
        of step: StepRecord, _ run: CalibrationJob.Run, in job: CalibrationJob, _ expert: Expert
    ) async throws -> AttemptOutcome {
        let directory = "\(job.directory)/\(run.step)" + (step.restart == 0 ? "" : "/restart-\(step.restart)")
        let setUp = expert.study.record.setUp
        let paths = [setUp.flavor.outputName ?? "stdout", "stderr"].map { "\(directory)/\($0)" }
        do {
            let files = try await driver.runner.fetch(paths, limit: OutcomeReader.outputLimit)
            if files.isEmpty, try await driver.runner.fetch(["\(job.directory)/steps"], limit: 1).isEmpty {
                throw UnseenOutput(directory: job.directory)
            }
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

extension JobObservation {
    /// The machine ended the job, not its own failing or its time limit: another one may do better.
    fileprivate var wasTakenAway: Bool {
        switch schedulerEnding?.cause {
        case .nodeFailure, .preempted: true
        case .timeLimit, .outOfMemory: false
        case .finished, .failed, .cancelled, nil: ending == nil
        }
    }
}
