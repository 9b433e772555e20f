import Search
import Synchronization
import Tuning

/// One line an event: for files, pipes and cron.
final class PlainView: ProgressView {
    private let store: StudyStore
    private let study: String
    private let warnsOfLoad: Bool
    /// By level: a smaller N is another race.
    private let best = Mutex<[FidelityLevel: Double]>([:])

    /// - Parameter warnsOfLoad: what else runs here would disturb the runs.
    init(store: StudyStore, study: String, warnsOfLoad: Bool = true) {
        self.store = store
        self.study = study
        self.warnsOfLoad = warnsOfLoad
    }

    /// The silence that was told last: not at every poll that finds it going on.
    private let silence = Mutex<String?>(nil)
    private let hasBegun = Mutex(false)

    /// Lines tell of events alone.
    func start() {}

    private func begin() {
        let isFirst = hasBegun.withLock { begun in
            defer { begun = true }
            return !begun
        }
        guard isFirst else { return }
        do {
            let record = try store.study(named: study)
            let place = record.setUp.cluster.map { " on cluster \($0.name)" } ?? ""
            Terminal.tell("study \(study)\(place)\n")
            if warnsOfLoad, let warning = LoadWarning.text { Terminal.tell(warning + "\n") }
            let trials = try store.trials(ofStudy: record.id)
            best.withLock { best in
                for trial in trials {
                    guard let gflops = trial.measurement?.gflops else { continue }
                    best[trial.candidate.level] = max(best[trial.candidate.level] ?? 0, gflops)
                }
            }
        } catch {
            Terminal.complain("warning: \(error)")
        }
    }

    func show(_ event: DriverEvent) {
        begin()
        guard let line = EventText.line(event) else { return }
        var told: String?
        if case .silent(let job, let reason, let until, _) = event {
            told = EventText.silence(of: job, reason, until: until)
        }
        let isKnown = silence.withLock { silence in
            defer { silence = told }
            return told != nil && silence == told
        }
        if isKnown { return }
        var mark = ""
        if case .ended(let trial) = event, let gflops = trial.measurement?.gflops {
            let level = trial.candidate.level
            let isBest = best.withLock { best in
                let known = best[level] ?? 0
                best[level] = max(known, gflops)
                return gflops > known
            }
            if isBest { mark = level < .full ? "  (fastest so far of this size)" : "  (fastest so far)" }
        }
        Terminal.tell(line + mark + "\n")
    }

    func show(note: String) {
        begin()
        Terminal.tell(note + "\n")
    }

    func show(undriven: String?) {
        if let undriven { show(note: undriven) }
    }

    func end() {}
}
