import Search

/// A value in a JSON file that knows where it stands.
struct JSONNode: Sendable {
    enum Content: Sendable {
        case null
        case bool(Bool)
        /// As written; a number of JSON's grammar, finite.
        case number(Double, text: String)
        case text(String)
        case array([JSONNode])
        case object([(key: String, value: JSONNode)])
    }

    /// Counted from 1.
    let line: Int
    /// Counted from 1, in Unicode scalars.
    let column: Int
    let content: Content

    subscript(key: String) -> JSONNode? {
        guard case .object(let entries) = content else { return nil }
        return entries.first { $0.key == key }?.value
    }

    var isNull: Bool { if case .null = content { true } else { false } }
    var isObject: Bool { if case .object = content { true } else { false } }
    var items: [JSONNode]? { if case .array(let items) = content { items } else { nil } }
    var text: String? { if case .text(let text) = content { text } else { nil } }
    var bool: Bool? { if case .bool(let bool) = content { bool } else { nil } }
    var number: Double? { if case .number(let number, _) = content { number } else { nil } }
    var integer: Int? { number.flatMap { Int(exactly: $0) } }

    /// A number or a word as one would type it; `nil` for anything else.
    var scalarText: String? {
        switch content {
        case .number(let number, let text): Int(exactly: number).map(String.init) ?? text
        case .text(let text): text
        default: nil
        }
    }

    func error(in file: String, _ message: String) -> FileError {
        FileError(file: file, line: line, column: column, message)
    }
}
