import Tuning

extension JSONValue {
    /// `best --json`. `low` and `high` are the 95 % interval of the mean, null for a single run.
    public static func best(_ best: BestConfiguration, ofStudy name: String) -> JSONValue {
        .object([
            ("version", .integer(1)),
            ("study", .text(name)),
            ("trial", .integer(best.trial.number)),
            ("parameters", point(best.trial.candidate.point)),
            ("imported", .bool(best.trial.isImported)),
            ("contaminatedRuns", .integer(best.sharedRuns)),
            ("N", .integer(best.trial.measurement?.n ?? best.trial.n)),
            (
                "gflops",
                .object([
                    ("mean", .real(best.mean)), ("low", JSONValue(best.interval?.lowerBound)),
                    ("high", JSONValue(best.interval?.upperBound)), ("runs", .integer(best.runs.count)),
                ])
            ),
            (
                "rival",
                best.rival.map { rival in
                    .object([
                        ("parameters", point(rival.point)), ("mean", .real(rival.mean)),
                        ("runs", .integer(rival.runs.count)),
                    ])
                } ?? .null
            ),
            ("gainOverDefault", JSONValue(best.gainOverDefault.map { $0.rounded(places: 6) })),
            // Against the machine's dgemm peak, which this release does not measure.
            ("efficiency", .null),
        ])
    }
}
