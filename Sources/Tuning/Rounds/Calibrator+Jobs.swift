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
    /// - Returns: why this driver leaves, `nil` when the job has ended and the study goes on.
    func follow(_ planned: CalibrationJob, _ record: StudyRecord) async throws -> StudyEnd? {
        let expert = try expert(planned.largestN, record)
        var job = planned
        // Where runs begin at once they are over soon, and the first round can be submitted.
        let leaves = driver.detaches && record.setUp.jobLimit != nil
        let left = StudyEnd.detached(runs: job.runs.count, isCalibration: true)
        if job.state == .planned {
            job = try await submit(job, expert, record)
            if leaves { return left }
        }
        while true {
            try Task.checkCancellation()
            try driver.attend(record)
            var observation = try await driver.located(
                try await look(at: job), of: job.reference, record)
            try await driver.endCopies(of: job.reference, observation, called: job.name, record)
            if let owner = observation.owner {
                try await driver.adopt(owner, insteadOf: job.reference, job.row, called: job.name, record)
                job = try driver.store.openCalibration(ofStudy: record.id) ?? job
            }
            let isOver = try await note(observation, of: &job, record)
            if !isOver, !leaves {
                try await wait(for: job, &observation, record)
            }
            if isOver || job.isDone(observation),
                let end = try await close(job, observation, expert, record)
            {
                return end.question
            }
            if leaves { return left }
            if isOver || job.isDone(observation) { try await waitForPoll(of: job, record) }
        }
    }

    /// Until the scheduler may be asked again, of a job that is over and cannot be closed yet.
    private func waitForPoll(of job: CalibrationJob, _ record: StudyRecord) async throws {
        while true {
            switch try await driver.runner.waitForNews(of: [job.reference], atMost: .milliseconds(500)) {
            case .pollIsDue: return
            case .steps, .none: try driver.attend(record)
            }
        }
    }

    /// Takes in what the job does until it is done, or is to be looked at again.
    private func wait(
        for job: CalibrationJob, _ observation: inout JobObservation, _ record: StudyRecord
    ) async throws {
        while !job.isDone(observation) {
            switch try await driver.runner.waitForNews(of: [job.reference], atMost: .milliseconds(500)) {
            case .steps(let news):
                if let steps = news[job.reference]?.steps { observation.steps.merge(steps) { $1 } }
            case .pollIsDue: return
            case .none: try driver.attend(record)
            }
        }
    }

    private func submit(
        _ job: CalibrationJob, _ expert: Expert, _ record: StudyRecord
    ) async throws -> CalibrationJob {
        let (id, isAdopted) = try await driver.submit(
            .init(
                job: job.row, reference: job.reference, name: "calibration",
                begunAt: job.submittingAt),
            record, as: { try specification(job, expert) })
        if isAdopted { driver.notify(.calibrationAdopted) }
        let submitted = try driver.store.recordSubmission(
            of: job, as: id, isAdopted: isAdopted, forStudy: record, heldBy: driver.holder,
            at: driver.now())
        driver.notify(.submitted(job: submitted.name))
        return submitted
    }

    private func specification(_ job: CalibrationJob, _ expert: Expert) throws -> JobSpecification {
        let planner = RunPlanner(study: expert.study, isRoot: driver.isRoot)
        let steps = try job.runs.map { run in
            try planner.step(
                named: run.step, directory: "\(job.directory)/\(run.step)",
                settings: try expert.settings(n: run.n), point: expert.point, limitSeconds: run.limitSeconds)
        }
        let terms = job.limitSeconds.map { JobTerms(limitSeconds: $0, isArray: false) }
        var specification = planner.specification(
            token: job.token, directory: job.directory, steps: steps, terms: terms)
        // Each start would have the whole time again, and only one is reserved.
        specification.mayRestart = job.reservedNodeSeconds == nil
        return specification
    }

    /// Keeps what a look at the job has told.
    ///
    /// - Returns: whether it is over.
    private func note(
        _ observation: JobObservation, of job: inout CalibrationJob, _ record: StudyRecord
    ) async throws -> Bool {
        try driver.noteSite(of: job.reference, job.row, observation, record)
        let before = job.sight
        var silence = JobSilence(since: before.silentSince)
        let verdict = silence.verdict(
            on: observation.state, at: driver.now(), grace: driver.runner.scheduler.absenceGrace)
        job.sight.silentSince = silence.since
        job.sight.startedAt =
            [
                before.startedAt, observation.startedAt,
                observation.secondsRunning.map { driver.now() - $0 },
            ].compactMap { $0 }.min()
        switch observation.state {
        case .pending(let reason): job.sight.waitReason = reason
        case .unknown: break
        case .running: job.sight.waitReason = observation.haltReason
        case .ended, .missing: job.sight.waitReason = nil
        }
        if job.sight != before { try driver.store.note(job, forStudy: record, heldBy: driver.holder) }
        if case .doubtful(let doubt) = verdict {
            try await driver.tellSilence(of: "calibration", doubt, record)
        }
        try tell(job, after: before, record)
        return verdict == .over
    }

    /// Says what is new since the look before.
    private func tell(
        _ job: CalibrationJob, after before: CalibrationJob.Sight, _ record: StudyRecord
    ) throws {
        let sight = job.sight
        if let reason = sight.waitReason, reason != before.waitReason {
            guard reason.hasPrefix(SlurmPendingReason.never) else {
                return driver.notify(.waiting(job: job.name, reason: reason))
            }
            let text = "\(job.name) \(reason); cancel the study, or have that changed"
            if try driver.store.warn(
                text, onceAs: "\(job.name) \(SlurmPendingReason.never)", ofStudy: record,
                heldBy: driver.holder, at: driver.now())
            {
                driver.notify(.warning(text))
            }
        } else if sight.waitReason == nil, let reason = before.waitReason,
            reason != SlurmJobState.suspension, let startedAt = sight.startedAt,
            let submittedAt = job.submittedAt
        {
            driver.notify(.began(job: job.name, after: max(0, startedAt - submittedAt)))
        }
    }
}
