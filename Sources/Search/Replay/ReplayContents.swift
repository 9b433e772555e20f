/// The rows of a table, brought together by point and fidelity level.
///
/// Several good rows of the same point and level are replicates: the mean of their means counts. A point that failed in
/// some rows and succeeded in others counts as good.
struct ReplayContents: Sendable {
    let valid: ValidSet
    let levels: [FidelityLevel]
    /// For each point of `valid` what is known at which level, levels rising, the last one full.
    let entries: [[ReplayEntry]]
    let incompleteRows: Int
    let unscoredPoints: Int

    init(reading bytes: [UInt8], file: String, columns: ReplayColumns) throws(FileError) {
        var reader = CSVReader(bytes, file: file)
        guard let first = try reader.next() else {
            throw FileError(
                file: file, line: 1, column: 1,
                "the file is empty; a table begins with a line of column names")
        }
        let header = try ReplayHeader(first, columns: columns, file: file)
        var rows: [ReplayRow] = []
        while let cells = try reader.next() {
            if header.export?.leavesOut(cells, isOneLevel: header.fidelity == nil) ?? false { continue }
            rows.append(try ReplayRow(cells, header: header, file: file))
        }
        guard !rows.isEmpty else {
            throw FileError(
                file: file, line: first[0].line, column: 1,
                "the table has no rows below its column names; add measurements")
        }
        let parameters = header.names.indices.map { place in
            ParameterColumn(
                name: header.names[place], cells: rows.map { $0.parameters[place] },
                isNamedCategorical: header.isNamedCategorical[place])
        }
        var rowsOfTuple: [[UInt32]: [ReplayRow]] = [:]
        var incompleteRows = 0
        for (number, row) in rows.enumerated() {
            let tuple = parameters.compactMap { $0.valueIndices[number] }
            if tuple.count == parameters.count, row.size != nil {
                rowsOfTuple[tuple, default: []].append(row)
                continue
            }
            if case .measured = row.measurement,
                let place = parameters.firstIndex(where: { $0.valueIndices[number] == nil })
            {
                throw row.parameters[place].error(
                    in: file, "a good run without a value of `\(header.names[place])`; fill it in")
            }
            incompleteRows += 1
        }
        let top = rowsOfTuple.values.joined().compactMap(\.size).max() ?? 1
        let all = rowsOfTuple.mapValues { ReplayEntry.entries(of: $0, top: top) }
        let scored = all.filter { $0.value.last?.level == .full }.sorted {
            $0.key.lexicographicallyPrecedes($1.key)
        }
        valid = ValidSet(listing: scored.map(\.key), of: parameters.map(\.parameter))
        entries = scored.map(\.value)
        levels = Set(entries.joined().map(\.level)).sorted()
        self.incompleteRows = incompleteRows
        unscoredPoints = all.count - scored.count
    }
}
