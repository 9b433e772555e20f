/// A word of the constraint language with the column it begins at.
struct ExpressionToken: Hashable {
    enum Kind: Hashable {
        case number(Double)
        /// In quotation marks.
        case quoted
        /// A bare word: a variable, a value such as `1ringM` or `4x64`, or one of `and or not divides`.
        case word
        /// `+ - * / % == != < <= > >= ( )`
        case symbol
        case end
    }

    let kind: Kind
    /// Without quotation marks.
    let text: String
    let column: Int
    /// Of the last character.
    let lastColumn: Int

    func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }
    func isWord(_ word: String) -> Bool { kind == .word && text == word }

    static let keywords = ["and", "or", "not", "divides"]

    var isKeyword: Bool { kind == .word && Self.keywords.contains(text) }

    /// For messages.
    var summary: String {
        switch kind {
        case .end: "the end"
        case .quoted: "\"\(text)\""
        default: "`\(text)`"
        }
    }
}
