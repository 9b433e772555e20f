/// A job's number and, on sites with several clusters, its cluster: `4711` or `4711;rome`, as `sbatch --parsable` prints
/// it; `4711_3` is a task of an array, `4711_[4-7]` those that have not begun.
struct SlurmJobID: Hashable, Comparable {
    /// Of the job; of the array its tasks belong to.
    let number: String
    /// `nil` for jobs, and for the tasks of an array that are shown together.
    let task: Int?
    let cluster: String?

    init?(parsing text: some StringProtocol) {
        let parts = text.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
        guard let words = parts.first?.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false),
            let number = words.first, !number.isEmpty, number.utf8.allSatisfy(Self.digits.contains)
        else { return nil }
        if parts.count == 2 {
            guard !parts[1].isEmpty, parts[1].allSatisfy({ !$0.isWhitespace }) else { return nil }
        }
        task = words.count == 2 ? Int(words[1]) : nil
        guard words.count == 1 || task != nil || words[1].hasPrefix("[") else { return nil }
        self.number = String(number)
        cluster = parts.count == 2 ? String(parts[1]) : nil
    }

    init?(_ id: JobID) { self.init(parsing: id.text) }

    /// Of the whole job: the tasks of an array have none of their own.
    var id: JobID { JobID(cluster.map { "\(number);\($0)" } ?? number) }

    /// The order in which the jobs were submitted.
    static func < (left: SlurmJobID, right: SlurmJobID) -> Bool {
        let counts = (left.number.count, right.number.count)
        return counts.0 == counts.1 ? left.number < right.number : counts.0 < counts.1
    }

    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
}
