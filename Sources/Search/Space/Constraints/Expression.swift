/// A condition that users write on the points of a space: `NB >= 96 or DEPTH == 0`, `P <= Q and NB divides N`.
///
/// Arithmetic `+ - * / %`, comparisons `== != < <= > >=`, which chain (`64 <= NB <= 256`), `a divides b`, `and`, `or`,
/// `not`, parentheses, numbers, words bare or in quotation marks. `not` binds tighter than `and`, `and` tighter than `or`.
public struct Expression: Sendable {
    /// What a variable holds, as far as it is known when the constraint is read.
    public enum ValueType: Sendable, Hashable {
        case number
        case text
        /// Not known, or now this and now that: errors of type then show only as a condition that never holds.
        case either

        /// The type that covers all of a parameter's values.
        public init(of values: [ParameterValue]) {
            let numbers = values.count { $0.number != nil }
            self = numbers == values.count ? .number : numbers == 0 ? .text : .either
        }
    }

    /// As the user wrote it.
    public let text: String
    /// The variables that occur in it.
    public let variables: Set<String>
    private let root: ExpressionNode

    /// - Parameters:
    ///   - variables: the names that stand for values, with their types.
    ///   - words: the bare words that stand for themselves, such as `1ringM`. A variable of that name wins.
    /// - Throws: where and what: a word that is neither (with the nearest one), a sign that is not used here, brackets,
    ///   quotation marks, and values of the wrong type (`BCAST < 3`, `NB == long`, `NB` alone).
    public init(
        parsing text: String, variables: [String: ValueType], words: Set<String> = []
    ) throws(ExpressionError) {
        var parser = try ExpressionParser(text, variables: variables, words: words)
        root = try parser.parse()
        self.text = text
        self.variables = parser.used
    }

    /// The same with variables of unknown type.
    public init(
        parsing text: String, variables: Set<String>, words: Set<String>
    ) throws(ExpressionError) {
        try self.init(
            parsing: text, variables: Dictionary(uniqueKeysWithValues: variables.map { ($0, .either) }),
            words: words)
    }

    /// Whether the condition holds for these values of its variables. It does not when it cannot be computed: a value
    /// is missing or of the wrong type, or a division by zero decides.
    public func holds(_ value: (String) -> ParameterValue?) -> Bool {
        // A closure that does not escape cannot be passed down a recursion of methods as a stored type.
        withoutActuallyEscaping(value) { root.truth($0) ?? false }
    }
}
