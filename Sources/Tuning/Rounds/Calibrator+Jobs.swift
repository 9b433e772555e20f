import Execution
import HPL
import Search

/// A calibration's job: planned, submitted or found again, followed, read.
extension Calibrator {
    /// The expert default, which all calibration runs are of.
    struct Expert {
        let study: LoadedStudy
        let point: Point

        func settings(n: Int) throws -> HPLSettings {
            var settings = try study.space.settings(for: point, at: .full)
            settings.n = n
            return settings
        }
    }

    func expert(_ n: Int, _ record: StudyRecord) throws -> Expert {
        let study = try LoadedStudy(record.sized(.fixed([n])))
        return Expert(study: study, point: study.space.searchSpace.firstPoints[0])
    }

    func plan(_ plan: CalibrationPlan, _ record: StudyRecord) throws {
        let token = JobToken.random()
        _ = try driver.store.planCalibration(
            plan, token: token, directory: driver.jobDirectory(record, "calibration", token),
            forStudy: record, heldBy: driver.holder, at: driver.now())
        driver.runner.passes(.calibrationPlanned)
        driver.notify(.calibrating(sizes: plan.runs.map(\.n)))
    }

    /// Follows a job to its end; submits it first when nobody has.
    ///
    /// - Parameter isNew: this process has planned it and nobody can have submitted it.
    /// - Returns: why this driver leaves before it, `nil` when the job has ended and what it taught is stored.
    func follow(_ planned: CalibrationJob, isNew: Bool, _ record: StudyRecord) async throws -> StudyEnd? {
        let expert = try expert(planned.largestN, record)
        var job = planned
        let leaves = driver.detaches && record.setUp.queuesJobs
        let left = StudyEnd.detached(runs: job.runs.count, isCalibration: true)
        if job.state == .planned {
            job = try await submit(job, isNew: isNew, expert, record)
            if leaves { return left }
        }
        while true {
            try Task.checkCancellation()
            try driver.attend(record)
            let observation = try await look(at: job)
            if try job.isDone(observation) || isOver(&job, observation.state, record) {
                try await close(job, observation, expert, record)
                return nil
            }
            if leaves { return left }
            try await waitForNews(of: job, record)
        }
    }

    private func submit(
        _ job: CalibrationJob, isNew: Bool, _ expert: Expert, _ record: StudyRecord
    ) async throws -> CalibrationJob {
        let found =
            isNew
            ? nil
            : try await driver.search(
                for: job.reference, plannedAt: job.plannedAt, called: "calibration", record)
        let id: JobID
        if let found { id = found } else { id = try await driver.runner.submit(try specification(job, expert)) }
        return try driver.store.recordSubmission(
            of: job, as: id, isAdopted: found != nil, forStudy: record, heldBy: driver.holder,
            at: driver.now())
    }

    private func specification(_ job: CalibrationJob, _ expert: Expert) throws -> JobSpecification {
        let planner = RunPlanner(study: expert.study, isRoot: driver.isRoot)
        let steps = try job.runs.map { run in
            try planner.step(
                named: run.step, directory: "\(job.directory)/\(run.step)",
                settings: try expert.settings(n: run.n), point: expert.point, limitSeconds: run.limitSeconds)
        }
        var specification = planner.specification(token: job.token, directory: job.directory, steps: steps)
        if let limit = job.limitSeconds { specification.timeLimit = .seconds(limit) }
        return specification
    }

    private func waitForNews(of job: CalibrationJob, _ record: StudyRecord) async throws {
        let deadline = ContinuousClock.now + min(.seconds(5), driver.runner.scheduler.absenceGrace)
        while ContinuousClock.now < deadline {
            if try await driver.runner.waitForChange([job.reference], atMost: .milliseconds(500)) { return }
            try driver.attend(record)
        }
    }

    private func isOver(
        _ job: inout CalibrationJob, _ state: JobState, _ record: StudyRecord
    ) throws -> Bool {
        var silence = JobSilence(since: job.silentSince)
        let verdict = silence.verdict(
            on: state, at: driver.now(), grace: driver.runner.scheduler.absenceGrace)
        if silence.since != job.silentSince {
            try driver.store.setSilence(
                of: job, since: silence.since, forStudy: record, heldBy: driver.holder)
            job.silentSince = silence.since
        }
        if case .doubtful(let reason) = verdict {
            driver.notify(.warning("calibration: \(reason); looking again"))
        }
        return verdict == .over
    }
}
