import Execution
import Logging
import Search
import Tuning

/// Drives a study from this terminal: shows it, and stops cleanly on Ctrl-C.
struct DriveSession {
    let store: StudyStore
    let log: Logger
    /// Submit one round and leave.
    let detaches: Bool
    var desk = ClusterDesk()

    func run(
        _ name: String, changing change: @escaping @Sendable (inout StudySetUp) -> Void = { _ in }
    ) async throws {
        let record = try store.study(named: name)
        // What the study's file says anew of how its jobs get through counts from the first job on.
        var setUp = record.setUp
        change(&setUp)
        let connection = try await ClusterConnection(
            to: setUp, through: LocalTransport(logger: log), asking: desk)
        // What disturbs this machine does not disturb a cluster's nodes.
        let isHere = connection.cluster == nil
        let view: any ProgressView =
            Terminal.isInteractive
            ? LiveView(store: store, study: name, warnsOfLoad: isHere)
            : PlainView(store: store, study: name, warnsOfLoad: isHere)
        let driver = try StudyDriver.forStudy(in: store, connection, log: log, detaches: detaches) { event in
            if let line = EventText.line(event) { log.info("\(name): \(line)") }
            view.show(event)
        }
        try ProgramFinder.requireProgram(of: record, change)
        view.start()
        let driving = Task {
            try await SubmissionRefusal.naming(placeOf: connection.cluster) {
                try await driver.drive(name) { setUp in
                    change(&setUp)
                    connection.change(&setUp)
                }
            }
        }
        let signals = InterruptSignals(stop: { driving.cancel() }, leave: { view.end() })
        defer { signals.stop() }
        do {
            let end = try await driving.value
            view.end()
            try conclude(end, name)
        } catch is CancellationError {
            view.end()
            log.info("\(name): interrupted")
            throw try interruption(name)
        } catch {
            view.end()
            throw error
        }
    }

    private func conclude(_ end: StudyEnd, _ name: String) throws {
        let study = try LoadedStudy(try store.study(named: name))
        let trials = try store.trials(ofStudy: study.record.id)
        if case .detached = end {
            let hpltune = CommandName.text
            Terminal.say("\(end); that goes on without hpltune. What there is for it:")
            for (command, use) in [
                ("status", "how it stands"),
                ("sync", "one step, fit for cron: reads, submits, leaves"),
                ("resume", "drives it to its end"),
                ("watch", "follows what sync and resume do"),
            ] {
                Terminal.say("  \(hpltune) \(command.padding(to: 6)) \(name)   \(use)")
            }
            return
        }
        switch end {
        case .paused, .cancelled: throw try departure(end, name)
        case .jobCancelled: throw question(end, name)
        default: break
        }
        let hasFailed = if case .everythingFails = end { true } else { false }
        if hasFailed || !trials.contains(where: { $0.measurement != nil }) {
            throw CommandFailure(try FailureReport(trials: trials, end: end, study: study.record).text)
        }
        Terminal.say("")
        Terminal.say("Done: \(end).", indent: 6)
        let summary = Summary(
            study: study, trials: trials, calibrations: try store.calibrations(ofStudy: study.record.id))
        for line in summary.lines { Terminal.say(line, indent: 6) }
    }

    private func interruption(_ name: String) throws -> CommandFailure {
        CommandFailure(
            "\nInterrupted; everything is kept. \(try runningText(name))\nGo on with:  \(CommandName.text) resume \(name)",
            status: .interrupted)
    }

    /// Somebody else has cancelled a job.
    private func question(_ end: StudyEnd, _ name: String) -> CommandFailure {
        CommandFailure(
            "\nStopped: \(end).\nMake them:  \(CommandName.text) resume \(name)\nEnd it:     \(CommandName.text) cancel \(name)"
        )
    }

    /// Others asked this process to stop.
    private func departure(_ end: StudyEnd, _ name: String) throws -> CommandFailure {
        let result =
            if case .cancelled = end { "The study is \(end.outcomeText)." } else {
                "Everything is kept. \(try runningText(name))".trimmingTrailingSpaces
            }
        return CommandFailure(
            "\nStopped: \(end).\n\(result)\nGo on with:  \(CommandName.text) resume \(name)")
    }

    private func runningText(_ name: String) throws -> String {
        let id = try store.study(named: name).id
        let waiting = try JobText.all(ofStudy: id, in: store).filter(\.isWaiting)
        if let job = waiting.first {
            return "Its job stays in the queue and runs without hpltune: job \(job)."
        }
        if try store.openCalibration(ofStudy: id)?.state == .submitted {
            return "The calibration goes on to its end."
        }
        let running = try store.openJobs(ofStudy: id)
            .filter { $0.state == .submitted }.map(\.attempts.count).reduce(0, +)
        if running == 0 { return "" }
        return
            "\(NumberText.count(running, "run")) of this round \(running == 1 ? "goes" : "go") on to the end."
    }
}
