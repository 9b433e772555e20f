/// What is wrong with a constraint, and where in its text.
public struct ExpressionError: Error, Sendable, Hashable {
    /// Of the first character concerned, counted from 1.
    public let column: Int
    /// What is wrong; what to do.
    public let message: String

    public init(column: Int, _ message: String) {
        self.column = column
        self.message = message
    }
}

extension ExpressionError: CustomStringConvertible {
    public var description: String { "column \(column): \(message)" }
}
