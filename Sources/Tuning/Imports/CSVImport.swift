import HPL
import Search

/// Results from a CSV file: hpltune's own export, or any with a line of column names (NB, grid or P and Q, N, gflops, …).
enum CSVImport {
    /// Errors of the file as a whole; what is wrong with a single line is in `leftOut`.
    static func read(
        _ bytes: [UInt8], file: String, ignoring ignored: Set<String>
    ) throws(FileError) -> ImportReading {
        var reader = CSVReader(bytes, file: file)
        var reading = ImportReading(file: file)
        guard let names = try reader.next() else {
            throw FileError(file: file, line: 1, column: 1, "the file is empty; add runs")
        }
        let header = try CSVImportHeader(names, file: file, ignoring: ignored)
        while let cells = try reader.next() {
            do throws(FileError) {
                reading.results += try CSVImportRow(cells, header, file: file).results()
            } catch {
                reading.leftOut.append(error)
            }
        }
        if reading.results.isEmpty, reading.leftOut.isEmpty {
            throw FileError(
                file: file, line: names[0].line, column: 1, "no run below the column names; add some")
        }
        return reading
    }
}
