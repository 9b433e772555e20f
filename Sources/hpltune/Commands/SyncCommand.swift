import ArgumentParser
import Execution
import Logging
import Tuning

struct SyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Look at studies once: read what has ended, submit what is due, leave.",
        discussion: """
            Made for cron: it prints a line for each study that something happened to, and nothing otherwise. Studies \
            that are being driven are left alone. A study begins with `hpltune optimize --detach`.
            """)

    @Argument(help: "Names of studies; all that are open when left out.")
    var studies: [String] = []

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        if studies.isEmpty, try !global.hasDatabase { return }
        _ = try global.openForReading()
        let store = try global.open()
        let log = try global.logging.logger("state")
        let names = try studies.isEmpty ? waiting(in: store) : studies
        var failures = 0
        var isAnyUnreachable = false
        var seen: Set<String> = []
        let desk = ClusterDesk()
        for name in names where seen.insert(name).inserted {
            var before: StoredEvent?
            do {
                before = try store.lastEvent(ofStudy: store.study(named: name).id)
                let (line, isReachable) = try await sync(name, in: store, log, desk)
                if let line { Terminal.say("\(name): \(line)") }
                if !isReachable { isAnyUnreachable = true }
            } catch is CancellationError {
                throw CancellationError()
            } catch StoreError.held(_, let holder) {
                // A study that is driven in a terminal all day must not fill cron's mail.
                if !studies.isEmpty || Terminal.isInteractive {
                    Terminal.say("\(name): being driven by \(holder); left alone")
                }
            } catch {
                let (line, status) = CommandFailure.explain(error)
                if status == .tryAgain { isAnyUnreachable = true } else { failures += 1 }
                log.error("\(name): \(error)")
                // As above: what cron has mailed once is no news. Whoever names a study asks for it.
                if SubmissionRefusal.isKnown(error, by: before), studies.isEmpty, !Terminal.isInteractive {
                    continue
                }
                Terminal.complain(CommandName.inAdvice(Self.line(line ?? "\(error)", of: name)))
            }
        }
        if failures > 0 { throw ExitCode(CommandFailure.Status.failed.rawValue) }
        if isAnyUnreachable { throw ExitCode(CommandFailure.Status.tryAgain.rawValue) }
    }

    /// Those that are open, and those that jobs may be in the queue of which a restored database does not know.
    private func waiting(in store: StudyStore) throws -> [String] {
        try store.studies().filter { try $0.awaitsSync || store.isToBeSearched($0) }.map(\.name)
    }

    /// In cron's mail every line has to say which study it is of.
    private static func line(_ text: String, of name: String) -> String {
        let words = text.hasPrefix("hpltune: ") ? text.dropFirst(9) : text[...]
        if words.contains("study `\(name)`") { return "hpltune: \(words)" }
        return "hpltune: study `\(name)`: \(words)"
    }

    /// - Returns: what changed, `nil` when there is nothing to say; and whether the study's cluster could be asked.
    private func sync(
        _ name: String, in store: StudyStore, _ log: Logger, _ desk: ClusterDesk
    ) async throws -> (line: String?, isReachable: Bool) {
        let record = try store.study(named: name)
        guard record.awaitsSync else {
            try await StrayEnding(store: store, log: log, desk: desk).end(record) {
                Terminal.say("\(name): \($0)")
            }
            // A pass over all studies has nothing else to say of it.
            if studies.isEmpty { return (nil, true) }
            let state = record.state == .open ? "stopped" : record.state.rawValue
            let reason = record.stopReason.map { ": \($0)" } ?? ""
            let next =
                record.state == .finished
                ? "next: \(try StudyStatus(record, in: store).nextStep)"
                : "go on with `\(CommandName.text) resume \(name)`"
            return ("\(state)\(reason); \(next)", true)
        }
        try ProgramFinder.requireProgram(of: record)
        let report = SyncReport()
        let connection = try await ClusterConnection(
            to: record.setUp, through: LocalTransport(logger: log), asking: desk)
        let driver = try StudyDriver.forStudy(in: store, connection, log: log) { event in
            if let line = EventText.line(event) { log.info("\(name): \(line)") }
            report.add(event)
        }
        let end = try await Patience.telling("\(name): waiting for an answer …") {
            try await SubmissionRefusal.naming(placeOf: connection.cluster) {
                try await driver.sync(name, changing: connection.change)
            }
        }
        guard let end else { return (nil, true) }
        if case .jobCancelled = end {
            throw CommandFailure("hpltune: study `\(name)` has stopped: \(end)")
        }
        if case .everythingFails = end {
            let failure = try store.trials(ofStudy: record.id).last { $0.failure != nil }?.failure
            throw CommandFailure(
                "hpltune: study `\(name)` has stopped: \(end); the last one: \(failure?.message ?? "no word"); "
                    + "mend it, then `\(CommandName.text) resume \(name)`")
        }
        let best = try store.progress(of: record).best?.measurement?.gflops
        return (report.line(end, best: best), connection.complaint == nil && !report.isSilent)
    }
}
