extension ExpressionParser {
    /// Demands a condition.
    func truth(_ part: Part) throws(ExpressionError) -> Part {
        guard part.type != .truth else { return part }
        let advice =
            part.type == .text
            ? "compare it, as in `BCAST == \(part.text)`" : "compare it, as in `\(part.text) >= 2`"
        throw ExpressionError(
            column: part.column, "`\(part.text)` is a value, not a condition; \(advice)")
    }

    /// Demands a number, or a variable that may be one.
    func checkNumber(_ part: Part, _ symbol: ExpressionToken) throws(ExpressionError) {
        switch part.type {
        case .number, .either: return
        case .text:
            throw ExpressionError(
                column: part.column,
                "`\(symbol.text)` needs numbers, but `\(part.text)` is text; use == or != with text")
        case .truth:
            throw ExpressionError(
                column: part.column,
                "`\(symbol.text)` needs numbers, but `\(part.text)` is a condition; use `and` or `or`")
        }
    }

    func arithmetic(
        _ left: Part, _ symbol: ExpressionToken, _ right: Part
    ) throws(ExpressionError) -> Part {
        guard let operation = ExpressionNode.Arithmetic(rawValue: symbol.text) else { return left }
        try checkNumber(left, symbol)
        try checkNumber(right, symbol)
        return part(
            .arithmetic(left.node, operation, right.node), .number, left.column, right.lastColumn)
    }

    func checkComparable(
        _ left: Part, _ comparison: ExpressionNode.Comparison, _ right: Part, _ symbol: ExpressionToken
    ) throws(ExpressionError) {
        guard comparison == .equal || comparison == .notEqual else {
            try checkNumber(left, symbol)
            try checkNumber(right, symbol)
            return
        }
        for part in [left, right] where part.type == .truth {
            throw ExpressionError(
                column: part.column,
                "`\(part.text)` is a condition and compares with nothing; use `and` or `or`")
        }
        switch (left.type, right.type) {
        case (.number, .text), (.text, .number):
            let (number, text) = left.type == .number ? (left, right) : (right, left)
            throw ExpressionError(
                column: right.column,
                "`\(number.text)` is a number and `\(text.text)` is text, so they are never equal; compare like with like"
            )
        default: return
        }
    }
}
