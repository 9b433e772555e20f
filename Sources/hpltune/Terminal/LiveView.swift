import Dispatch
import Synchronization
import Tuning

/// A block at the bottom of the terminal that is drawn anew whenever something happens, and once a second for the clock.
final class LiveView: ProgressView {
    private struct State {
        var trials: [TrialRecord] = []
        var note: String?
        var endedHere = 0
        var drawnLines = 0
        var hasEnded = false
    }

    private let store: StudyStore
    private let study: String
    private let state = Mutex(State())
    private let began = WallClock.now()
    // Dispatch sources may be resumed and cancelled from anywhere.
    nonisolated(unsafe) private let timer: any DispatchSourceTimer

    init(store: StudyStore, study: String) {
        self.store = store
        self.study = study
        timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "hpltune.live-view"))
    }

    func begin() {
        Terminal.write("\u{1B}[?25l")  // hide the cursor
        refresh()
        timer.setEventHandler { [weak self] in self?.draw() }
        timer.schedule(deadline: .now() + 1, repeating: 1)
        timer.resume()
    }

    func show(_ event: DriverEvent) {
        state.withLock { state in
            switch event {
            case .ended(let trial):
                if trial.teaches { state.endedHere += 1 }
                state.note = nil
            case .roundPlanned:
                state.note = nil
            default:
                state.note = EventText.line(event)
            }
        }
        refresh()
    }

    func end() {
        timer.cancel()
        state.withLock { $0.note = "" }
        refresh()
        state.withLock { $0.hasEnded = true }
        Terminal.write("\u{1B}[?25h")  // show the cursor
    }

    private func refresh() {
        do {
            let trials = try store.trials(ofStudy: try store.study(named: study).id)
            state.withLock { $0.trials = trials }
        } catch {
            state.withLock { $0.note = "warning: \(error)" }
        }
        draw()
    }

    private func draw() {
        do {
            let record = try store.study(named: study)
            try state.withLock { state in
                guard !state.hasEnded else { return }
                let lines = try frame(record, state).lines(columns: Terminal.columns)
                let up = state.drawnLines > 0 ? "\u{1B}[\(state.drawnLines)A" : ""
                let body = lines.map { "\u{1B}[2K\($0)\n" }.joined()
                Terminal.write(up + "\r" + body + "\u{1B}[J")
                state.drawnLines = lines.count
            }
        } catch {
            // Looking must not end the driving; the next second tries again.
            return
        }
    }

    private func frame(_ record: StudyRecord, _ state: State) throws -> LiveFrame {
        let setUp = record.setUp
        let expert = setUp.problemSize == nil ? nil : try LoadedStudy(record).expertDefault
        return LiveFrame(
            study: record.name, strategy: record.strategyName,
            size: setUp.problemSize.map(String.init(describing:)) ?? "N to be found",
            progress: StudyProgress(
                trials: state.trials, nodes: setUp.resources.nodes, expertDefault: expert),
            trials: state.trials, budget: setUp.budget.trials, note: state.note,
            elapsed: WallClock.now() - began, endedHere: state.endedHere)
    }
}
