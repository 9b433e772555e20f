import Search

/// Takes an HPL.dat line by line, the way `HPL_pdinfo` does: the first word of a line, or as many words as the count
/// on the line before says.
struct InputFileReader {
    /// HPL keeps 20 values of each parameter (HPL_MAX_PARAM) and reads 253 bytes of a line (HPL_LINE_MAX).
    static let maximumCount = 20
    static let maximumLineBytes = 252

    let file: String
    let dialect: InputDialect
    private(set) var remarks: [FileError] = []
    private let lines: [InputLine]
    private var next = 0

    init(_ bytes: [UInt8], file: String) throws(FileError) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated().map { InputLine(number: $0.offset + 1, bytes: $0.element) }
        if lines.last?.bytes.isEmpty == true { lines.removeLast() }
        let texts = lines.map(\.text)
        self.file = file
        self.lines = lines
        dialect = InputDialect(recognizing: texts)

        let filled = (lines.lastIndex { !$0.words.isEmpty } ?? -1) + 1
        guard filled > 0 else {
            throw FileError(
                file: file, line: 1, column: 1,
                "the file is empty; an HPL.dat has \(InputDialect.lineCount) lines")
        }
        guard filled >= InputDialect.lineCount else {
            throw FileError(
                file: file, line: filled, column: 1,
                "the file ends after \(filled) line\(filled == 1 ? "" : "s"); an HPL.dat has "
                    + "\(InputDialect.lineCount): add the missing lines (HPL would take the last line for each)"
            )
        }
        if let long = lines.prefix(InputDialect.lineCount).first(where: {
            $0.bytes.count > Self.maximumLineBytes
        }) {
            throw FileError(
                file: file, line: long.number, column: Self.maximumLineBytes + 1,
                "the line has \(counted(long.bytes.count, "byte")); HPL would take what follows byte "
                    + "\(Self.maximumLineBytes) for the next line: shorten it")
        }
    }

    var extraLines: [String] {
        dialect == .netlib ? [] : lines.dropFirst(InputDialect.lineCount).map(\.text)
    }

    mutating func skip(_ count: Int) { next += count }

    mutating func word(_ name: String) throws(FileError) -> String {
        let line = takeLine()
        return String(decoding: line.bytes[try firstWord(of: line, name)], as: UTF8.self)
    }

    mutating func integer(_ name: String) throws(FileError) -> Int {
        let line = takeLine()
        return try integer(line, firstWord(of: line, name), name)
    }

    /// A number that HPL replaces by `replacement` when it is less than `least`.
    mutating func integer(_ name: String, below least: Int, becomes replacement: Int) throws(FileError) -> Int
    {
        let line = lines[next]
        let value = try integer(name)
        guard value < least else { return value }
        remark(line, 0, "\(name) is \(value); HPL takes \(replacement) instead")
        return replacement
    }

    mutating func real(_ name: String) throws(FileError) -> Double {
        let line = takeLine()
        let range = try firstWord(of: line, name)
        let word = String(decoding: line.bytes[range], as: UTF8.self)
        guard let value = Double(word), value.isFinite else {
            throw error(line, range.lowerBound, "`\(word)` is no number; write \(name), 16.0 say")
        }
        return value
    }

    mutating func count(_ name: String) throws(FileError) -> Int {
        let line = lines[next]
        let count = try integer("the number of values of \(name)")
        guard (1...Self.maximumCount).contains(count) else {
            throw error(
                line, line.words[0].lowerBound,
                "\(counted(count, "value")) of \(name); HPL takes 1 to \(Self.maximumCount) in one file"
                    + (count > 1 ? ": split the list over several files" : ""))
        }
        return count
    }

    mutating func list(_ name: String, atLeast least: Int) throws(FileError) -> [Int] {
        try values(name, count(name), atLeast: least)
    }

    mutating func values(_ name: String, _ count: Int, atLeast least: Int = Int.min) throws(FileError)
        -> [Int]
    {
        let line = takeLine()
        var values: [Int] = []
        for index in 0..<count {
            guard index < line.words.count, line.startsNumber(index) else {
                let column = index < line.words.count ? line.words[index].lowerBound : line.bytes.endIndex
                throw error(
                    line, column,
                    "only \(index) of \(count) values of \(name) stand here (HPL would read 0 for the next); add the "
                        + "missing ones or lower the count")
            }
            let value = try integer(line, line.words[index], name)
            guard value >= least else {
                throw error(
                    line, line.words[index].lowerBound,
                    "\(name) is \(value); HPL refuses less than \(least)")
            }
            values.append(value)
        }
        remarkOnBlanks(line, name, count)
        return values
    }

    // MARK: - Pieces

    mutating func remark(_ line: InputLine, _ wordIndex: Int, _ message: String) {
        let column = line.column(of: line.words[wordIndex].lowerBound)
        remarks.append(FileError(file: file, line: line.number, column: column, message))
    }

    /// The line that the next call reads.
    var upcoming: InputLine { lines[next] }

    private mutating func takeLine() -> InputLine {
        defer { next += 1 }
        return lines[next]
    }

    private func firstWord(of line: InputLine, _ name: String) throws(FileError) -> Range<Int> {
        guard let word = line.words.first else {
            throw error(line, line.bytes.startIndex, "the line is blank; write \(name) here")
        }
        return word
    }

    private func integer(_ line: InputLine, _ range: Range<Int>, _ name: String) throws(FileError) -> Int {
        switch line.integer(range) {
        case .value(let value):
            return value
        case .partial(let value):
            let word = String(decoding: line.bytes[range], as: UTF8.self)
            throw error(
                line, range.lowerBound,
                "`\(word)` is no whole number (HPL would read \(value)); write \(name) as digits, values apart by blanks"
            )
        case .tooLarge:
            throw error(
                line, range.lowerBound,
                "\(name) is over \(Int32.max), more than HPL can hold; write a smaller number")
        }
    }

    private func error(_ line: InputLine, _ byte: Int, _ message: String) -> FileError {
        FileError(file: file, line: line.number, column: line.column(of: byte), message)
    }

    /// After a value HPL steps its length and one blank ahead, from where it *began* to look, so with several blanks
    /// between values it comes to read one twice or by half.
    private mutating func remarkOnBlanks(_ line: InputLine, _ name: String, _ count: Int) {
        var position = line.bytes.startIndex
        for index in 0..<count {
            let word = line.word(from: position)
            guard word != line.words[index] else {
                position += word.count + 1
                continue
            }
            let seen = String(decoding: line.bytes[word], as: UTF8.self)
            remark(
                line, index,
                "HPL reads `\(seen)` as value \(index + 1) of \(name), because it steps over one blank only; "
                    + "put single blanks between the values")
            return
        }
    }
}
