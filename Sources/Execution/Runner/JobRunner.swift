import Logging

/// Runs jobs: a scheduler's commands through a transport. One poll serves all jobs.
///
/// Throws `TransportError`, `SchedulerError`, `JobSpecificationError` or `CancellationError`. What fails changes
/// nothing: the job's files are the truth and can be asked for again.
public actor JobRunner {
    public nonisolated let scheduler: any Scheduler
    public nonisolated let transport: any Transport
    private let logger: Logger
    private let commandTimeout: Duration
    private let atCrashPoint: @Sendable (CrashPoint) -> Void
    /// A clock that never goes back.
    public nonisolated let uptime: @Sendable () -> Duration
    var watches: [JobToken: JobWatch] = [:]
    var poll: PollState
    var seesNoStrays = false

    /// - Parameters:
    ///   - commandTimeout: for each of the scheduler's commands. Schedulers under load take long: a minute is little.
    ///   - uptime: time since any moment; a clock that never goes back.
    ///   - atCrashPoint: called at every `CrashPoint`; for tests that kill the process there.
    public init(
        scheduler: any Scheduler, transport: any Transport, logger: Logger,
        commandTimeout: Duration = .seconds(60),
        uptime: @escaping @Sendable () -> Duration = JobRunner.timeSinceStart,
        atCrashPoint: @escaping @Sendable (CrashPoint) -> Void = { _ in }
    ) {
        self.scheduler = scheduler
        self.transport = transport
        self.logger = logger
        self.commandTimeout = commandTimeout
        self.uptime = uptime
        self.atCrashPoint = atCrashPoint
        poll = PollState(schedule: scheduler.pollSchedule)
    }

    /// Says that `point` was reached, here or by whoever drives this runner.
    public nonisolated func passes(_ point: CrashPoint) {
        atCrashPoint(point)
    }

    /// Writes the job's directories, files and script, and starts it.
    ///
    /// The same job submitted twice runs once: the second copy of the script ends by the first one's claim, and for
    /// direct jobs the answer is the first one's id. After a time-out or a crash the job may run: ask `find`.
    ///
    /// - Parameter willSubmit: called once all is written, right before the job is started.
    public func submit(
        _ job: JobSpecification, willSubmit: @Sendable () throws -> Void = {}
    ) async throws -> JobID {
        let job = scheduler.fitting(job)
        let script = try BatchScript(for: job, scheduler: scheduler)
        try await transport.createDirectory(job.directory)
        if let work = job.workDirectory {
            try await WorkDirectory.mark(work, for: job.token, through: transport)
        }
        for (index, step) in job.steps.enumerated() {
            if job.isArray { try await transport.createDirectory(job.home(ofStep: index)) }
            try await transport.createDirectory(step.directory)
            if !step.files.isEmpty { try await transport.upload(step.files, to: step.directory) }
        }
        try await transport.upload(
            [
                FileContent(path: "steps", text: BatchScript.stepList(of: job)),
                FileContent(path: "job.sh", text: script.text, permissions: 0o755),
            ] + (job.origin.map { [FileContent(path: JobSpecification.originFile, text: $0 + "\n")] } ?? []),
            to: job.directory)
        passes(.scriptWritten)
        try willSubmit()
        let id = try scheduler.jobID(fromSubmit: try await run(scheduler.submitCommand(for: job)))
        poll.submitted(at: uptime())
        let vanishingPath = scheduler.vanishingPath(of: id)
        watches[job.token] = JobWatch(
            awaited: job.steps.enumerated().map { index, step in
                .init(step: step.name, file: step.directory + "/done.json", home: job.home(ofStep: index))
            },
            isArray: job.isArray,
            endedFile: job.isArray || vanishingPath != nil ? nil : job.directory + "/ended.json",
            vanishingPath: vanishingPath, isOver: false)
        logger.info("submitted", metadata: ["job": "\(id)", "steps": "\(job.steps.count)"])
        passes(.submitted)
        return id
    }

    /// Looks for a job whose submission last began `age` ago. Of several the first is kept and the others are cancelled.
    public func find(_ job: JobReference, age: Duration) async throws -> JobSearch {
        var outputs: [CommandOutput] = []
        for command in scheduler.findCommands(for: job) { outputs.append(try await run(command)) }
        let search = try scheduler.jobIDs(fromFind: outputs, for: job, age: age)
        guard case .found(let ids) = search else { return search }
        for surplus in ids.dropFirst() {
            logger.warning("submitted twice: cancelling", metadata: ["job": "\(surplus)"])
            try await cancel(surplus, by: scheduler.cancelCommand(for: surplus, of: job))
        }
        return .found(Array(ids.prefix(1)))
    }

    /// One poll for all jobs. Every job asked for is in the answer.
    public func observe(_ jobs: [JobReference]) async throws -> [JobReference: JobObservation] {
        guard !jobs.isEmpty else { return [:] }
        let began = uptime()
        var found: [JobState] = []
        // A poll that failed has burdened the scheduler no less.
        defer {
            poll.ended(at: uptime(), after: uptime() - began, finding: found, grace: scheduler.absenceGrace)
        }
        let output = try await run(scheduler.statusCommand(for: jobs))
        let states = try scheduler.states(of: jobs, fromStatus: output)
        let endings = try scheduler.endings(of: jobs, fromStatus: output)
        let stepEndings = try scheduler.stepEndings(of: jobs, fromStatus: output)
        let secondsRunning = try scheduler.secondsRunning(of: jobs, fromStatus: output)
        let halts = try scheduler.haltReasons(of: jobs, fromStatus: output)
        let earlierSeconds = try scheduler.earlierSeconds(of: jobs, fromStatus: output)
        let owners = try scheduler.owners(of: jobs, fromStatus: output)
        let copies = try scheduler.waitingCopies(of: jobs, fromStatus: output)
        let report = try JobReport(output, of: "the job status")
        var observations: [JobReference: JobObservation] = [:]
        for job in jobs {
            let state = states[job] ?? .unknown(reason: "the scheduler says nothing of it")
            var observation = report.observation(of: job, state: state)
            observation.schedulerEnding = endings[job]
            observation.stepEndings = stepEndings[job] ?? [:]
            observation.owner = owners[job]
            observation.waitingCopies = copies[job] ?? []
            observation.secondsRunning = secondsRunning[job]
            observation.haltReason = halts[job]
            observation.earlierSeconds.merge(earlierSeconds[job] ?? [:]) { max($0, $1) }
            observations[job] = observation
            watches[job.token] = watch(for: job, state, report)
        }
        found = observations.values.map(\.state)
        return observations
    }

    private func watch(for job: JobReference, _ state: JobState, _ report: JobReport) -> JobWatch {
        let scripts = report.scripts(of: job.token)
        let isArray = scripts.contains { $0.steps.contains { $0.home != job.directory } }
        // Only of a job that is there can be news that it is gone.
        let vanishingPath = state == .running ? job.id.flatMap(scheduler.vanishingPath) : nil
        return JobWatch(
            awaited: scripts.flatMap(\.steps).filter { $0.record == nil }.map {
                .init(step: $0.name, file: $0.directory + "/done.json", home: $0.home)
            },
            isArray: isArray,
            endedFile: isArray || vanishingPath != nil || scripts.contains { $0.ending != nil }
                ? nil : job.directory + "/ended.json",
            vanishingPath: vanishingPath, isOver: state == .ended)
    }

    /// The default clock of a runner.
    public static let timeSinceStart: @Sendable () -> Duration = {
        let start = ContinuousClock.now
        return { ContinuousClock.now - start }
    }()

    /// Seconds until the scheduler is asked again although nothing has happened; `nil` before the first time.
    public var secondsToPoll: Double? { poll.due.map { max(0, ($0 - uptime()) / .seconds(1)) } }

    /// Ends a job and all its processes; one that has ended or was never started is fine. A job that is not there yet,
    /// although its submission may be under way, will not start any more.
    ///
    /// - Parameter sparingCopies: end only the job of that id. Otherwise all that the scheduler has taken of it are ended.
    /// - Throws: `SchedulerError.elsewhere` when the job was given to another scheduler; nothing is changed then.
    public func cancel(_ job: JobReference, sparingCopies: Bool = false) async throws {
        try await requireHome(of: job)
        if let id = job.id {
            let all = sparingCopies ? nil : scheduler.cancelAllCommand(of: job)
            return try await cancel(id, by: all ?? scheduler.cancelCommand(for: id, of: job))
        }
        if let prevention = scheduler.preventionCommand(for: job) {
            let output = try await run(prevention)
            guard output.succeeded else {
                throw SchedulerError.notPrevented(token: job.token, reason: output.complaint)
            }
        }
        do {
            switch try await find(job, age: .seconds(3600)) {
            case .found(let ids):
                for id in ids { try await cancel(id, by: scheduler.cancelCommand(for: id, of: job)) }
            case .none: break
            case .undecided(let reason): throw SchedulerError.uncertain(reason: reason)
            }
        } catch SchedulerError.unaccountable {
            // Forgotten is over: there is nothing to cancel.
        }
    }

    private func requireHome(of job: JobReference) async throws {
        guard let command = scheduler.homeCommand(for: job) else { return }
        try scheduler.requireHome(of: job, fromHome: try await run(command))
    }

    /// Leaves a mark in a job's directory by which no start of it begins another run: a scheduler may start again what it
    /// was told to end. A directory that is not there is not made, and none that cannot be written is complained of.
    public func shut(_ job: JobReference) async throws {
        _ = try await run(Command(bash: BatchScript.shuttingScript, arguments: [job.directory]))
    }

    /// Ends a copy of a job unless it has begun meanwhile.
    public func cancelWaiting(_ copy: JobID, of job: JobReference) async throws {
        guard let command = scheduler.cancelWaitingCommand(for: copy, of: job) else { return }
        let output = try await run(command)
        guard output.succeeded else {
            throw SchedulerError.notCancelled(job: copy, reason: output.complaint)
        }
        logger.info("cancelled a copy", metadata: ["job": "\(copy)"])
    }

    /// Why nothing can be written where a job is; `nil` when something can be, or when it is not the disk that forbids it.
    public func diskFault(of job: JobReference) async throws -> DiskFault? {
        try await WorkDirectory.fault(of: job.workDirectory ?? job.directory, through: transport)
    }

    /// Files of jobs, at most the first `limit` bytes of each; those that do not exist are left out.
    public func fetch(_ paths: [String], limit: Int) async throws -> [FileContent] {
        try await transport.download(paths, limit: limit)
    }

    private func cancel(_ id: JobID, by command: Command) async throws {
        let output = try await run(command)
        guard output.succeeded else {
            throw SchedulerError.notCancelled(job: id, reason: output.complaint)
        }
        logger.info("cancelled", metadata: ["job": "\(id)"])
    }

    func run(_ command: Command) async throws -> CommandOutput {
        try await transport.run(command, timeout: commandTimeout, outputLimit: 16 << 20)
    }
}
