import Search

extension JSONValue {
    /// What `simulate --json` prints; the keys are documented in docs/json.md and never change their meaning.
    ///
    /// - Parameter withCost: whether the table has costs, so that `cost` belongs to each seed.
    public static func replay(_ report: ReplayReport, withCost: Bool = false) -> JSONValue {
        let milliseconds = report.millisecondsPerProposal
        return .object([
            ("table", .text(report.table)),
            ("strategy", .text(report.strategy)),
            ("batch", .integer(report.batch)),
            ("budget", .integer(report.budget)),
            ("seeds", .array(report.runs.map { seed($0, withCost: withCost) })),
            ("at", marks(of: \.recommended, in: report)),
            ("atObserved", marks(of: \.curve, in: report)),
            (
                "milliseconds_per_proposal",
                .object([("median", .real(milliseconds.median)), ("max", .real(milliseconds.max))])
            ),
        ])
    }

    private static func seed(_ run: ReplayRun, withCost: Bool) -> JSONValue {
        var pairs: [(String, JSONValue)] = [
            ("seed", .integer(Int(clamping: run.seed))),
            ("curve", .array(run.curve.map { .real($0) })),
            ("recommended", .array(run.recommended.map { .real($0) })),
            ("duplicates", .integer(run.duplicates)),
            ("invalid", .integer(run.invalid)),
            ("failures", .integer(run.failures)),
        ]
        if withCost { pairs.append(("cost", .array(run.cost.map { .real($0) }))) }
        return .object(pairs)
    }

    private static func marks(of scores: KeyPath<ReplayRun, [Double]>, in report: ReplayReport) -> JSONValue {
        .object(
            report.marks.map { count in
                let summary = report.summary(of: scores, after: count)
                return (
                    String(count), .object([("mean", .real(summary.mean)), ("min", .real(summary.min))])
                )
            })
    }
}
