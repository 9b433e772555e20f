import Search

/// One output file in one line, for tables and CSV files.
public struct ParseSummary: Sendable, Hashable {
    /// The first line of the CSV form.
    public static let header = "file,results,passed,failed,unchecked,best_gflops,best_variant,N,NB,P,Q"

    public let file: String
    public let results: Int
    public let passed: Int
    public let failed: Int
    public let unchecked: Int
    public let best: ResultRow?

    /// - Parameter file: the name to show, the file's last path component as a rule.
    public init(file: String, report: OutputReport) {
        self.file = file
        results = report.results.count
        passed = report.count(.passed)
        failed = report.count(.failed)
        unchecked = report.count(.unchecked)
        best = report.best
    }

    /// A line of the CSV form, without its end; the columns of the best result are empty when there is none.
    public var csv: String {
        let counts = [results, passed, failed, unchecked].map(String.init)
        let columns =
            best.map {
                [String($0.gflops), $0.variant, String($0.n), String($0.nb), String($0.p), String($0.q)]
            } ?? Array(repeating: "", count: 6)
        return ([CSVField.quoted(file)] + counts + columns).joined(separator: ",")
    }

    /// The whole CSV form: header and one line for each file, each line ended.
    public static func csv(_ summaries: [ParseSummary]) -> String {
        ([header] + summaries.map(\.csv)).map { $0 + "\n" }.joined()
    }
}
