import ArgumentParser
import Glibc
import Reporting
import Tuning

struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Follow a study that another hpltune drives, until it ends.",
        discussion: """
            Ctrl-C ends the watching, not the study. With --json every event of the study is a line, from its first one \
            on: {"id", "at", "kind", "trial", "text"}.
            """)

    @OptionGroup var study: StudyArgument
    @OptionGroup var global: GlobalOptions
    @OptionGroup var json: JSONOption

    func run() async throws {
        let store = try global.openForReading()
        let record = try study.record(in: store)
        let watch = StudyWatch(store: store, study: record.name)
        if json.isJSON { return try await printEvents(watch, record) }
        let view: any ProgressView =
            Terminal.isInteractive
            ? LiveView(store: store, study: record.name, warnsOfLoad: false)
            : PlainView(store: store, study: record.name, warnsOfLoad: false)
        let last = try store.lastEvent(ofStudy: record.id)?.id ?? 0
        let ended = try await untilInterrupted(leave: { view.end() }) {
            try await watch.follow(after: last) { stored in
                if let event = try watch.driverEvent(stored) {
                    view.show(event)
                } else if Self.isTold(stored.event.kind) {
                    view.show(note: stored.event.text)
                }
            } driver: { driver in
                let undriven = Self.undriven(try store.study(named: record.name))
                view.show(undriven: driver == nil ? undriven : nil)
                if let driver { view.show(note: "driven by \(driver)") }
            } job: {
                view.show($0)
            }
        }
        view.end()
        try conclude(ended, in: store)
    }

    /// What is neither a run nor a step of the driver's book-keeping.
    private static func isTold(_ kind: Event.Kind) -> Bool {
        switch kind {
        case .calibrated, .adopted, .warned, .asked, .stopped: true
        default: false
        }
    }

    private static func undriven(_ record: StudyRecord) -> String {
        (record.stopReason.map { "stopped: \($0); " } ?? "")
            + "nobody drives the study; `\(CommandName.text) resume \(record.name)` "
            + (record.awaitsSync ? "or `\(CommandName.text) sync` goes on" : "goes on")
    }

    private func printEvents(_ watch: StudyWatch, _ record: StudyRecord) async throws {
        _ = try await untilInterrupted(leave: {}) {
            try await watch.follow(after: 0) { stored in
                let trial = try stored.event.trialID.map { try watch.store.trial(id: $0).number }
                let line = JSONValue.object([
                    ("id", .integer(Int(stored.id))), ("at", .text(TimeText.iso8601(stored.at))),
                    ("kind", .text(stored.event.kind.rawValue)), ("trial", JSONValue(trial)),
                    ("text", .text(stored.event.text)),
                ])
                Terminal.say(line.line)
            } driver: { _ in
            }
        }
    }

    private func untilInterrupted<Value: Sendable>(
        leave: @escaping @Sendable () -> Void, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let watching = Task { try await body() }
        let signals = InterruptSignals(stop: { watching.cancel() }, leave: leave)
        // Unlike a study, watching is for its reader alone.
        signal(SIGPIPE, SIG_DFL)
        defer { signals.stop() }
        do {
            return try await watching.value
        } catch is CancellationError {
            leave()
            throw ExitCode(CommandFailure.Status.interrupted.rawValue)
        } catch {
            leave()
            throw error
        }
    }

    private func conclude(_ record: StudyRecord, in store: StudyStore) throws {
        let reason = record.stopReason ?? "by somebody"
        Terminal.say("")
        Terminal.say(record.state == .finished ? "Done: \(reason)." : "Cancelled \(reason).")
        guard record.setUp.problemSize != nil else { return }
        let study = try LoadedStudy(record)
        let summary = Summary(
            study: study, trials: try store.trials(ofStudy: record.id),
            calibrations: try store.calibrations(ofStudy: record.id))
        for line in summary.lines { Terminal.say(line, indent: 6) }
    }
}
