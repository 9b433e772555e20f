import Search

/// Why a run failed, and what helps.
public struct Diagnosis: Sendable, Hashable {
    public let cause: FailureCause
    /// One sentence, without a full stop.
    public let summary: String
    /// What to do; one sentence, without a full stop.
    public let advice: String
    /// The line of the output that shows it.
    public let evidence: String?

    init(_ cause: FailureCause, _ summary: String, advice: String, evidence: String? = nil) {
        self.cause = cause
        self.summary = summary
        self.advice = advice
        self.evidence = evidence
    }

    /// `nil` when the run has a result that passed.
    public init?(of evidence: RunEvidence, report: OutputReport) {
        if report.best != nil { return nil }
        let text = EvidenceText(evidence)
        self =
            Self.ofResults(report)
            ?? Self.ofTimeOut(evidence, text)
            ?? Self.ofSymptoms(evidence, text)
            ?? Self.ofEnding(evidence, text)
            ?? Self.ofRemains(evidence, report, text)
    }

    /// HPL gave a result, of another run than was asked for.
    ///
    /// - Parameter difference: what `ResultRow.difference(from:)` says.
    public init(differentRun difference: String) {
        self.init(
            .differentRun, "HPL ran \(difference)",
            advice: "leave this value out of the space: this HPL replaces it by its own")
    }

    // MARK: - From what HPL says of its results

    private static func ofResults(_ report: OutputReport) -> Diagnosis? {
        if let row = report.results.first(where: { $0.check == .failed }) {
            let isTrue = ResultRow.isPlausible(n: row.n, seconds: row.seconds, gflops: row.gflops)
            if isTrue || row.residuals.contains(where: { !$0.isFinite || $0 > 1 }) {
                return Diagnosis(
                    .residualFailed, "the solution is wrong: its residual FAILED",
                    advice:
                        "suspect the BLAS (try another version or fewer threads), then memory and over-clocking",
                    evidence: "scaled residual " + row.residuals.map { "\($0)" }.joined(separator: ", "))
            }
            return Diagnosis(
                .implausibleResult, "HPL reports a rate that cannot be true",
                advice: "look at the output: time and Gflops do not fit to N",
                evidence: "N \(row.n) in \(row.seconds) s at \(row.gflops) Gflops")
        }
        if !report.results.isEmpty, report.reachedEnd {
            return Diagnosis(
                .residualUnchecked, "HPL did not check its result",
                advice: "set the threshold in HPL.dat to 16.0")
        }
        return nil
    }

    // MARK: - From what is printed

    private static func ofSymptoms(
        _ evidence: RunEvidence, _ text: EvidenceText, except: Set<FailureCause> = []
    ) -> Diagnosis? {
        for symptom in Symptom.table where !except.contains(symptom.cause) {
            guard let line = text.line(with: symptom.signs) else { continue }
            let found = Diagnosis(symptom.cause, symptom.summary, advice: symptom.advice, evidence: line)
            return symptom.cause == .tooFewProcesses ? found.withRanks(evidence.ranks) : found
        }
        return nil
    }

    /// Enough ranks were started, yet HPL saw fewer: then every rank ran alone.
    private func withRanks(_ ranks: Int) -> Diagnosis {
        let needed = evidence?.split(separator: " ").compactMap { Int($0) }.first
        guard let needed, needed <= ranks else { return self }
        return Diagnosis(
            cause, "\(counted(ranks, "rank")) were started, but they do not see each other",
            advice: "use the launcher of the MPI that HPL was built with", evidence: evidence)
    }

    // MARK: - From how it ended

    private static func ofTimeOut(_ evidence: RunEvidence, _ text: EvidenceText) -> Diagnosis? {
        guard evidence.timedOut else { return nil }
        // Being ended prints signs of its own; those say nothing.
        let ownSigns: Set<FailureCause> = [.cancelled, .crashed, .killedByOutOfMemory, .timedOut]
        if let reason = ofSymptoms(evidence, text, except: ownSigns) { return reason }
        if evidence.isOversubscribed, let cores = evidence.cores {
            return Diagnosis(
                .oversubscribed,
                "\(counted(evidence.ranks, "rank")) × \(counted(evidence.threads, "thread")) on \(counted(cores, "core")) took too long",
                advice: "take fewer ranks or fewer threads")
        }
        return Diagnosis(
            .timedOut, "the run took longer than its limit and was ended",
            advice: "this configuration is slow or hangs; a smaller N or a longer limit shows which",
            evidence: text.lastLine)
    }

    private static func ofEnding(_ evidence: RunEvidence, _ text: EvidenceText) -> Diagnosis? {
        switch (evidence.endingSignal, evidence.exitStatus) {
        case (9?, _):
            Diagnosis(
                .killedByOutOfMemory, "HPL was killed (signal 9), as the kernel does when memory runs out",
                advice: "choose a smaller N; `dmesg` on the node tells whether it was memory",
                evidence: text.lastLine)
        case (1?, _), (2?, _), (15?, _):
            Diagnosis(
                .cancelled, "the run was cancelled from outside", advice: "run it again",
                evidence: text.lastLine)
        case (4?, _):
            Diagnosis(
                .illegalInstruction, "HPL or its BLAS was built for another processor",
                advice: "build both on the node that runs them", evidence: text.lastLine)
        case (let signal?, _):
            Diagnosis(
                .crashed, "HPL crashed (signal \(signal))",
                advice: "look at its last lines; other threads, BLAS or MPI settings may help",
                evidence: text.lastLine)
        case (nil, 126?):
            Diagnosis(
                .notExecutable, "the executable cannot be run", advice: "chmod +x it", evidence: text.lastLine
            )
        case (nil, 127?):
            Diagnosis(
                .executableMissing, "a command was not found",
                advice: "name HPL and its launcher with full paths", evidence: text.lastLine)
        default:
            nil
        }
    }

    // MARK: - From what is left

    private static func ofRemains(
        _ evidence: RunEvidence, _ report: OutputReport, _ text: EvidenceText
    ) -> Diagnosis {
        if let truncation = report.truncation {
            return Diagnosis(
                .outputTruncated, "the output breaks off in line \(truncation.line): \(truncation.message)",
                advice: "run it again; if it repeats, look for a full disk or a job that is ended early",
                evidence: text.lastLine)
        }
        if report.skipped > 0 {
            return Diagnosis(
                .outOfMemory, "HPL skipped the test, as it does when memory does not suffice",
                advice: "choose a smaller N or more nodes", evidence: text.lastLine)
        }
        if !report.results.isEmpty {
            return Diagnosis(
                .residualUnchecked, "the output ends before HPL has checked its result",
                advice: "run it again; if it repeats, look for a full disk or a job that is ended early",
                evidence: text.lastLine)
        }
        if report.version != nil, !report.reachedEnd {
            return Diagnosis(
                .outputTruncated, "the output ends before HPL does",
                advice: "run it again; if it repeats, look for a full disk or a job that is ended early",
                evidence: text.lastLine)
        }
        if report.version == nil, !evidence.stdout.isEmpty {
            return Diagnosis(
                .outputUnreadable, "the output is none of HPL",
                advice: "check that the executable is an HPL, and run it by hand", evidence: text.lastLine)
        }
        let status = evidence.exitStatus.map { " (exit status \($0))" } ?? ""
        return Diagnosis(
            .noResult, "the run left no result\(status)",
            advice: "run it by hand to see what it says", evidence: text.lastLine)
    }
}
