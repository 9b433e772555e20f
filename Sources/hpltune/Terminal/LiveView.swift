import Dispatch
import Search
import Synchronization
import Tuning

/// A block at the bottom of the terminal that is drawn anew whenever something happens, and once a second for the clock.
final class LiveView: ProgressView {
    private struct State {
        var trials: [TrialRecord] = []
        var jobs: [JobText] = []
        var note: String?
        /// The note is of something that was wrong, and may be well by now.
        var isWarning = false
        /// That nobody drives the study, whatever else happens.
        var undriven: String?
        /// When the note is no longer true.
        var noteEnds: ContinuousClock.Instant?
        var facts: StudyFacts?
        var expectedGain: Double?
        var drawnLines = 0
        var columns = 0
        var hasBegun = false
        var isOver = false
        var hasEnded = false
    }

    /// What does not change while a study is driven; worked out once, since a large space takes its time.
    private struct StudyFacts {
        let record: StudyRecord
        let expertDefault: PointHash?
        let varying: [String]
        /// The budget, or all points there are when those are fewer.
        let total: Int
    }

    private let store: StudyStore
    private let study: String
    private let state = Mutex(State())
    private let warnsOfLoad: Bool
    private let began = ContinuousClock.now
    private let hasColour = ProcessVariables["NO_COLOR"] == nil
    // Dispatch sources may be resumed and cancelled from anywhere.
    nonisolated(unsafe) private let timer: any DispatchSourceTimer

    /// - Parameter warnsOfLoad: what else runs here would disturb the runs.
    init(store: StudyStore, study: String, warnsOfLoad: Bool = true) {
        self.store = store
        self.study = study
        self.warnsOfLoad = warnsOfLoad
        timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "hpltune.live-view"))
        timer.setEventHandler { [weak self] in
            self?.lookAtJobs()
            self?.draw()
        }
        // At once, though nothing is due yet: a source that was never resumed may not be let go of.
        timer.resume()
    }

    func start() { show { _ in } }

    func show(_ event: DriverEvent) {
        show { state in
            state.noteEnds = nil
            switch event {
            case .ended:
                state.note = nil
            case .roundPlanned(_, let gain):
                state.note = nil
                state.expectedGain = gain
            case .submitted, .waiting, .began:
                // The jobs are shown themselves, with the time that passes.
                if state.isWarning { state.note = nil }
            case .silent(_, let reason, let until, let nextLook):
                state.note = EventText.shortSilence(reason, until: until, nextLook)
                state.noteEnds = nextLook.map { .now + .seconds($0 + 60) }
            default: state.note = EventText.line(event)
            }
            switch event {
            case .silent, .warning: state.isWarning = true
            case .submitted, .waiting, .began: break
            default: state.isWarning = false
            }
        }
    }

    func show(note: String) {
        show { state in
            state.note = note
            state.isWarning = false
            state.noteEnds = nil
        }
    }

    func show(undriven: String?) { show { $0.undriven = undriven } }

    private func show(_ change: (inout State) -> Void) {
        let isFirst = state.withLock { state in
            change(&state)
            defer { state.hasBegun = true }
            return !state.hasBegun
        }
        if isFirst { begin() }
        refresh()
    }

    private func begin() {
        if warnsOfLoad, let warning = LoadWarning.text { Terminal.tell(warning + "\n") }
        Terminal.tell("\u{1B}[?25l")  // hide the cursor
        timer.schedule(deadline: .now() + 1, repeating: 1)
    }

    func end() {
        guard state.withLock({ $0.hasBegun && !$0.hasEnded }) else { return }
        timer.cancel()
        state.withLock { $0.isOver = true }
        refresh()
        state.withLock { $0.hasEnded = true }
        Terminal.tell("\u{1B}[?25h")  // show the cursor
    }

    private func refresh() {
        do {
            let record = try store.study(named: study)
            let trials = try store.trials(ofStudy: record.id)
            let known = state.withLock { $0.facts?.record.setUp == record.setUp }
            let facts = known ? nil : try Self.facts(record)
            state.withLock { state in
                state.trials = trials
                if let facts { state.facts = facts }
            }
        } catch {
            state.withLock { $0.note = "warning: \(error)" }
        }
        lookAtJobs()
        draw()
    }

    /// A look may note of a job what is no event.
    private func lookAtJobs() {
        guard let id = state.withLock({ $0.facts?.record.id }) else { return }
        do {
            let jobs = try JobText.open(ofStudy: id, in: store)
            state.withLock { $0.jobs = jobs }
        } catch {
            state.withLock { $0.note = "warning: \(error)" }
        }
    }

    private static func facts(_ record: StudyRecord) throws -> StudyFacts {
        let budget = record.setUp.budget.trials
        guard record.setUp.problemSize != nil else {
            return StudyFacts(record: record, expertDefault: nil, varying: [], total: budget)
        }
        let study = try LoadedStudy(record)
        return StudyFacts(
            record: record, expertDefault: study.expertDefault,
            varying: study.space.searchSpace.parameters.filter { $0.values.count > 1 }.map(\.name),
            total: study.valid.isExhaustive ? min(budget, study.valid.count) : budget)
    }

    private func draw() {
        state.withLock { state in
            guard !state.hasEnded, let facts = state.facts else { return }
            let columns = Terminal.columns
            // A terminal made narrower has wrapped what stands there: begin anew on an empty one.
            let start: String
            if state.columns != 0, state.columns != columns {
                start = "\u{1B}[2J\u{1B}[H"
            } else {
                start = (state.drawnLines > 0 ? "\u{1B}[\(state.drawnLines)A" : "") + "\r"
            }
            let lines = frame(facts, state).lines(columns: columns, rows: Terminal.rows)
            let body = lines.map { "\u{1B}[2K\($0.rendered(columns: columns, colour: hasColour))\n" }.joined()
            Terminal.tell(start + body + "\u{1B}[J")
            state.drawnLines = lines.count
            state.columns = columns
        }
    }

    private func frame(_ facts: StudyFacts, _ state: State) -> LiveFrame {
        let setUp = facts.record.setUp
        return LiveFrame(
            study: facts.record.name, strategy: facts.record.strategyName,
            size: setUp.problemSize.map(String.init(describing:)) ?? "N to be found",
            progress: StudyProgress(
                trials: state.trials, nodes: setUp.resources.nodes, expertDefault: facts.expertDefault),
            trials: state.trials, budget: facts.total, varying: facts.varying,
            note: state.noteEnds.map { $0 < .now } == true ? nil : state.note,
            expectedGain: state.expectedGain, cluster: setUp.cluster?.name, jobs: state.jobs,
            isOver: state.isOver, undriven: state.undriven,
            elapsed: (ContinuousClock.now - began) / .seconds(1))
    }
}
