import Execution
import HPL
import Search

/// What a finished attempt left behind, read into an outcome.
struct OutcomeReader: Sendable {
    /// A run's output is some kilobytes; a vendor's with progress lines some hundreds. More is not an HPL output.
    static let outputLimit = 32 << 20

    let cores: Int?
    let flavor: Flavor

    init(for setUp: StudySetUp) {
        cores = setUp.resources.coresPerNode
        flavor = setUp.flavor
    }

    func outcome(
        of record: StepRecord, settings: HPLSettings, layout: RankLayout, output: [UInt8], errors: [UInt8]
    ) -> AttemptOutcome {
        let report = OutputReader.read(output)
        let evidence = RunEvidence(
            stdout: output, stderr: errors, exitStatus: record.exitStatus, signal: record.signal,
            timedOut: record.timedOut, ranks: settings.grid.processes, threads: layout.threadsPerRank,
            cores: cores)
        if let diagnosis = Diagnosis(of: evidence, report: report) {
            return .failed(TrialFailure(diagnosis))
        }
        if record.timedOut {
            return .failed(
                TrialFailure(
                    kind: FailureCause.timedOut.rawValue, failureClass: FailureCause.timedOut.failureClass,
                    message: "HPL printed its result but did not end within its time limit; "
                        + "see what it waits for with `hpltune logs`"))
        }
        if report.results.count > 1 {
            return .failed(
                TrialFailure(Diagnosis(differentRun: "\(report.results.count) results instead of one")))
        }
        guard let row = report.best else {
            return .failed(
                TrialFailure(
                    kind: FailureCause.noResult.rawValue, failureClass: FailureCause.noResult.failureClass,
                    message: "the output holds no result; look at it with `hpltune logs`"))
        }
        // Vendors' builds may choose another N or NB by themselves; netlib's runs what it is told, or reads another file.
        if flavor == .netlib || flavor == .hpcc, let difference = row.difference(from: settings) {
            return .failed(TrialFailure(Diagnosis(differentRun: difference)))
        }
        return .measured(Measurement(row, isContaminated: record.contaminated))
    }
}

extension TrialFailure {
    init(_ diagnosis: Diagnosis) {
        self.init(
            kind: diagnosis.cause.rawValue, failureClass: diagnosis.cause.failureClass,
            message: "\(diagnosis.summary); \(diagnosis.advice)")
    }
}

extension Measurement {
    /// The result is what the output echoes, not what was asked for: some vendors' builds rewrite NB and N.
    init(_ row: ResultRow, isContaminated: Bool) {
        self.init(
            variant: row.variant, n: row.n, nb: row.nb, p: row.p, q: row.q, seconds: row.seconds,
            gflops: row.gflops, residual: row.residuals.max() ?? 0,
            isContaminated: isContaminated)
    }
}
