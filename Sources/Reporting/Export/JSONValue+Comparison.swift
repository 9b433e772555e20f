import Tuning

extension JSONValue {
    /// `compare --json`; the keys are documented in docs/json.md and never change their meaning.
    public static func comparison(_ comparison: StudyComparison) -> JSONValue {
        .object([
            ("version", .integer(1)),
            ("studies", .array(comparison.studies.map(study))),
            ("differing", .array(comparison.rows.filter(\.differs).map { .text($0.name) })),
            ("verdict", verdict(comparison.verdict)),
            ("warnings", .array(comparison.warnings.map { .text($0) })),
        ])
    }

    private static func study(_ study: ComparedStudy) -> JSONValue {
        let setUp = study.record.setUp
        let best = study.best
        let machine: [(String, JSONValue)] = [
            ("hostname", .text(setUp.machine.hostname)), ("cpu", .text(setUp.machine.cpuModel)),
            ("cores", .integer(setUp.machine.cores)), ("nodes", .integer(setUp.resources.nodes)),
        ]
        let counts: [(String, JSONValue)] = [
            ("measured", .integer(study.progress.measured)), ("failed", .integer(study.progress.failed)),
            ("imported", .integer(study.progress.imported)),
        ]
        return .object([
            ("study", .text(study.name)),
            ("strategy", .text(study.record.strategyName)),
            ("state", .text(study.record.state.rawValue)),
            ("N", JSONValue(study.n)),
            ("trial", JSONValue(best?.trial.number)),
            ("imported", best.map { .bool($0.trial.isImported) } ?? .null),
            ("parameters", best.map { point($0.trial.candidate.point) } ?? .null),
            ("gflops", best.map(rate) ?? .null),
            ("gainOverDefault", JSONValue(best?.gainOverDefault?.rounded(places: 6))),
            ("trials", .object(counts)),
            ("nodeHours", .real(study.nodeHours.rounded(places: 6))),
            ("machine", .object(machine)),
            ("executable", .text(setUp.executable)),
        ])
    }

    private static func rate(_ best: BestConfiguration) -> JSONValue {
        .object([
            ("mean", .real(best.mean)), ("low", JSONValue(best.interval?.lowerBound)),
            ("high", JSONValue(best.interval?.upperBound)), ("runs", .integer(best.runs.count)),
        ])
    }

    private static func verdict(_ verdict: StudyComparison.Verdict) -> JSONValue {
        switch verdict {
        case .distinct(let winner, let rival, let gain):
            object(kind: "distinct", winner, rival, gain, nil)
        case .alike(let first, let second, let gain):
            object(kind: "alike", first, second, gain, nil)
        case .unknown(let reason):
            object(kind: "unknown", nil, nil, nil, reason)
        }
    }

    private static func object(
        kind: String, _ best: String?, _ rival: String?, _ gain: Double?, _ reason: String?
    ) -> JSONValue {
        .object([
            ("kind", .text(kind)), ("best", JSONValue(best)), ("rival", JSONValue(rival)),
            ("gain", JSONValue(gain.map { $0.rounded(places: 6) })), ("reason", JSONValue(reason)),
        ])
    }
}
