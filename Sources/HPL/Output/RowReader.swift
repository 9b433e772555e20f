/// Finds and reads the result row of a line.
enum RowReader {
    struct Row {
        let variant: String
        var numbers: [Int] = [0, 0, 0, 0]
        var seconds = 0.0
        var gflops = 0.0
        let line: Int
    }

    enum Finding {
        case row(Row)
        case broken(OutputReport.Truncation)
        /// Something that begins like a row but is none.
        case lookalike
    }

    /// Prefixes such as `[1,0]<stdout>:` or a time stamp are short; further right nothing is a row.
    private static let longestPrefix = 256
    private static let longestCode = 24

    /// `nil` when the line has nothing to do with a row.
    static func find(in line: OutputLine, _ layout: ColumnLayout) -> Finding? {
        var start = 0
        while let index = line.firstIndex(of: UInt8(ascii: "W"), from: start), index < longestPrefix {
            if let code = code(in: line, at: index) { return read(line, code, layout) }
            start = index + 1
        }
        return nil
    }

    /// `WR` or `WC`, a capital or not, a digit, and more digits and letters, up to a blank or the end.
    private static func code(in line: OutputLine, at index: Int) -> Range<Int>? {
        let bytes = line.bytes
        guard index + 2 < line.count,
            bytes[index + 1] == UInt8(ascii: "R") || bytes[index + 1] == UInt8(ascii: "C"),
            index == 0 || !OutputLine.isWordByte(bytes[index - 1])
        else { return nil }
        let form = OutputLine.isCapital(bytes[index + 2]) ? 1 : 0
        guard index + 2 + form < line.count, OutputLine.isDigit(bytes[index + 2 + form]) else { return nil }
        let code = line.word(from: index)
        guard code.count <= longestCode, code.allSatisfy({ OutputLine.isWordByte(bytes[$0]) }) else {
            return nil
        }
        return code
    }

    private static func read(_ line: OutputLine, _ code: Range<Int>, _ layout: ColumnLayout) -> Finding {
        var row = Row(variant: line.text(code), line: line.number)
        var word = code
        var position = 0
        for (column, columnPosition) in layout.inOrder {
            while position < columnPosition {
                let next = line.word(from: word.upperBound)
                if next.isEmpty { return missing(column, line, code, end: word.upperBound) }
                if position == 0, !startsNumber(line, next) { return .lookalike }
                word = next
                position += 1
            }
            guard row.take(line.text(word), as: column) else {
                return broken(
                    line, code, at: word.lowerBound, "`\(line.text(word))` is no value of \(column.name)")
            }
            if column == .gflops, !isWhole(line, word) {
                return broken(line, code, at: word.upperBound, "the row breaks off inside Gflops")
            }
        }
        return .row(row)
    }

    /// HPL prints `8.253e+00`; `8.253e+0` or, at the very end of an output, `8.25` has lost its end.
    private static func isWhole(_ line: OutputLine, _ word: Range<Int>) -> Bool {
        guard let exponent = word.first(where: { line.bytes[$0] | 0x20 == UInt8(ascii: "e") }) else {
            return line.isComplete || word.upperBound < line.count
        }
        return word.count { $0 > exponent && OutputLine.isDigit(line.bytes[$0]) } >= 2
    }

    private static func missing(
        _ column: ColumnLayout.Column, _ line: OutputLine, _ code: Range<Int>, end: Int
    ) -> Finding {
        broken(line, code, at: end, "the row breaks off before \(column.name)")
    }

    /// A piece of a row in the middle of a sentence is none.
    private static func broken(_ line: OutputLine, _ code: Range<Int>, at byte: Int, _ message: String)
        -> Finding
    {
        let isFirst = line.word(from: 0).lowerBound == code.lowerBound
        let followsMark = code.lowerBound > 0 && isPrefix(line, upTo: code.lowerBound)
        guard isFirst || followsMark else { return .lookalike }
        return .broken(OutputReport.Truncation(line: line.number, column: byte + 1, message: message))
    }

    /// Whether the text before a row ends like a launcher's tag or a time stamp: with one of `:>]|` or a digit.
    private static func isPrefix(_ line: OutputLine, upTo end: Int) -> Bool {
        guard let last = (0..<end).last(where: { !OutputLine.isBlank(line.bytes[$0]) }) else { return true }
        return OutputLine.isDigit(line.bytes[last]) || ":>]|".utf8.contains(line.bytes[last])
    }

    private static func startsNumber(_ line: OutputLine, _ word: Range<Int>) -> Bool {
        let first = line.bytes[word.lowerBound]
        return OutputLine.isDigit(first) || first == UInt8(ascii: "-")
    }
}

extension RowReader.Row {
    /// `false` when the text is no value of this column. NaN and infinity are values: a bad build prints them.
    fileprivate mutating func take(_ text: String, as column: ColumnLayout.Column) -> Bool {
        switch column {
        case .n, .nb, .p, .q:
            guard let number = Int(text), number >= 1 else { return false }
            numbers[column.rawValue] = number
        case .seconds, .gflops:
            guard let number = Double(text) else { return false }
            if column == .seconds { seconds = number } else { gflops = number }
        }
        return true
    }
}
