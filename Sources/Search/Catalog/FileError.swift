/// Something is wrong in a file a user wrote: one line, `file:line:column: what is wrong; what to do`.
public struct FileError: Error, Sendable, Hashable {
    public let file: String
    /// Counted from 1; `nil` when the file as a whole is meant.
    public let line: Int?
    public let column: Int?
    /// What is wrong; what to do.
    public let message: String

    public init(file: String, line: Int? = nil, column: Int? = nil, _ message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }
}

extension FileError: CustomStringConvertible {
    public var description: String {
        ([file] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":") + ": " + message
    }
}
