/// One cell of a CSV file, with the place it begins at.
public struct CSVCell: Sendable, Hashable {
    public let text: String
    /// Counted from 1.
    public let line: Int
    /// In characters (Unicode scalars), counted from 1.
    public let column: Int

    /// An error that points at this cell.
    public func error(in file: String, _ message: String) -> FileError {
        FileError(file: file, line: line, column: column, message)
    }
}

/// Reads CSV record by record, as RFC 4180 has it: cells between commas, in double quotes where they hold a comma, a
/// quote (written twice) or a line end. Lines end with LF or CRLF (the last one with CR, where a file was cut); a byte order mark and empty lines are passed over.
public struct CSVReader {
    let file: String
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var column = 1

    /// - Parameter file: the name that errors begin with.
    public init(_ bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
    }

    /// The cells of the next record, at least one; `nil` at the end. Errors: a quote that is not closed or stands where
    /// none may, bytes that are not UTF-8.
    public mutating func next() throws(FileError) -> [CSVCell]? {
        while position < bytes.count, skipLineEnd() {}
        guard position < bytes.count else { return nil }
        var cells = [try cell()]
        while position < bytes.count, bytes[position] == UInt8(ascii: ",") {
            advance()
            cells.append(try cell())
        }
        _ = skipLineEnd()
        return cells
    }

    /// Leaves the position at the comma, at the line's end or at the end of the file.
    private mutating func cell() throws(FileError) -> CSVCell {
        let (startLine, startColumn) = (line, column)
        let isQuoted = position < bytes.count && bytes[position] == UInt8(ascii: "\"")
        let content = isQuoted ? try quoted() : try plain()
        guard let text = String(validating: content, as: UTF8.self) else {
            throw FileError(
                file: file, line: startLine, column: startColumn,
                "a cell that is not UTF-8; save the file as UTF-8")
        }
        return CSVCell(text: text, line: startLine, column: startColumn)
    }

    private mutating func plain() throws(FileError) -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: ","), !isAtLineEnd {
            if bytes[position] == UInt8(ascii: "\"") {
                throw failure(
                    "a quote in the middle of a cell; put the whole cell in quotes and double this one")
            }
            advance()
        }
        return bytes[start..<position]
    }

    private mutating func quoted() throws(FileError) -> ArraySlice<UInt8> {
        let opening = failure("this quote is never closed; close it")
        advance()
        var content: [UInt8] = []
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "\"") {
                advance()
                guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                    guard position == bytes.count || bytes[position] == UInt8(ascii: ",") || isAtLineEnd
                    else {
                        throw failure("text after a closing quote; end the cell with a comma")
                    }
                    return content[...]
                }
            }
            content.append(bytes[position])
            advance()
        }
        throw opening
    }

    private var isAtLineEnd: Bool {
        bytes[position] == UInt8(ascii: "\n")
            || bytes[position] == UInt8(ascii: "\r")
                && (position + 1 == bytes.count || bytes[position + 1] == UInt8(ascii: "\n"))
    }

    /// Passes over one line end, if there is one here.
    private mutating func skipLineEnd() -> Bool {
        guard position < bytes.count, isAtLineEnd else { return false }
        if bytes[position] == UInt8(ascii: "\r") { advance() }
        if position < bytes.count { advance() }
        return true
    }

    private mutating func advance() {
        let byte = bytes[position]
        position += 1
        if byte == UInt8(ascii: "\n") {
            (line, column) = (line + 1, 1)
        } else if position == bytes.count || bytes[position] & 0xc0 != 0x80 {
            column += 1
        }
    }

    private func failure(_ message: String) -> FileError {
        FileError(file: file, line: line, column: column, message)
    }
}
