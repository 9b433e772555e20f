import HPL
import Search

/// What a file holds that a study may take.
public struct ImportReading: Sendable {
    /// The name that messages begin with.
    public let file: String
    var results: [ForeignResult] = []
    /// Runs without a result that may be taken, each with its place and the reason.
    public internal(set) var leftOut: [FileError] = []

    /// How many results may be taken.
    public var count: Int { results.count }
}

/// Reads results that were measured elsewhere. What a file is shows its content, never its name.
public enum ImportReader {
    /// - Parameters:
    ///   - bytes: of an HPL output of any vendor, of a CSV file, or of hpltune's JSON.
    ///   - file: the name that errors begin with.
    ///   - ignored: names of columns of a CSV file that are not to matter.
    /// - Throws: when the file is none of these, is damaged, or holds no run at all.
    public static func read(
        _ bytes: [UInt8], file: String, ignoring ignored: Set<String> = []
    ) throws(FileError) -> ImportReading {
        guard bytes.contains(where: { !isBlank($0) }) else {
            throw FileError(
                file: file, line: 1, column: 1,
                "the file is empty; give an HPL output, a CSV file, or an export of hpltune's")
        }
        if bytes.starts(with: Array("SQLite format 3\0".utf8)) {
            throw FileError(
                file: file, line: 1, column: 1,
                "this is an SQLite database; write its runs out with `hpltune export --format csv`, and give that"
            )
        }
        if isJSON(bytes) { return try JSONImport.read(bytes, file: file) }
        if try isCSV(bytes, file) { return try CSVImport.read(bytes, file: file, ignoring: ignored) }
        return try OutputImport.read(bytes, file: file)
    }

    /// An HPL output may begin with `[` as well (`[1,0]<stdout>:`), but not with `[{`.
    private static func isJSON(_ bytes: [UInt8]) -> Bool {
        let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes[...]
        let signs = Array(start.lazy.filter { !isBlank($0) }.prefix(2))
        switch signs.first {
        case UInt8(ascii: "{"):
            return signs.count < 2 || signs[1] == UInt8(ascii: "\"") || signs[1] == UInt8(ascii: "}")
        case UInt8(ascii: "["):
            return signs.count < 2 || signs[1] == UInt8(ascii: "{") || signs[1] == UInt8(ascii: "]")
        default: return false
        }
    }

    /// The first line has commas, and two of what is between them are names of columns. Error: semicolons or tabs in
    /// their place, as some spreadsheets write.
    private static func isCSV(_ bytes: [UInt8], _ file: String) throws(FileError) -> Bool {
        let lines = bytes.prefix(1 << 16).split(maxSplits: 1) { $0 == 0x0a }
        guard let first = lines.first else { return false }
        let text = String(decoding: first, as: UTF8.self).lowercased()
        let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }
        guard words.count(where: { CSVImportHeader.isKnown(String($0)) }) >= 2 else { return false }
        if text.contains(",") { return true }
        guard text.contains(";") || text.contains("\t"), !text.contains("t/v") else { return false }
        throw FileError(
            file: file, line: 1, column: 1,
            "the columns are not separated by commas; save the file as CSV with commas")
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
}
