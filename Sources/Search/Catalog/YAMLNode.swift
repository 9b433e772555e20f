/// A value in a YAML file that knows where it stands, so that whatever is wrong with it can be said with line and
/// column. `YAMLNode.parse` makes the root; `mapping(allowing:)`, `entries()` and `list()` lead inwards; `string()`,
/// `int()`, `double()`, `bool()` and `value()` read scalars.
public struct YAMLNode: Sendable {
    enum Content: Sendable {
        case scalar(text: String, style: ScalarStyle)
        case sequence([YAMLNode])
        case mapping([Entry])
    }

    enum ScalarStyle: Sendable {
        /// Written bare: may be a number, a truth value or nothing.
        case plain
        /// In quotation marks: text, whatever it looks like.
        case quoted
        /// A block scalar (`|`, `>`): text over several lines.
        case block
    }

    struct Entry: Sendable {
        let key: String
        let keyNode: YAMLNode
        let value: YAMLNode
    }

    public let file: String
    /// Counted from 1; `nil` when the value did not come from a file but from the command line.
    public let line: Int?
    /// Counted from 1, in Unicode scalars.
    public let column: Int?
    let content: Content

    init(file: String, line: Int?, column: Int?, content: Content) {
        self.file = file
        self.line = line
        self.column = column
        self.content = content
    }

    public var isMapping: Bool { if case .mapping = content { true } else { false } }
    public var isSequence: Bool { if case .sequence = content { true } else { false } }
    public var isScalar: Bool { if case .scalar = content { true } else { false } }

    /// Nothing was written (`key:`, `key: ~`, `key: null`).
    public var isNull: Bool {
        guard case .scalar(let text, .plain) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// An error that points at this value.
    ///
    /// - Parameter message: what is wrong; what to do.
    public func error(_ message: String) -> FileError {
        FileError(file: file, line: line, column: column, message)
    }

    /// An error that points into this scalar's text. In a block scalar, whose text is laid out anew, it points at the
    /// scalar.
    ///
    /// - Parameter column: the place within `string()`, counted from 1.
    public func error(_ message: String, atColumn column: Int) -> FileError {
        guard let start = self.column, case .scalar(_, let style) = content else { return error(message) }
        switch style {
        case .plain: return FileError(file: file, line: line, column: start + column - 1, message)
        case .quoted: return FileError(file: file, line: line, column: start + column, message)
        case .block: return error(message)
        }
    }

    /// What stands here, for messages: `` `abc` ``, `nothing`, `a list`, `a mapping`.
    var summary: String {
        switch content {
        case .sequence: return "a list"
        case .mapping: return "a mapping"
        case .scalar(let text, _):
            if isNull { return "nothing" }
            let firstLine = text.prefix { !$0.isNewline }
            return firstLine.count == text.count && text.count <= 60
                ? "`\(text)`" : "`\(firstLine.prefix(60))…`"
        }
    }
}
