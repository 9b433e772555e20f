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

    func run(_ name: String) async throws {
        let view: any ProgressView =
            Terminal.isInteractive
            ? LiveView(store: store, study: name) : PlainView(store: store, study: name)
        let driver = StudyDriver(
            store: store,
            runner: JobRunner(
                scheduler: DirectScheduler(), transport: LocalTransport(logger: log), logger: log),
            holder: DriverProcess.holder(at: WallClock.now()), isRoot: geteuid() == 0,
            detaches: detaches, now: WallClock.now,
            notify: { event in
                if let line = EventText.line(event) { log.info("\(name): \(line)") }
                view.show(event)
            })
        view.begin()
        let driving = Task { try await driver.drive(name) }
        let signals = InterruptSignals { driving.cancel() }
        defer { signals.stop() }
        do {
            let end = try await driving.value
            view.end()
            try conclude(end, name)
        } catch is CancellationError {
            view.end()
            throw CommandFailure(
                "\nInterrupted; everything is kept, and a round that is running goes on to its end.\n"
                    + "Go on with:  hpltune resume \(name)", status: .interrupted)
        } catch {
            view.end()
            throw error
        }
    }

    private func conclude(_ end: StudyEnd, _ name: String) throws {
        let study = try LoadedStudy(try store.study(named: name))
        let trials = try store.trials(ofStudy: study.record.id)
        if case .everythingFails = end {
            throw CommandFailure(try FailureReport(trials: trials, end: end, study: name).text)
        }
        Terminal.say("")
        if case .detached = end {
            Terminal.say("\(end); look with `hpltune status \(name)`, go on with `hpltune resume \(name)`.")
            return
        }
        Terminal.say("Done: \(end).")
        for line in Summary(study: study, trials: trials).lines { Terminal.say(line) }
    }
}
