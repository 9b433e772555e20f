import Yams

extension FileError {
    /// Says in our form what Yams found wrong.
    init(_ error: YamlError, text: String, file: String) {
        switch error {
        case .scanner(let context, let problem, let mark, _),
            .parser(let context, let problem, let mark, _):
            self.init(
                file: file, line: mark.line, column: mark.column,
                Self.syntax(problem, context: context?.text, at: mark, in: text))
        case .composer(_, let problem, let mark, _):
            let message =
                problem.contains("another document")
                ? "a second document begins here; keep one document in a file"
                : problem.contains("undefined alias")
                    ? "an alias (`*name`) without an anchor before it; write `&name` at the value it stands for"
                    : "not valid YAML (\(problem)); check the lines above"
            self.init(file: file, line: mark.line, column: mark.column, message)
        case .duplicatedKeysInMapping(let duplicates, let context):
            let key = duplicates.first ?? ""
            let first = (line: context.mark.line, column: context.mark.column)
            let second = Self.secondPlace(of: key, after: first, in: text)
            self.init(
                file: file, line: second?.line ?? first.line, column: second?.column ?? first.column,
                "the key `\(key)` is there twice"
                    + (second == nil ? "; keep one" : ", first in line \(first.line); keep one"))
        case .reader(_, let offset, let value, _):
            let before = text.prefix(offset ?? 0).unicodeScalars
            let line = 1 + before.reduce(0) { $0 + ($1 == "\n" ? 1 : 0) }
            let column = 1 + before.reversed().prefix { $0 != "\n" }.count
            let code = value >= 0 ? " (code \(value))" : ""
            self.init(
                file: file, line: line, column: column,
                "a character that YAML does not allow\(code); take it out")
        default:
            self.init(file: file, line: 1, column: 1, "cannot be read as YAML (\(error)); check the file")
        }
    }

    private static func syntax(_ problem: String, context: String?, at mark: Mark, in text: String) -> String
    {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = mark.line <= lines.count ? Array(lines[mark.line - 1].unicodeScalars) : []
        if mark.column <= line.count, line[mark.column - 1] == "\t" {
            return "a tab stands where YAML wants spaces; replace it by spaces"
        }
        let where_ = context.map { " \($0)" } ?? ""
        return "not valid YAML (\(problem)\(where_)); check indentation, colons, brackets and quotes here"
    }

    /// Yams tells only where a doubled key stands first. In block style the second one stands further down in the same
    /// column; `nil` when it is not found so.
    private static func secondPlace(
        of key: String, after first: (line: Int, column: Int), in text: String
    ) -> (line: Int, column: Int)? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where index >= first.line {
            let indent = line.prefix { $0 == " " }.count
            guard indent == first.column - 1 else { continue }
            let rest = line.dropFirst(indent)
            if [key, "\"\(key)\"", "'\(key)'"].contains(where: { rest.hasPrefix("\($0):") }) {
                return (index + 1, first.column)
            }
        }
        return nil
    }
}
