/// Which column of a table means what: the first line of the file and what the user said, brought together.
struct ReplayHeader: Sendable {
    let width: Int
    /// Places of the parameters' columns: all before `status` (before the objective in a table without it) that are not
    /// used for something else.
    let parameters: [Int]
    let names: [String]
    /// Whether each parameter was named categorical.
    let isNamedCategorical: [Bool]
    let status: Int?
    let objective: Int
    /// Places of `r0`, `r1`, …: single measurements of the table's own objective, the first column after `status`.
    let replicates: [Int]
    let fidelity: Int?
    let cost: Int?
    /// The columns of a study's export that say which lines are no runs to replay; `nil` for every other table.
    let export: StudyExportColumns?

    /// Errors: a column twice or without a name, a column that is not there (with the nearest one), a column that was
    /// given two meanings, no parameter left.
    init(_ cells: [CSVCell], columns: ReplayColumns, file: String) throws(FileError) {
        var places: [String: Int] = [:]
        for (place, cell) in cells.enumerated() {
            guard !cell.text.isEmpty else {
                throw cell.error(in: file, "a column without a name; the first line names every column")
            }
            guard places.updateValue(place, forKey: cell.text) == nil else {
                throw cell.error(in: file, "the column `\(cell.text)` is there twice; rename one")
            }
        }
        func find(_ name: String) throws(FileError) -> Int {
            guard let place = places[name] else {
                throw FileError(
                    file: file, line: cells[0].line, column: 1,
                    unknownWord("column", name, among: cells.map(\.text), listing: true))
            }
            return place
        }
        func findIfGiven(_ name: String?) throws(FileError) -> Int? {
            guard let name else { return nil }
            return try find(name)
        }
        let objective = try find(columns.objective)
        let fidelity = try findIfGiven(columns.fidelity)
        let cost = try findIfGiven(columns.cost)
        let export = StudyExportColumns(cells.map(\.text))
        let status = export?.state ?? places["status"]
        var taken: Set<Int> = []
        for place in [status, objective, fidelity, cost].compactMap({ $0 }) {
            guard taken.insert(place).inserted else {
                throw cells[place].error(
                    in: file, "the column `\(cells[place].text)` cannot mean two things; name another one")
            }
        }
        for name in columns.ignored { taken.insert(try find(name)) }
        let parameters = (export?.parameters ?? 0..<(status ?? objective)).filter { !taken.contains($0) }
        guard !parameters.isEmpty else {
            throw FileError(
                file: file, line: cells[0].line, column: 1,
                "no column is left for a parameter; parameters stand "
                    + (export == nil
                        ? "before `\(cells[status ?? objective].text)`" : "between `N` and `fidelity`")
            )
        }
        for name in columns.categorical {
            let place = try find(name)
            guard parameters.contains(place) else {
                throw cells[place].error(
                    in: file,
                    "`\(name)` is no parameter and cannot be categorical; the parameters are "
                        + parameters.map { "`\(cells[$0].text)`" }.joined(separator: ", "))
            }
        }
        width = cells.count
        self.parameters = parameters
        names = parameters.map { cells[$0].text }
        isNamedCategorical = parameters.map { columns.categorical.contains(cells[$0].text) }
        self.status = status
        self.objective = objective
        self.fidelity = fidelity
        self.cost = cost
        self.export = export
        // The replicates of another column say nothing about this one.
        let isOwnObjective = status.map { objective == $0 + 1 } ?? true
        replicates = isOwnObjective ? Self.replicates(in: places) : []
    }

    private static func replicates(in places: [String: Int]) -> [Int] {
        var found: [Int] = []
        while let place = places["r\(found.count)"] { found.append(place) }
        return found
    }
}
