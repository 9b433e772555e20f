import Search
import Tuning

extension JSONValue {
    /// One object a trial; the keys are documented in docs/json.md and never change their meaning.
    public static func trials(_ trials: [TrialRecord]) -> JSONValue {
        let originals = OriginalRuns(of: trials)
        return .array(trials.map { trial($0, originals) })
    }

    public static func trial(_ trial: TrialRecord, among trials: [TrialRecord]) -> JSONValue {
        self.trial(trial, OriginalRuns(of: trials))
    }

    private static func trial(_ trial: TrialRecord, _ originals: OriginalRuns) -> JSONValue {
        .object([
            ("id", .integer(trial.number)),
            ("round", .integer(trial.round)),
            ("parameters", point(trial.candidate.point)),
            ("N", .integer(trial.measurement?.n ?? trial.n)),
            ("fidelity", .real(trial.candidate.level.fraction)),
            ("state", .text(trial.stateName)),
            ("failure", JSONValue(trial.failure?.kind)),
            ("message", JSONValue(trial.failure?.message)),
            ("gflops", JSONValue(trial.measurement?.gflops)),
            ("seconds", JSONValue(trial.measurement?.seconds)),
            ("wallSeconds", JSONValue(trial.wallSeconds.map { $0.rounded(places: 3) })),
            ("residual", JSONValue(trial.measurement?.residual)),
            ("variant", JSONValue(trial.measurement?.variant)),
            ("contaminated", trial.measurement.map { .bool($0.isContaminated) } ?? .null),
            ("replicateOf", JSONValue(originals.number(of: trial))),
            ("attempts", .integer(trial.attempts.count)),
            ("jobID", JSONValue(trial.attempts.last?.schedulerID)),
            (
                "nodes",
                trial.hosts.isEmpty && !trial.isImported ? .null : .array(trial.hosts.map { .text($0) })
            ),
            ("queueSeconds", JSONValue(trial.queueSeconds.map { $0.rounded(places: 3) })),
            ("queuedAt", .text(TimeText.iso8601(trial.queuedAt))),
            ("startedAt", JSONValue(trial.startedAt.map(TimeText.iso8601))),
            ("finishedAt", JSONValue(trial.finishedAt.map(TimeText.iso8601))),
            ("imported", .bool(trial.isImported)),
            ("why", .text(trial.candidate.why)),
            (
                "expected",
                trial.candidate.expectation.map {
                    .object([("gflops", .real($0.mean)), ("deviation", .real($0.deviation))])
                } ?? .null
            ),
        ])
    }

    /// `{"NB": 192, "grid": "1x2"}`
    public static func point(_ point: Point) -> JSONValue {
        .object(zip(point.names, point.values).map { ($0, JSONValue($1)) })
    }

    public init(_ value: ParameterValue) {
        self =
            switch value {
            case .integer(let integer): .integer(integer)
            case .real(let real): .real(real)
            case .text(let text): .text(text)
            }
    }
}

/// The runs that others repeat.
private struct OriginalRuns {
    private struct Experiment: Hashable {
        let hash: PointHash
        let level: FidelityLevel
    }

    private let numbers: [Experiment: Int]

    init(of trials: [TrialRecord]) {
        let isRepeated = trials.contains { $0.candidate.replicate > 0 }
        let originals = isRepeated ? trials.filter { $0.candidate.replicate == 0 } : []
        numbers = Dictionary(originals.map { (Self.experiment($0), $0.number) }) { first, _ in first }
    }

    /// The number of the run that `trial` repeats; `nil` when it repeats none.
    func number(of trial: TrialRecord) -> Int? {
        trial.candidate.replicate == 0 ? nil : numbers[Self.experiment(trial)]
    }

    private static func experiment(_ trial: TrialRecord) -> Experiment {
        Experiment(hash: trial.candidate.point.hash, level: trial.candidate.level)
    }
}
