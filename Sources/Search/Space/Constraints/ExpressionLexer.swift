/// Cuts a constraint into tokens.
///
/// A run of letters, digits, `_` and `.` is a number when all of it reads as one, otherwise a word: HPL's names
/// (`1ringM`, `4x64`) begin with digits.
struct ExpressionLexer {
    private let characters: [Character]
    private var position = 0

    /// The last token is always `.end`.
    static func tokens(of text: String) throws(ExpressionError) -> [ExpressionToken] {
        var lexer = ExpressionLexer(characters: Array(text))
        var tokens: [ExpressionToken] = []
        while let token = try lexer.next() { tokens.append(token) }
        let end = lexer.characters.count + 1
        tokens.append(ExpressionToken(kind: .end, text: "", column: end, lastColumn: end))
        return tokens
    }

    private init(characters: [Character]) {
        self.characters = characters
    }

    private mutating func next() throws(ExpressionError) -> ExpressionToken? {
        while position < characters.count, characters[position].isWhitespace { position += 1 }
        guard position < characters.count else { return nil }
        let first = characters[position]
        if first == "\"" || first == "'" { return try quoted(by: first) }
        if Self.isWordCharacter(first) { return try wordOrNumber() }
        return try symbol()
    }

    private static func isWordCharacter(_ character: Character) -> Bool {
        character == "_" || character == "." || character.isLetter || character.isASCII && character.isNumber
    }

    private mutating func quoted(by mark: Character) throws(ExpressionError) -> ExpressionToken {
        let start = position
        let rest = characters[(start + 1)...]
        guard let end = rest.firstIndex(of: mark) else {
            throw ExpressionError(
                column: start + 1, "this quotation mark is never closed; add \(mark) after the word")
        }
        position = end + 1
        return ExpressionToken(
            kind: .quoted, text: String(rest[..<end]), column: start + 1, lastColumn: position)
    }

    private mutating func wordOrNumber() throws(ExpressionError) -> ExpressionToken {
        let start = position
        while position < characters.count, Self.isWordCharacter(characters[position]) { position += 1 }
        // The sign of an exponent: in `1e-3` it belongs to the number, in `1ring-3` it does not.
        if position < characters.count, "+-".contains(characters[position]),
            let exponent = characters[start..<position].last, exponent == "e" || exponent == "E",
            Double(String(characters[start..<(position - 1)])) != nil
        {
            position += 1
            while position < characters.count, Self.isWordCharacter(characters[position]) { position += 1 }
        }
        let text = String(characters[start..<position])
        if text.allSatisfy({ "0123456789.eE+-".contains($0) }), let number = Double(text) {
            guard number.isFinite else {
                throw ExpressionError(column: start + 1, "`\(text)` is too large a number; use a smaller one")
            }
            return ExpressionToken(kind: .number(number), text: text, column: start + 1, lastColumn: position)
        }
        guard text.contains(where: { $0.isLetter || $0 == "_" }), !text.contains(where: { "+-".contains($0) })
        else {
            throw ExpressionError(column: start + 1, "`\(text)` is not a number; write it as 12 or 0.5")
        }
        return ExpressionToken(kind: .word, text: text, column: start + 1, lastColumn: position)
    }

    private mutating func symbol() throws(ExpressionError) -> ExpressionToken {
        let column = position + 1
        let pair = String(characters[position..<min(position + 2, characters.count)])
        for symbol in ["==", "!=", "<=", ">="] where pair == symbol {
            position += 2
            return ExpressionToken(kind: .symbol, text: symbol, column: column, lastColumn: position)
        }
        for (habit, ours) in [
            ("&&", "and"), ("||", "or"), ("<>", "!="), ("=<", "<="), ("=>", ">="), ("**", "a * a"),
        ]
        where pair == habit {
            throw ExpressionError(column: column, "`\(habit)` is not used here; write `\(ours)`")
        }
        let single = characters[position]
        if "+-*/%<>()".contains(single) {
            position += 1
            return ExpressionToken(kind: .symbol, text: String(single), column: column, lastColumn: position)
        }
        let ours: [Character: String] = [
            "=": "==", "&": "and", "|": "or", "!": "not", "≤": "<=", "≥": ">=", "≠": "!=", "×": "*", "÷": "/",
            "−": "-", "[": "(", "]": ")",
        ]
        let advice = ours[single].map { "write `\($0)`" } ?? "take it out"
        throw ExpressionError(column: column, "`\(single)` is not used here; \(advice)")
    }
}
