import HPL
import Search

/// Results from an HPL output of any vendor: those that PASSED.
enum OutputImport {
    static func read(_ bytes: [UInt8], file: String) throws(FileError) -> ImportReading {
        let report = OutputReader.read(bytes)
        var reading = ImportReading(file: file)
        var echo: (line: Int, parameters: [String: String]) = (0, [:])
        for row in report.results {
            if let own = report.echoes.last(where: { $0.line <= row.line }), own.line != echo.line {
                echo = (own.line, own.parameters)
            }
            guard row.check == .passed else {
                reading.leftOut.append(FileError(file: file, line: row.line, reason(row)))
                continue
            }
            do throws(PlacementError) {
                reading.results.append(
                    ForeignResult(
                        run: try RunDescription(row, echo: echo.parameters), gflops: row.gflops,
                        seconds: row.seconds, residual: row.residuals.max(), variant: row.variant,
                        line: row.line, column: nil))
            } catch {
                reading.leftOut.append(FileError(file: file, line: row.line, error.message))
            }
        }
        if let truncation = report.truncation {
            reading.leftOut.append(
                FileError(
                    file: file, line: truncation.line, column: truncation.column,
                    "\(truncation.message); this result is lost, run it again"))
        }
        if reading.results.isEmpty, reading.leftOut.isEmpty { throw nothing(in: bytes, report, file) }
        return reading
    }

    private static func reason(_ row: ResultRow) -> String {
        switch row.check {
        case .unchecked: "HPL did not check this result; only those that PASSED are taken"
        case .failed where !ResultRow.isPlausible(n: row.n, seconds: row.seconds, gflops: row.gflops):
            "\(row.gflops) Gflops in \(row.seconds) s cannot be true at N \(row.n); look at the output"
        default: "this result FAILED its residual check; only those that PASSED are taken"
        }
    }

    private static func isInputFile(_ bytes: [UInt8]) -> Bool {
        do throws(FileError) {
            _ = try InputFile(parsing: bytes, file: "")
            return true
        } catch {
            return false
        }
    }

    private static func nothing(in bytes: [UInt8], _ report: OutputReport, _ file: String) -> FileError {
        if isInputFile(bytes) {
            return FileError(
                file: file, line: 1, column: 1, "this is an HPL.dat, HPL's input; give what HPL printed")
        }
        let evidence = RunEvidence(stdout: bytes, stderr: [], exitStatus: nil, ranks: 1)
        guard let diagnosis = Diagnosis(of: evidence, report: report), diagnosis.cause != .outputUnreadable
        else {
            return FileError(
                file: file, line: 1, column: 1,
                "this is neither an HPL output, nor CSV with a line of column names, nor an export of hpltune's; "
                    + "give one of these")
        }
        return FileError(
            file: file, line: 1, column: 1, "it has no result: \(diagnosis.summary); \(diagnosis.advice)")
    }
}
