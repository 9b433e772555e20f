import HPL
import Reporting

/// One file of `parse`.
struct ParsedFile {
    let name: String
    let report: OutputReport
    private let diagnosis: Diagnosis?
    private let inputFile: Bool

    init(name: String, bytes: [UInt8]) {
        self.name = name
        report = OutputReader.read(bytes)
        diagnosis =
            report.best == nil
            ? Diagnosis(of: RunEvidence(stdout: bytes, stderr: [], exitStatus: nil, ranks: 1), report: report)
            : nil
        inputFile = report.results.isEmpty && Self.isInputFile(bytes)
    }

    var summary: ParseSummary { ParseSummary(file: name, report: report) }

    /// What to say on standard error, and to fail for.
    func complaint(_ path: String) -> String? {
        if let truncation = report.truncation {
            return "\(path):\(truncation.line):\(truncation.column): \(truncation.message)"
        }
        if inputFile {
            return "\(path): this is an HPL.dat, HPL's input; look at it with `hpltune space \(path)`"
        }
        return nil
    }

    /// Why there is no result.
    var explanation: String {
        diagnosis.map { "no result: \($0.summary); \($0.advice)" } ?? "no result"
    }

    var json: JSONValue {
        .object([
            ("file", .text(name)),
            ("version", JSONValue(report.version)),
            ("vendor", JSONValue(report.vendor)),
            ("complete", .bool(report.reachedEnd && report.truncation == nil)),
            ("skipped", .integer(report.skipped)),
            ("results", .array(report.results.map(Self.json))),
            ("best", report.best.map(Self.json) ?? .null),
            ("failure", JSONValue(diagnosis?.cause.rawValue)),
            ("message", JSONValue(diagnosis.map { "\($0.summary); \($0.advice)" })),
        ])
    }

    private static func json(_ row: ResultRow) -> JSONValue {
        .object([
            ("line", .integer(row.line)), ("variant", .text(row.variant)), ("N", .integer(row.n)),
            ("NB", .integer(row.nb)), ("P", .integer(row.p)), ("Q", .integer(row.q)),
            ("seconds", .real(row.seconds)), ("gflops", .real(row.gflops)),
            ("residuals", .array(row.residuals.map { .real($0) })), ("check", .text(row.check.rawValue)),
        ])
    }

    /// HPL skips the first two lines of its input; the fourth begins with a device number.
    private static func isInputFile(_ bytes: [UInt8]) -> Bool {
        let lines = String(decoding: bytes.prefix(1_000), as: UTF8.self).split(separator: "\n").prefix(4)
        guard lines.count == 4, lines[0].lowercased().contains("hpl") else { return false }
        return lines[3].lowercased().contains("device")
    }
}
