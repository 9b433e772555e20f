/// One line of a table, read.
struct ReplayRow: Sendable {
    /// What the run gave.
    enum Measurement: Sendable {
        /// The mean that the table holds, and single runs (at least one).
        case measured(mean: Double, replicates: [Double])
        case failed
    }

    /// The texts of the parameters' cells.
    let parameters: [CSVCell]
    /// The number in the fidelity column, 1 when there is none; `nil` when a failed run left it empty.
    let size: Double?
    let measurement: Measurement
    /// Seconds, 1 when there is no column for it; `nil` when a failed run left it empty.
    let cost: Double?

    /// The words in `status` that mean success: the tables' own, HPL's, and hpltune's in what it exports.
    private static let successes: Set<String> = ["ok", "PASSED", "measured"]

    /// Errors: too few or too many cells; a cell of a good run that is not a positive number.
    init(_ cells: [CSVCell], header: ReplayHeader, file: String) throws(FileError) {
        guard cells.count == header.width else {
            throw cells[cells.count - 1].error(
                in: file,
                "\(counted(cells.count, "cell")), the first line names \(counted(header.width, "column")); make this line agree"
            )
        }
        parameters = header.parameters.map { cells[$0] }
        let isGood = header.status.map { Self.successes.contains(cells[$0].text) } ?? true
        size = try Self.number(header.fidelity, of: cells, isRequired: isGood, otherwise: 1, in: file)
        cost = try Self.number(header.cost, of: cells, isRequired: isGood, otherwise: 1, in: file)
        guard isGood else {
            measurement = .failed
            return
        }
        var replicates: [Double] = []
        for place in header.replicates {
            // Not every configuration was run equally often.
            if let number = try Self.number(cells[place], isRequired: false, in: file) {
                replicates.append(number)
            }
        }
        let mean = try Self.number(cells[header.objective], isRequired: replicates.isEmpty, in: file)
        if let mean {
            measurement = .measured(mean: mean, replicates: replicates.isEmpty ? [mean] : replicates)
        } else {
            measurement = .measured(
                mean: replicates.reduce(0, +) / Double(replicates.count), replicates: replicates)
        }
    }

    /// The number in a column that the table need not have.
    private static func number(
        _ place: Int?, of cells: [CSVCell], isRequired: Bool, otherwise standard: Double, in file: String
    ) throws(FileError) -> Double? {
        guard let place else { return standard }
        return try number(cells[place], isRequired: isRequired, in: file)
    }

    /// `nil` for an empty cell that may be empty.
    private static func number(
        _ cell: CSVCell, isRequired: Bool, in file: String
    ) throws(FileError) -> Double? {
        let text = cell.text.filter { $0 != " " }
        if text.isEmpty, !isRequired { return nil }
        guard let number = Double(text), number.isFinite, number > 0 else {
            throw cell.error(
                in: file,
                "`\(cell.text)` is not a number above 0; correct it, or give the row a `status` other than ok"
            )
        }
        return number
    }
}
