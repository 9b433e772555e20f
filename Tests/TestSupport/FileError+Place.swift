import Search

extension FileError {
    /// One line that says where: `file:line:column: what is wrong; what to do`.
    public var isPlaced: Bool {
        guard let line, let column, line >= 1, column >= 1 else { return false }
        return !message.isEmpty && !message.contains { $0.isNewline }
    }
}
