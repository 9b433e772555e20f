/// A job's number and, on sites with several clusters, its cluster: `4711` or `4711;rome`, as `sbatch --parsable` prints
/// it; `4711_3` is the third task of an array.
struct SlurmJobID: Hashable, Comparable {
    let number: String
    let cluster: String?

    init?(parsing text: some StringProtocol) {
        let parts = text.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
        guard let number = parts.first, let first = number.first, first.isNumber,
            number.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "_") })
        else { return nil }
        if parts.count == 2 {
            guard !parts[1].isEmpty, parts[1].allSatisfy({ !$0.isWhitespace }) else { return nil }
        }
        self.number = String(number)
        cluster = parts.count == 2 ? String(parts[1]) : nil
    }

    init?(_ id: JobID) { self.init(parsing: id.text) }

    static func isAnswer(_ line: some StringProtocol) -> Bool { SlurmJobID(parsing: line) != nil }

    var id: JobID { JobID(cluster.map { "\(number);\($0)" } ?? number) }

    /// The order in which the jobs were submitted.
    static func < (left: SlurmJobID, right: SlurmJobID) -> Bool {
        let counts = (left.number.count, right.number.count)
        return counts.0 == counts.1 ? left.number < right.number : counts.0 < counts.1
    }
}
