import HPL
import Search

/// One line of a CSV file with results.
struct CSVImportRow {
    private let cells: [CSVCell]
    private let columns: [CSVImportHeader.Column]
    private let file: String

    /// Error: too few or too many cells.
    init(_ cells: [CSVCell], _ header: CSVImportHeader, file: String) throws(FileError) {
        guard cells.count == header.columns.count else {
            throw cells[cells.count - 1].error(
                in: file,
                "\(counted(cells.count, "cell")), and the first line names \(counted(header.columns.count, "column")); make this line agree"
            )
        }
        self.cells = cells
        columns = header.columns
        self.file = file
    }

    /// One, or one for each single run.
    func results() throws(FileError) -> [ForeignResult] {
        try checkState()
        let run = try description()
        var results: [ForeignResult] = []
        let (work, residual) = (try work(), try residual())
        for (cell, column) in zip(cells, columns) {
            guard case .singleRun = column, !text(of: cell).isEmpty else { continue }
            let rate = try rate(cell)
            results.append(
                ForeignResult(
                    run: run, gflops: rate, seconds: work.map { $0 / rate }, residual: residual,
                    isContaminated: try isContaminated(), line: cell.line, column: cell.column))
        }
        if !results.isEmpty { return results }
        guard let cell = cell(.gflops), !text(of: cell).isEmpty else {
            throw (cell(.gflops) ?? cells[0]).error(
                in: file, "no rate; fill gflops in, or leave this line out")
        }
        return [
            ForeignResult(
                run: run, gflops: try rate(cell), seconds: try seconds(), residual: residual,
                variant: told(.variant)?.text, isContaminated: try isContaminated(), line: cell.line,
                column: cell.column)
        ]
    }

    /// Only good runs have a result.
    private func checkState() throws(FileError) {
        guard let state = told(.state) else { return }
        let word = state.text.lowercased()
        if ["measured", "ok", "passed"].contains(word) { return }
        if word == "pending" {
            throw state.cell.error(in: file, "this run had not ended; only measured ones are taken")
        }
        let kind = told(.failure).map { " (\($0.text))" } ?? ""
        throw state.cell.error(
            in: file, "this run is marked `\(state.text)`\(kind); only measured, ok or PASSED ones are taken")
    }

    private func description() throws(FileError) -> RunDescription {
        var run = RunDescription(n: nil)
        if let variant = told(.variant) {
            guard let code = VariantCode(variant.text) else {
                throw variant.cell.error(
                    in: file, "`\(variant.text)` is no variant code of HPL, such as WR11C2R4; correct it")
            }
            run.take(code)
        }
        if let n = told(.n) { run.n = try integer(n, "N") }
        for case (let cell, .parameter(let name)) in zip(cells, columns) {
            let text = text(of: cell)
            if !text.isEmpty { run.values[name] = Self.plainInteger(text) }
        }
        if let p = told(.p), let q = told(.q) {
            let grid = ProcessGrid(p: try integer(p, "P"), q: try integer(q, "Q"))
            if let other = run.values["grid"], ProcessGrid(other) != grid {
                throw p.cell.error(in: file, "P and Q are \(grid), and grid is \(other); correct one")
            }
            run.values["grid"] = grid.description
        }
        return run
    }

    // MARK: - Cells

    private typealias Told = (cell: CSVCell, text: String)

    private func text(of cell: CSVCell) -> String { CSVImportHeader.trimmed(cell.text) }

    private func cell(_ column: CSVImportHeader.Column) -> CSVCell? {
        columns.firstIndex(of: column).map { cells[$0] }
    }

    /// `nil` for an empty cell too.
    private func told(_ column: CSVImportHeader.Column) -> Told? {
        guard let cell = cell(column) else { return nil }
        let text = text(of: cell)
        return text.isEmpty ? nil : (cell, text)
    }

    private func integer(_ told: Told, _ name: String) throws(FileError) -> Int {
        guard let number = Int(Self.plainInteger(told.text)), number > 0, number <= Int(Int32.max) else {
            throw told.cell.error(
                in: file, "`\(told.text)` is no \(name); write a whole number from 1 to \(Int32.max)")
        }
        return number
    }

    private func rate(_ cell: CSVCell) throws(FileError) -> Double {
        let text = text(of: cell)
        guard let rate = Self.number(text), rate > 0 else {
            throw cell.error(in: file, "`\(text)` is no rate in Gflops; write a number above 0")
        }
        return rate
    }

    private func seconds() throws(FileError) -> Double? {
        guard let told = told(.seconds) else { return nil }
        guard let seconds = Self.number(told.text), seconds >= 0 else {
            throw told.cell.error(
                in: file, "`\(told.text)` are no seconds; write a number, or leave it empty")
        }
        return seconds
    }

    /// Billions of operations, by the mean of single runs: their own times follow from it.
    private func work() throws(FileError) -> Double? {
        guard let mean = told(.gflops), let seconds = try seconds() else { return nil }
        return try rate(mean.cell) * seconds
    }

    private func residual() throws(FileError) -> Double? {
        guard let told = told(.residual) else { return nil }
        guard let residual = Self.number(told.text), residual >= 0,
            residual < ForeignResult.largestResidual
        else {
            throw told.cell.error(
                in: file,
                "the residual is `\(told.text)`, so the solution is wrong (it must be below 16); leave the run out"
            )
        }
        return residual
    }

    private func isContaminated() throws(FileError) -> Bool {
        guard let told = told(.contaminated) else { return false }
        switch told.text.lowercased() {
        case "true", "yes", "1": return true
        case "false", "no", "0": return false
        default:
            throw told.cell.error(in: file, "`\(told.text)` is neither true nor false; write one of them")
        }
    }

    /// A finite decimal number; Swift's `Double` also reads `0x1p3` and `nan`, which nobody means to write.
    static func number(_ text: String) -> Double? {
        guard text.allSatisfy({ "0123456789+-.eE".contains($0) }), let number = Double(text), number.isFinite
        else { return nil }
        return number
    }

    /// Spreadsheets write `192.0` for 192.
    private static func plainInteger(_ text: String) -> String {
        guard text.hasSuffix(".0"), Int(text.dropLast(2)) != nil else { return text }
        return String(text.dropLast(2))
    }
}
