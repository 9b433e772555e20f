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
        self.message = Self.oneLine(message)
    }

    /// Messages repeat what stands in files, and that may be anything: line ends and other control characters are shown,
    /// not sent.
    private static func oneLine(_ message: String) -> String {
        func isControl(_ scalar: Unicode.Scalar) -> Bool {
            scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
                || (0x2028...0x2029).contains(scalar.value)
        }
        guard message.unicodeScalars.contains(where: isControl) else { return message }
        var line = ""
        for scalar in message.unicodeScalars {
            switch scalar {
            case "\t": line += " "
            case "\n": line += "\\n"
            case "\r": line += "\\r"
            case _ where isControl(scalar): line += "\u{FFFD}"
            default: line.unicodeScalars.append(scalar)
            }
        }
        return line
    }
}

extension FileError: CustomStringConvertible {
    public var description: String {
        ([file] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":") + ": " + message
    }
}
