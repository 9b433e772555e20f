import Execution
import HPL
import Search

/// Learns how long HPL takes on this machine by a few short runs of the expert default, and finds the N for a wanted
/// run time. These runs are no trials and do not count against the budget.
public struct Calibrator: Sendable {
    /// Small enough for any machine, large enough to be more than start-up.
    public static let firstN = 1_000
    /// A share of the memory that is free, which no run may exceed.
    public static let memoryFraction = 0.8
    private static let runLimit = 4
    /// Runs as long as this, or a quarter of it, tell how long larger ones take.
    private static let tellingSeconds = 2.0
    /// How long one run takes when nobody says N or time.
    public static let defaultRunSeconds = 4.0

    let driver: StudyDriver

    /// The study with its N settled; calibrates when that has not happened yet.
    func sized(_ record: StudyRecord) async throws -> LoadedStudy {
        try await endUnfinished(record)
        if record.setUp.problemSize != nil {
            let study = try LoadedStudy(record)
            if try driver.store.trials(ofStudy: record.id).allSatisfy(\.isImported) {
                let n = try study.space.settings(for: study.space.searchSpace.firstPoints[0], at: .full).n
                _ = try await times(reaching: Self.tellingSeconds, upTo: n, record)
            }
            return study
        }
        let seconds = record.setUp.runSeconds ?? Self.defaultRunSeconds
        let largest = try record.sized(.memory(fraction: Self.memoryFraction)).space()
        let memoryN = try largest.settings(for: largest.searchSpace.firstPoints[0], at: .full).n
        let times = try await times(reaching: seconds, upTo: memoryN, record)
        let n = max(64, min(times?.n(forSeconds: seconds, multipleOf: 64) ?? Self.firstN, memoryN))
        if let times {
            let sized = try driver.store.update(record, heldBy: driver.holder) {
                $0.problemSize = .fixed([n])
            }
            driver.notify(.sizeChosen(n: n, seconds: times.seconds(n: n)))
            return try LoadedStudy(sized)
        }
        // The trials will show what is wrong. Only when one of them succeeds does this N stay.
        return try LoadedStudy(record.sized(.fixed([n])))
    }

    /// Ends calibration runs whose driver died; they would disturb all others.
    private func endUnfinished(_ record: StudyRecord) async throws {
        for reference in try driver.store.unfinishedCalibrations(ofStudy: record.id) {
            try await driver.runner.cancel(reference)
            try driver.store.dropCalibration(reference.token, forStudy: record, heldBy: driver.holder)
        }
    }

    /// Runs of growing N until one takes most of the wanted time; `nil` when HPL does not run.
    private func times(
        reaching seconds: Double, upTo limit: Int, _ record: StudyRecord
    ) async throws -> RunTimeModel? {
        var samples = try driver.store.calibrations(ofStudy: record.id)
        while samples.count < Self.runLimit, (samples.last?.seconds ?? 0) < seconds * 0.6 {
            var n = min(Self.firstN, limit)
            if let last = samples.last, let model = RunTimeModel(fitting: samples, []) {
                // Not in one leap: short runs are mostly start-up and tell little about long ones.
                n = min(last.n * 3, model.n(forSeconds: seconds * 0.8, multipleOf: 8), limit)
                // A run of nearly the same size tells nothing new.
                if n < last.n + last.n / 10 { break }
            }
            guard let sample = try await run(n: n, record) else { return nil }
            samples.append(sample)
        }
        return RunTimeModel(fitting: samples, [])
    }

    /// One run of the expert default; `nil`, with a warning, when it gives no result.
    private func run(n: Int, _ record: StudyRecord) async throws -> Calibration? {
        driver.notify(.calibrating(n: n))
        let study = try LoadedStudy(record.sized(.fixed([n])))
        let point = study.space.searchSpace.firstPoints[0]
        let settings = try study.space.settings(for: point, at: .full)
        let planner = RunPlanner(study: study, isRoot: driver.isRoot)
        let token = JobToken.random()
        let directory = driver.jobDirectory(record, "calibration", token)
        let step = try planner.step(
            named: "run", directory: "\(directory)/run", settings: settings, point: point,
            limitSeconds: planner.limitSeconds(n: n, times: nil))
        let job = planner.specification(token: token, directory: directory, steps: [step])
        try driver.store.planCalibration(
            n: n, token: token, directory: directory, forStudy: record, heldBy: driver.holder,
            at: driver.now())
        driver.runner.passes(.calibrationPlanned)
        let done: StepRecord?
        do {
            done = try await finish(job, step, record)
        } catch  where error is CancellationError || error is RequestDesk.Departure {
            // Nobody will come back for it. A task of its own, for this one is cancelled and could run nothing more.
            let runner = driver.runner
            try await Task { try await runner.cancel(job.reference(id: nil)) }.value
            try driver.store.dropCalibration(token, forStudy: record, heldBy: driver.holder)
            throw error
        }
        let calibration: Calibration? =
            if let done { try await read(done, step, study, settings, point) } else { nil }
        if done == nil {
            driver.notify(.warning("the calibration's job ended without running it; see \(job.logPath)"))
        }
        guard let calibration else {
            try driver.store.dropCalibration(token, forStudy: record, heldBy: driver.holder)
            return nil
        }
        driver.runner.passes(.calibrationRead)
        try driver.store.record(
            calibration, as: token, forStudy: record, heldBy: driver.holder, at: driver.now())
        driver.notify(.calibrated(calibration))
        return calibration
    }

    /// Submits the job and waits for its only step; `nil` when it ended without one.
    private func finish(
        _ job: JobSpecification, _ step: JobStep, _ record: StudyRecord
    ) async throws -> StepRecord? {
        let runner = driver.runner
        let reference = job.reference(id: try await runner.submit(job))
        var lastSign = ContinuousClock.now
        while true {
            let observation = try await runner.observe([reference])[reference]
            if let done = observation?.steps[step.name] { return done }
            switch observation?.state {
            case .ended: return nil
            case .missing, .unknown, nil:
                if ContinuousClock.now - lastSign >= runner.scheduler.absenceGrace {
                    try await runner.cancel(reference)
                    return nil
                }
            case .pending, .running: lastSign = .now
            }
            let deadline = ContinuousClock.now + min(.seconds(5), runner.scheduler.absenceGrace)
            repeat {
                try driver.attend(record)
            } while try await !runner.waitForChange([reference], atMost: .milliseconds(500))
                && ContinuousClock.now < deadline
        }
    }

    private func read(
        _ done: StepRecord, _ step: JobStep, _ study: LoadedStudy, _ settings: HPLSettings, _ point: Point
    ) async throws -> Calibration? {
        let output = study.record.setUp.flavor.outputName ?? "stdout"
        let paths = [output, "stderr"].map { "\(step.directory)/\($0)" }
        let files = try await driver.runner.fetch(paths, limit: OutcomeReader.outputLimit)
        func bytes(_ path: String) -> [UInt8] { files.first { $0.path == path }?.bytes ?? [] }
        let outcome = OutcomeReader(for: study.record.setUp).outcome(
            of: done, settings: settings, layout: study.space.layout(for: point), output: bytes(paths[0]),
            errors: bytes(paths[1]))
        switch outcome {
        case .failed(let failure):
            driver.notify(.warning("the calibration run failed: \(failure.message)"))
            return nil
        case .measured(let measurement):
            let seconds = max(done.finishedAt - done.startedAt, measurement.seconds)
            return Calibration(n: measurement.n, seconds: seconds, gflops: measurement.gflops)
        }
    }
}
