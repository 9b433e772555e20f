import Search
import Tuning

/// All trials as CSV (RFC 4180): one line a trial, the parameters as columns of their own.
public enum TrialsCSV {
    public static func text(_ trials: [TrialRecord]) -> String {
        var names: [String] = []
        for name in trials.flatMap(\.candidate.point.names) where !names.contains(name) { names.append(name) }
        let header =
            ["trial", "round", "state", "N"] + names + [
                "fidelity", "gflops", "seconds", "residual", "variant", "wall_seconds", "contaminated",
                "failure", "message",
                "queued_at", "started_at", "finished_at", "nodes", "why",
            ]
        let rows = trials.map { row($0, names: names) }
        return ([header] + rows).map { $0.map(CSVField.quoted).joined(separator: ",") + "\n" }.joined()
    }

    private static func row(_ trial: TrialRecord, names: [String]) -> [String] {
        let measurement = trial.measurement
        func number(_ value: Double?) -> String { value.map { String($0) } ?? "" }
        let point = names.map { trial.candidate.point[$0]?.description ?? "" }
        return [
            String(trial.number), String(trial.round), trial.stateName, String(measurement?.n ?? trial.n),
        ] + point + [
            number(trial.candidate.level.fraction), number(measurement?.gflops), number(measurement?.seconds),
            number(measurement?.residual), measurement?.variant ?? "",
            number(trial.wallSeconds?.rounded(places: 3)),
            measurement.map { String($0.isContaminated) } ?? "",
            trial.failure?.kind ?? "", trial.failure?.message ?? "", TimeText.iso8601(trial.queuedAt),
            trial.startedAt.map(TimeText.iso8601) ?? "", trial.finishedAt.map(TimeText.iso8601) ?? "",
            trial.hosts.joined(separator: " "), trial.candidate.why,
        ]
    }
}
