/// Recursive descent over the tokens of a constraint, weakest binding first:
///
///     condition  = conjunction { "or" conjunction }
///     conjunction = negation { "and" negation }
///     negation   = "not" negation | comparison
///     comparison = sum { ("==" | "!=" | "<" | "<=" | ">" | ">=" | "divides") sum }     64 <= NB <= 256 reads as usual
///     sum        = product { ("+" | "-") product }
///     product    = factor { ("*" | "/" | "%") factor }
///     factor     = "-" factor | number | word | quoted word | "(" condition ")"
struct ExpressionParser {
    /// A part of the constraint with what is known of its type and where it begins.
    struct Part {
        let node: ExpressionNode
        let type: PartType
        let column: Int
        let lastColumn: Int
        /// As the user wrote it.
        let text: String
    }

    enum PartType { case number, text, either, truth }

    let variables: [String: Expression.ValueType]
    let words: Set<String>
    private let source: [Character]
    private let tokens: [ExpressionToken]
    private var position = 0
    private var depth = 0
    private(set) var used: Set<String> = []

    init(
        _ text: String, variables: [String: Expression.ValueType], words: Set<String>
    ) throws(ExpressionError) {
        self.variables = variables
        self.words = words
        source = Array(text)
        tokens = try ExpressionLexer.tokens(of: text)
        // Keeps the tree shallow enough for any thread's stack.
        guard tokens.count <= 1_000 else {
            throw ExpressionError(
                column: tokens[1_000].column, "more than 1,000 words in one constraint; split it into several"
            )
        }
    }

    mutating func parse() throws(ExpressionError) -> ExpressionNode {
        guard current.kind != .end else {
            throw ExpressionError(column: 1, "the constraint is empty; write one such as `NB >= 96`")
        }
        let whole = try condition()
        guard current.kind == .end else {
            if current.isSymbol(")") {
                throw ExpressionError(column: current.column, "this `)` was never opened; take it out")
            }
            throw ExpressionError(
                column: current.column, "expected `and`, `or` or a comparison, found \(current.summary)")
        }
        return try truth(whole).node
    }

    private var current: ExpressionToken { tokens[position] }

    private mutating func advance() -> ExpressionToken {
        defer { if position < tokens.count - 1 { position += 1 } }
        return tokens[position]
    }

    private mutating func condition() throws(ExpressionError) -> Part {
        var left = try conjunction()
        while current.isWord("or") {
            _ = advance()
            let right = try conjunction()
            left = part(
                .or(try truth(left).node, try truth(right).node), .truth, left.column, right.lastColumn)
        }
        return left
    }

    private mutating func conjunction() throws(ExpressionError) -> Part {
        var left = try negation()
        while current.isWord("and") {
            _ = advance()
            let right = try negation()
            left = part(
                .and(try truth(left).node, try truth(right).node), .truth, left.column, right.lastColumn)
        }
        return left
    }

    private mutating func negation() throws(ExpressionError) -> Part {
        guard current.isWord("not") else { return try comparison() }
        let word = advance()
        try descend(at: word)
        defer { depth -= 1 }
        let operand = try truth(try negation())
        return part(.not(operand.node), .truth, word.column, operand.lastColumn)
    }

    private mutating func comparison() throws(ExpressionError) -> Part {
        let first = try sum()
        var left = first
        var links: [ExpressionNode] = []
        var last = first
        while let operation = ExpressionNode.Comparison(rawValue: current.text),
            current.kind == .symbol || current.isKeyword
        {
            let symbol = advance()
            let right = try sum()
            try checkComparable(left, operation, right, symbol)
            links.append(.comparison(left.node, operation, right.node))
            (left, last) = (right, right)
        }
        guard var node = links.first else { return first }
        for link in links.dropFirst() { node = .and(node, link) }
        return part(node, .truth, first.column, last.lastColumn)
    }

    private mutating func sum() throws(ExpressionError) -> Part {
        var left = try product()
        while current.isSymbol("+") || current.isSymbol("-") {
            left = try arithmetic(left, advance(), try product())
        }
        return left
    }

    private mutating func product() throws(ExpressionError) -> Part {
        var left = try factor()
        while current.isSymbol("*") || current.isSymbol("/") || current.isSymbol("%") {
            left = try arithmetic(left, advance(), try factor())
        }
        return left
    }

    private mutating func factor() throws(ExpressionError) -> Part {
        let token = advance()
        switch token.kind {
        case .number(let number):
            return part(.constant(.real(number)), .number, token.column, token.lastColumn)
        case .quoted: return part(.constant(.text(token.text)), .text, token.column, token.lastColumn)
        case .word: return try word(token)
        case .symbol where token.text == "-":
            try descend(at: token)
            defer { depth -= 1 }
            let operand = try factor()
            try checkNumber(operand, token)
            return part(.negative(operand.node), .number, token.column, operand.lastColumn)
        case .symbol where token.text == "(":
            try descend(at: token)
            defer { depth -= 1 }
            let inner = try condition()
            guard current.isSymbol(")") else {
                throw ExpressionError(
                    column: current.column,
                    "expected `)` for the `(` in column \(token.column), found \(current.summary)")
            }
            return part(inner.node, inner.type, token.column, advance().lastColumn)
        case .symbol, .end:
            throw ExpressionError(
                column: token.column, "expected a name or a number, found \(token.summary)")
        }
    }

    private mutating func word(_ token: ExpressionToken) throws(ExpressionError) -> Part {
        guard !token.isKeyword else {
            throw ExpressionError(
                column: token.column, "expected a name or a number, found \(token.summary)")
        }
        if let type = variables[token.text] {
            used.insert(token.text)
            let partType: PartType = type == .number ? .number : type == .text ? .text : .either
            return part(.variable(token.text), partType, token.column, token.lastColumn)
        }
        guard words.contains(token.text) else {
            let known = variables.keys.sorted() + words.sorted() + ExpressionToken.keywords
            throw ExpressionError(column: token.column, unknownWord("name", token.text, among: known))
        }
        return part(.constant(.text(token.text)), .text, token.column, token.lastColumn)
    }

    private mutating func descend(at token: ExpressionToken) throws(ExpressionError) {
        depth += 1
        guard depth <= 50 else {
            throw ExpressionError(
                column: token.column, "more than 50 levels of nesting; split the constraint")
        }
    }

    func part(_ node: ExpressionNode, _ type: PartType, _ column: Int, _ lastColumn: Int) -> Part {
        Part(
            node: node, type: type, column: column, lastColumn: lastColumn,
            text: String(source[(column - 1)..<lastColumn]))
    }
}
