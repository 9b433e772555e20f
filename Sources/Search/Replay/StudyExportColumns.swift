/// Where things stand in what `hpltune export --format csv` writes: a study's runs, which have no `status` but a `state`,
/// and much that is no parameter.
struct StudyExportColumns: Sendable, Hashable {
    let state: Int
    let parameters: Range<Int>
    private let level: Int

    private static let start = ["trial", "round", "state", "N"]
    private static let end = ["fidelity", "gflops", "seconds", "residual", "variant"]

    /// `nil` when these are another table's columns.
    init?(_ names: [String]) {
        guard names.starts(with: Self.start), names.last == "why",
            let level = names.firstIndex(of: Self.end[0]), level >= Self.start.count,
            names[level...].starts(with: Self.end)
        else { return nil }
        state = 2
        parameters = Self.start.count..<level
        self.level = level
    }

    /// Whether a line is none of a replay: a run that has not ended, or one of a smaller N where every run counts as a
    /// full one.
    func leavesOut(_ cells: [CSVCell], isOneLevel: Bool) -> Bool {
        guard cells.indices.contains(level) else { return false }
        if cells[state].text == "pending" { return true }
        return isOneLevel && Double(cells[level].text).map { $0 < 1 } ?? false
    }
}
