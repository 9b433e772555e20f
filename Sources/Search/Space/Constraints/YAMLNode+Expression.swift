extension YAMLNode {
    /// Reads a constraint written in a file. Errors point at the place within the constraint.
    public func expression(
        variables: [String: Expression.ValueType], words: Set<String> = []
    ) throws(FileError) -> Expression {
        let text = try string()
        do {
            return try Expression(parsing: text, variables: variables, words: words)
        } catch {
            throw self.error("in the constraint `\(text)`: \(error.message)", atColumn: error.column)
        }
    }
}
