import Execution
import Glibc
import HPL
import Logging
import Search
import Tuning

/// Drives a study from this terminal: shows it, and stops cleanly on Ctrl-C.
struct DriveSession {
    let store: StudyStore
    let log: Logger
    /// Submit one round and leave.
    let detaches: Bool

    func run(
        _ name: String, changing change: @escaping @Sendable (inout StudySetUp) -> Void = { _ in }
    ) async throws {
        let view: any ProgressView =
            Terminal.isInteractive
            ? LiveView(store: store, study: name) : PlainView(store: store, study: name)
        let driver = StudyDriver(
            store: store,
            runner: JobRunner(
                scheduler: DirectScheduler(), transport: LocalTransport(logger: log), logger: log),
            holder: DriverProcess.holder(at: WallClock.now()), isRoot: geteuid() == 0,
            detaches: detaches, backups: try Self.backups(of: store), now: WallClock.now,
            notify: { event in
                if let line = EventText.line(event) { log.info("\(name): \(line)") }
                view.show(event)
            })
        try checkProgram(try store.study(named: name), change)
        let driving = Task { try await driver.drive(name, changing: change) }
        let signals = InterruptSignals(stop: { driving.cancel() }, leave: { view.end() })
        defer { signals.stop() }
        do {
            let end = try await driving.value
            view.end()
            try conclude(end, name)
        } catch is CancellationError {
            view.end()
            throw try interruption(name)
        } catch {
            view.end()
            throw error
        }
    }

    private static func backups(of store: StudyStore) throws -> BackupSchedule? {
        let preferences = try Preferences.read()
        guard preferences.backupInterval > 0 else { return nil }
        return BackupSchedule(of: store, every: preferences.backupInterval, keeping: preferences.backupCount)
    }

    private func conclude(_ end: StudyEnd, _ name: String) throws {
        let study = try LoadedStudy(try store.study(named: name))
        let trials = try store.trials(ofStudy: study.record.id)
        if case .detached = end {
            Terminal.say("\(end); look with `\(CommandName.text) status \(name)`,")
            Terminal.say("go on with `\(CommandName.text) resume \(name)`.")
            return
        }
        let hasFailed = if case .everythingFails = end { true } else { false }
        if hasFailed || !trials.contains(where: { $0.measurement != nil }) {
            throw CommandFailure(try FailureReport(trials: trials, end: end, study: name).text)
        }
        Terminal.say("")
        Terminal.say("Done: \(end).")
        let summary = Summary(
            study: study, trials: trials, calibrations: try store.calibrations(ofStudy: study.record.id))
        for line in summary.lines { Terminal.say(line) }
    }

    private func interruption(_ name: String) throws -> CommandFailure {
        let running = try store.openJobs(ofStudy: try store.study(named: name).id)
            .filter { $0.state == .submitted }.map(\.attempts.count).reduce(0, +)
        let jobs =
            running > 0
            ? "\(NumberText.count(running, "run")) of this round \(running == 1 ? "goes" : "go") on to the end."
            : ""
        return CommandFailure(
            "\nInterrupted; everything is kept. \(jobs)\nGo on with:  \(CommandName.text) resume \(name)",
            status: .interrupted)
    }

    /// Said at once rather than by three failed runs.
    private func checkProgram(_ record: StudyRecord, _ change: (inout StudySetUp) -> Void) throws {
        var setUp = record.setUp
        change(&setUp)
        guard ProgramFinder.isProgram(setUp.executable) else {
            throw CommandFailure(
                "hpltune: the HPL of study `\(record.name)`, \(setUp.executable), is not there or cannot be run; "
                    + "put it back, or start another study with --study NAME")
        }
    }
}
